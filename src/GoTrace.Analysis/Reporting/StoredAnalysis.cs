using System.Text.Json;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Reporting;

/// <summary>Reads an analysis back from its JSON form, and lets nothing in that comparisons could stumble over.</summary>
internal static class StoredAnalysis
{
    // Beyond what any figure can be, and far from where sums and products would end.
    private const double Largest = 1e19;

    /// <summary>Reads one.</summary>
    /// <param name="json">What <see cref="TraceAnalysis.ToJson"/> wrote.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static TraceAnalysis Read(string json)
    {
        using JsonDocument document = Parse(json);
        return Read(document.RootElement);
    }

    /// <summary>Reads one or several.</summary>
    /// <param name="json">An object, or an array of them.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static IReadOnlyList<TraceAnalysis> ReadList(string json)
    {
        using JsonDocument document = Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select(Read)]
            : [Read(document.RootElement)];
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw Bad(e.Message);
        }
    }

    private static TraceAnalysis Read(JsonElement json)
    {
        CheckVersion(json);
        CheckValues(json, "");
        TraceAnalysis analysis;
        try
        {
            analysis = json.Deserialize(AnalysisJsonContext.Default.TraceAnalysis) ?? throw Bad("it is null");
        }
        catch (JsonException e)
        {
            throw Bad(e.Message);
        }

        CheckNames(analysis);
        return WithDefaults(analysis);
    }

    // The serializer leaves null what may be missing, whatever its default is.
    private static TraceAnalysis WithDefaults(TraceAnalysis a) => a with
    {
        Preemptions = a.Preemptions with { StintHistogram = a.Preemptions.StintHistogram ?? [] },
        SchedulingLatency = a.SchedulingLatency with { UserHistogram = a.SchedulingLatency.UserHistogram ?? [] },
        Syscalls = a.Syscalls with { UserHistogram = a.Syscalls.UserHistogram ?? [] },
        DataQuality = a.DataQuality with { Warnings = a.DataQuality.Warnings ?? [] },
    };

    private static void CheckVersion(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Bad($"it is {json.ValueKind}, not an object");
        }

        if (!json.TryGetProperty("schema_version", out JsonElement version)
            || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out int number))
        {
            throw Bad("it has no schema_version");
        }

        if (number != TraceAnalysis.CurrentSchemaVersion)
        {
            throw Bad($"its schema_version is {number}, and this version of GoTrace reads {TraceAnalysis.CurrentSchemaVersion}: make it again from the trace");
        }
    }

    // The serializer lets through nulls in lists, and numbers too large for their type's arithmetic.
    private static void CheckValues(JsonElement json, string path)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in json.EnumerateObject())
                {
                    CheckValues(member.Value, $"{path}.{member.Name}");
                }

                break;
            case JsonValueKind.Array:
                int i = 0;
                foreach (JsonElement item in json.EnumerateArray())
                {
                    if (item.ValueKind == JsonValueKind.Null)
                    {
                        throw Bad($"{path}[{i}] is null");
                    }

                    CheckValues(item, $"{path}[{i++}]");
                }

                break;
            case JsonValueKind.Number when !(json.TryGetDouble(out double number) && Math.Abs(number) <= Largest):
                throw Bad($"{path} is no number that can be worked with");
        }
    }

    private static void CheckNames(TraceAnalysis a)
    {
        CheckNames(a.Tasks, "tasks");
        CheckNames(a.Regions, "regions");
        CheckNames(a.Ranges, "ranges");
        CheckNames(a.StopTheWorld.ByKind, "stop_the_world.by_kind");
        CheckNames(a.SchedulingLatency.ByCause, "scheduling_latency.by_cause");
        CheckNames(a.BlockDurations, "block_durations");
    }

    private static void CheckNames(IReadOnlyDictionary<string, Distribution> byName, string path)
    {
        if (byName.FirstOrDefault(e => e.Value is null).Key is { } name)
        {
            throw Bad($"{path} has nothing for \"{name}\"");
        }
    }

    private static InvalidDataException Bad(string why) => new($"not a stored summary: {why}");
}
