using GoTrace.Analysis.Tests.Figures;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Parallel;

/// <summary>However many threads there are, the result is the same.</summary>
public sealed class ParallelTests
{
    public static TheoryData<string> Traces => TestTraces.All;

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Every_degree_gives_the_same_to_the_last_digit(string name)
    {
        var one = new Hash();
        string serial = (await AnalyzeAsync(name, 1, FigureSets.All, one)).ToJson();
        foreach (int degree in (int[])[2, 3, 8])
        {
            var hash = new Hash();
            (await AnalyzeAsync(name, degree, FigureSets.All, hash)).ToJson().Should().Be(serial, "with {0} threads", degree);
            hash.Value.Should().Be(one.Value, "with {0} threads", degree);
        }
    }

    [Theory]
    [InlineData(FigureSets.None)]
    [InlineData(FigureSets.Goroutines)]
    [InlineData(FigureSets.Machine)]
    public async Task Every_degree_gives_the_same_of_some_figures(FigureSets figures)
    {
        const string Trace = "go1.27/generations.trace.gz";
        string serial = (await AnalyzeAsync(Trace, 1, figures)).ToJson();
        foreach (int degree in (int[])[2, 3, 8])
        {
            (await AnalyzeAsync(Trace, degree, figures)).ToJson().Should().Be(serial, "with {0} threads", degree);
        }
    }

    [Fact]
    public async Task Several_analyses_go_on_at_once()
    {
        string[] names = ["go1.22/http.trace.gz", "go1.24/gcpressure.trace.gz", "go1.27/generations.trace.gz", "go1.27/http.trace.gz"];
        var serial = new Dictionary<string, string>();
        foreach (string name in names)
        {
            serial.Add(name, (await AnalyzeAsync(name, 1, FigureSets.All)).ToJson());
        }

        (string Name, Task<TraceAnalysis> Task)[] all =
        [
            .. Enumerable.Range(0, 12).Select(i => (names[i % names.Length], Task.Run(
                () => AnalyzeAsync(names[i % names.Length], 1 + (i % 3), FigureSets.All), TestContext.Current.CancellationToken))),
        ];
        foreach ((string name, Task<TraceAnalysis> task) in all)
        {
            (await task).ToJson().Should().Be(serial[name], name);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task No_threads_are_no_degree(int degree)
    {
        Func<Task> act = () => AnalyzeAsync("go1.27/empty.trace", degree, FigureSets.All);

        (await act.Should().ThrowAsync<ArgumentOutOfRangeException>()).Which.ParamName.Should().Contain("Parallelism");
    }

    private static Task<TraceAnalysis> AnalyzeAsync(string name, int degree, FigureSets figures, params TraceCollector[] collectors) =>
        TraceAnalyzer.AnalyzeAsync(
            TestTraces.PathOf(name),
            PlainFigures.Options(TimeBase.Recorded) with { Parallelism = degree, Figures = figures, Collectors = collectors });

    // Depends on all that a collector is told, and on its order.
    private sealed class Hash : TraceCollector
    {
        public long Value { get; private set; }

        public override CollectorInterests Interests => CollectorInterests.Events | CollectorInterests.GoroutineIntervals;

        public override void OnGeneration(AnalysisContext context) => Add(context.Generation.Number, 1, 2);

        public override void OnEvent(ref readonly TraceEvent traceEvent, AnalysisContext context) =>
            Add(traceEvent.Time, (long)traceEvent.Kind, context.RunnableGoroutines);

        public override void OnGoroutineInterval(in GoroutineInterval interval, AnalysisContext context) =>
            Add(interval.Goroutine, interval.Length, interval.StartStack);

        public override void OnEnd(AnalysisContext context) => Add(context.FirstTime, context.LastTime, 3);

        private void Add(long a, long b, long c) => Value = unchecked((((((Value * 31) + a) * 31) + b) * 31) + c);
    }
}
