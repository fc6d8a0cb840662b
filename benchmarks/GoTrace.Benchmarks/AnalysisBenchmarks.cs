using BenchmarkDotNet.Attributes;
using GoTrace.Analysis;
using GoTrace.Benchmarks.Support;
using GoTrace.Parsing;

namespace GoTrace.Benchmarks;

/// <summary>The figures: by what is collected, and by the number of threads.</summary>
[MemoryDiagnoser]
public class AnalysisBenchmarks
{
    public static IEnumerable<TraceCase> Traces => TraceCase.Of("1.19", "1.22", "1.27");

    [ParamsSource(nameof(Traces))]
    public TraceCase Trace { get; set; } = null!;

    /// <summary>Only brings the events in order.</summary>
    [Benchmark]
    public Task<long> Nothing() => RunAsync(new AnalysisOptions { Figures = FigureSets.None, Parallelism = 1 });

    [Benchmark]
    public Task<long> Goroutines() => RunAsync(new AnalysisOptions { Figures = FigureSets.Goroutines, Parallelism = 1 });

    [Benchmark]
    public Task<long> Machine() => RunAsync(new AnalysisOptions { Figures = FigureSets.Machine, Parallelism = 1 });

    [Benchmark(Baseline = true)]
    public Task<long> All() => RunAsync(new AnalysisOptions { Parallelism = 1 });

    /// <summary>All but the time series.</summary>
    [Benchmark]
    public Task<long> AllWithoutSeries() => RunAsync(new AnalysisOptions { Window = TimeSpan.Zero, Parallelism = 1 });

    /// <summary>All, of the times that Go's own reader shows.</summary>
    [Benchmark]
    public Task<long> AllInGoTime() => RunAsync(new AnalysisOptions { TimeBase = TimeBase.Go, Parallelism = 1 });

    [Benchmark]
    public Task<long> AllOnTwoThreads() => RunAsync(new AnalysisOptions { Parallelism = 2 });

    /// <summary>A collector of one's own that is told everything, beside the built-in ones.</summary>
    [Benchmark]
    public Task<long> AllAndOwn() => RunAsync(new AnalysisOptions { Parallelism = 1, Collectors = [new OwnCollector()] });

    private async Task<long> RunAsync(AnalysisOptions options)
    {
        await using TraceReader reader = Trace.Open();
        TraceAnalysis analysis = await TraceAnalyzer.AnalyzeAsync(reader, options);
        return analysis.DurationNs;
    }

    private sealed class OwnCollector : TraceCollector
    {
        private long _events;
        private long _waitingNs;

        public override CollectorInterests Interests => CollectorInterests.Events | CollectorInterests.GoroutineIntervals;

        public override void OnEvent(ref readonly TraceEvent traceEvent, AnalysisContext context) => _events++;

        public override void OnGoroutineInterval(in GoroutineInterval interval, AnalysisContext context)
        {
            if (interval.State == GoroutineState.Waiting)
            {
                _waitingNs += interval.End - interval.Start;
            }
        }

        public override string ToString() => $"{_events} events, {_waitingNs} ns";
    }
}
