using GoTrace.Analysis;
using GoTrace.Parsing;

namespace GoTrace.Throughput;

/// <summary>What is measured. Each gives the number of events it went through.</summary>
internal static class Work
{
    public static async Task<long> ReadAsync(Input input)
    {
        await using TraceReader reader = input.Open();
        var counter = new Counter();
        while (await reader.ReadGenerationAsync() is { } generation)
        {
            generation.Accept(ref counter);
        }

        TraceEvent end = reader.EndEvent;
        counter.Visit(in end);
        return counter.Count;
    }

    public static async Task<long> AnalyzeAsync(Input input, int threads)
    {
        await using TraceReader reader = input.Open();
        TraceAnalysis analysis = await TraceAnalyzer.AnalyzeAsync(reader, new AnalysisOptions { Parallelism = threads });
        return analysis.Events;
    }

    public static async Task<long> TextAsync(Input input, bool asJson)
    {
        await using TraceReader reader = input.Open();
        TraceTextResult result = asJson
            ? await TraceText.WriteJsonAsync(reader, Stream.Null)
            : await TraceText.WriteParsedAsync(reader, Stream.Null);
        return result.EventCount;
    }

    /// <summary>Counts events, and looks at each, so that none can be left out.</summary>
    private struct Counter : IEventVisitor
    {
        private long _times;

        public long Count { get; private set; }

        public void Visit(ref readonly TraceEvent traceEvent)
        {
            _times ^= traceEvent.Time;
            Count++;
        }
    }
}
