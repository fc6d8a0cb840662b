using System.Globalization;

namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>Events of a trace, read to its end, in forms that tests compare.</summary>
internal static class LegacyEvents
{
    public static async Task<List<TraceEvent>> ReadAsync(TraceReader reader)
    {
        List<TraceEvent> events = [];
        while (await reader.ReadGenerationAsync() is { } generation)
        {
            foreach (ref readonly TraceEvent e in generation)
            {
                events.Add(e);
            }
        }

        events.Add(reader.EndEvent);
        return events;
    }

    public static async Task<List<TraceEvent>> ReadAsync(byte[] trace, TraceReaderOptions? options = null)
    {
        await using TraceReader reader = TraceReader.Create(trace.AsMemory(), options);
        return await ReadAsync(reader);
    }

    /// <summary>The first line of each event of a parsed text: all but the stacks.</summary>
    public static string[] Heads(string text) =>
        [.. text.Split('\n').Where(l => l.StartsWith("M=", StringComparison.Ordinal))];

    /// <summary>An event without its time, its stacks and its texts.</summary>
    public static string Describe(in TraceEvent e)
    {
        string what = e.Kind switch
        {
            EventKind.StateTransition when e.ResourceKind == ResourceKind.Goroutine => $" g{e.ResourceId} {e.OldState}->{e.NewState}",
            EventKind.StateTransition => $" p{e.ResourceId} {e.OldProcessorState}->{e.NewProcessorState}",
            EventKind.Metric => $" {e.Metric}={e.Value}",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{e.Type} M={e.Thread} P={e.Processor} G={e.Goroutine}{what}");
    }

    public static string[] DescribeTimed(IEnumerable<TraceEvent> events) => [.. events.Select(e => $"{e.Time} {Describe(in e)}")];

    public static string[] Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Split("//")[0].TrimEnd()).Where(l => l.Length > 0)];
}
