using System.Text.Json;

namespace GoTrace.Analysis.Tests.Reference;

/// <summary>Where figures differ from those of the reference, which may have fewer.</summary>
internal static class FigureDifference
{
    private const double QuantileError = 0.01;

    // Their members are names out of the trace: one more is as wrong as one less.
    private static readonly HashSet<string> Maps =
    [
        "event_kinds", "preemptions.by_function", "scheduling_latency.by_cause", "blocks", "stop_the_world.by_kind", "ranges", "tasks", "regions",
    ];

    public static List<string> Find(JsonElement expected, JsonElement found)
    {
        var differences = new List<string>();
        Compare("", expected, found, differences);
        return differences;
    }

    private static void Compare(string path, JsonElement expected, JsonElement found, List<string> differences)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object when found.ValueKind == JsonValueKind.Object:
                CompareMembers(path, expected, found, differences);
                break;
            case JsonValueKind.Array when path == "processors" && found.ValueKind == JsonValueKind.Array:
                CompareProcessors(expected, found, differences);
                break;
            case JsonValueKind.Array when found.ValueKind == JsonValueKind.Array && expected.GetArrayLength() == found.GetArrayLength():
                for (int i = 0; i < expected.GetArrayLength(); i++)
                {
                    Compare($"{path}[{i}]", expected[i], found[i], differences);
                }

                break;
            case JsonValueKind.Number when found.ValueKind == JsonValueKind.Number && IsSame(path, expected.GetInt64(), found.GetInt64()):
            case JsonValueKind.Null when found is { ValueKind: JsonValueKind.Array } && found.GetArrayLength() == 0: // a list of Go's that is empty
                break;
            default:
                differences.Add($"{path}: expected {expected.GetRawText()}, found {found.GetRawText()}");
                break;
        }
    }

    private static void CompareMembers(string path, JsonElement expected, JsonElement found, List<string> differences)
    {
        foreach (JsonProperty member in expected.EnumerateObject())
        {
            string name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (found.TryGetProperty(member.Name, out JsonElement value))
            {
                Compare(name, member.Value, value, differences);
            }
            else
            {
                differences.Add($"{name}: expected {member.Value.GetRawText()}, found nothing");
            }
        }

        if (Maps.Contains(path))
        {
            differences.AddRange(found.EnumerateObject()
                .Where(m => !expected.TryGetProperty(m.Name, out _))
                .Select(m => $"{path}.{m.Name}: expected nothing, found {m.Value.GetRawText()}"));
        }
    }

    // The reference knows only those that some event names: one that GOMAXPROCS allowed and that never ran is left out.
    private static void CompareProcessors(JsonElement expected, JsonElement found, List<string> differences)
    {
        Dictionary<long, JsonElement> byId = found.EnumerateArray().ToDictionary(p => p.GetProperty("id").GetInt64());
        foreach (JsonElement processor in expected.EnumerateArray())
        {
            if (byId.Remove(processor.GetProperty("id").GetInt64(), out JsonElement same))
            {
                Compare("processors[" + processor.GetProperty("id") + "]", processor, same, differences);
            }
            else
            {
                differences.Add($"processors: expected {processor.GetRawText()}, found nothing");
            }
        }

        differences.AddRange(byId.Values
            .Where(p => p.GetProperty("running_ns").GetInt64() + p.GetProperty("goroutine_ns").GetInt64() + p.GetProperty("syscall_ns").GetInt64() != 0)
            .Select(p => "processors: expected nothing, found " + p.GetRawText()));
    }

    private static bool IsSame(string path, long expected, long found) => IsQuantile(path)
        ? Math.Abs(found - expected) <= QuantileError * expected
        : found == expected;

    private static bool IsQuantile(string path) =>
        path.EndsWith(".p50_ns", StringComparison.Ordinal)
        || path.EndsWith(".p90_ns", StringComparison.Ordinal)
        || path.EndsWith(".p99_ns", StringComparison.Ordinal)
        || path.EndsWith(".p999_ns", StringComparison.Ordinal);
}
