using System.Text.Json;

namespace GoTrace.Analysis.Tests.Reference;

/// <summary>Where figures differ from those of the reference, which may have fewer.</summary>
internal sealed class FigureDifference
{
    private const double QuantileError = 0.01;

    // Their members are names out of the trace: one more is as wrong as one less.
    private static readonly HashSet<string> Maps =
    [
        "event_kinds", "preemptions.by_function", "scheduling_latency.by_cause", "blocks", "stop_the_world.by_kind", "ranges", "tasks", "regions",
    ];

    private readonly List<string> _differences = [];
    private readonly long _slackNs;

    private FigureDifference(long slackNs)
    {
        _slackNs = slackNs;
    }

    /// <summary>Finds them.</summary>
    /// <param name="expected">The reference.</param>
    /// <param name="found">What is held against it.</param>
    /// <param name="slackNs">By how much a length of time may be off.</param>
    public static List<string> Find(JsonElement expected, JsonElement found, long slackNs = 0)
    {
        var difference = new FigureDifference(slackNs);
        difference.Compare("", expected, found);
        return difference._differences;
    }

    private void Compare(string path, JsonElement expected, JsonElement found)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object when found.ValueKind == JsonValueKind.Object:
                CompareMembers(path, expected, found);
                break;
            case JsonValueKind.Array when path == "processors" && found.ValueKind == JsonValueKind.Array:
                CompareProcessors(expected, found);
                break;
            case JsonValueKind.Array when found.ValueKind == JsonValueKind.Array && expected.GetArrayLength() == found.GetArrayLength():
                for (int i = 0; i < expected.GetArrayLength(); i++)
                {
                    Compare($"{path}[{i}]", expected[i], found[i]);
                }

                break;
            case JsonValueKind.Number when found.ValueKind == JsonValueKind.Number && IsSame(path, expected.GetInt64(), found.GetInt64()):
            case JsonValueKind.Null when found is { ValueKind: JsonValueKind.Array } && found.GetArrayLength() == 0: // a list of Go's that is empty
                break;
            default:
                _differences.Add($"{path}: expected {expected.GetRawText()}, found {found.GetRawText()}");
                break;
        }
    }

    private void CompareMembers(string path, JsonElement expected, JsonElement found)
    {
        foreach (JsonProperty member in expected.EnumerateObject())
        {
            string name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (found.TryGetProperty(member.Name, out JsonElement value))
            {
                Compare(name, member.Value, value);
            }
            else
            {
                _differences.Add($"{name}: expected {member.Value.GetRawText()}, found nothing");
            }
        }

        if (Maps.Contains(path))
        {
            _differences.AddRange(found.EnumerateObject()
                .Where(m => !expected.TryGetProperty(m.Name, out _))
                .Select(m => $"{path}.{m.Name}: expected nothing, found {m.Value.GetRawText()}"));
        }
    }

    // The reference knows only those that some event names: one that GOMAXPROCS allowed and that never ran is left out.
    private void CompareProcessors(JsonElement expected, JsonElement found)
    {
        Dictionary<long, JsonElement> byId = found.EnumerateArray().ToDictionary(p => p.GetProperty("id").GetInt64());
        foreach (JsonElement processor in expected.EnumerateArray())
        {
            if (byId.Remove(processor.GetProperty("id").GetInt64(), out JsonElement same))
            {
                Compare("processors[" + processor.GetProperty("id") + "]", processor, same);
            }
            else
            {
                _differences.Add($"processors: expected {processor.GetRawText()}, found nothing");
            }
        }

        _differences.AddRange(byId.Values
            .Where(p => p.GetProperty("running_ns").GetInt64() + p.GetProperty("goroutine_ns").GetInt64() + p.GetProperty("syscall_ns").GetInt64() != 0)
            .Select(p => "processors: expected nothing, found " + p.GetRawText()));
    }

    private bool IsSame(string path, long expected, long found)
    {
        double slack = IsQuantile(path) ? QuantileError * expected : 0;
        return Math.Abs(found - expected) <= slack + (path.EndsWith("_ns", StringComparison.Ordinal) ? _slackNs : 0);
    }

    private static bool IsQuantile(string path) =>
        path.EndsWith(".p50_ns", StringComparison.Ordinal)
        || path.EndsWith(".p90_ns", StringComparison.Ordinal)
        || path.EndsWith(".p99_ns", StringComparison.Ordinal)
        || path.EndsWith(".p999_ns", StringComparison.Ordinal);
}
