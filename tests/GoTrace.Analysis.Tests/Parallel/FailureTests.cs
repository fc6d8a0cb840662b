using GoTrace.Analysis.Tests.Figures;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Parallel;

/// <summary>What goes wrong comes out as itself, and leaves nothing behind.</summary>
[CollectionDefinition(nameof(FailureTests), DisableParallelization = true)]
[Collection(nameof(FailureTests))]
public sealed class FailureTests
{
    private const string Trace = "go1.27/generations.trace.gz";

    public static TheoryData<int, string> Failures
    {
        get
        {
            var all = new TheoryData<int, string>();
            foreach (int degree in (int[])[1, 2, 3, 8])
            {
                foreach (string where in (string[])["generation", "event", "interval", "end"])
                {
                    all.Add(degree, where);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_collectors_exception_surfaces_as_itself(int degree, string where)
    {
        var failing = new Failing(where);
        Func<Task> act = () => AnalyzeAsync(degree, failing, CancellationToken.None);

        (await act.Should().ThrowExactlyAsync<InvalidTimeZoneException>()).WithMessage(where);
        failing.CallsSince.Should().Be(0, "nothing is told after it failed");
        ShouldLeaveNoThread();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task It_can_be_stopped_on_the_way(int degree)
    {
        using var source = new CancellationTokenSource();
        var stopping = new Stopping(source);
        Func<Task> act = () => AnalyzeAsync(degree, stopping, source.Token);

        await act.Should().ThrowAsync<OperationCanceledException>();
        stopping.HasEnded.Should().BeFalse();
        stopping.EventsSince.Should().BeLessThan(512, "the events at hand are done with, and no more");
        ShouldLeaveNoThread();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task It_does_not_begin_once_stopped(int degree)
    {
        Func<Task> act = () => AnalyzeAsync(degree, null, new CancellationToken(canceled: true));

        await act.Should().ThrowAsync<OperationCanceledException>();
        ShouldLeaveNoThread();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_trace_is_said_to_be_none(int degree)
    {
        await using TraceReader reader = TraceReader.Create("this is no trace at all"u8.ToArray());
        Func<Task> act = () => TraceAnalyzer.AnalyzeAsync(
            reader, new AnalysisOptions { Parallelism = degree }, cancellationToken: TestContext.Current.CancellationToken);

        await act.Should().ThrowAsync<TraceFormatException>();
        ShouldLeaveNoThread();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_exception_of_the_progress_surfaces_as_itself(int degree)
    {
        Func<Task> act = () => TraceAnalyzer.AnalyzeAsync(
            TestTraces.PathOf(Trace),
            new AnalysisOptions { Parallelism = degree },
            new FailingProgress(),
            TestContext.Current.CancellationToken);

        await act.Should().ThrowExactlyAsync<InvalidTimeZoneException>();
        ShouldLeaveNoThread();
    }

    private static Task<TraceAnalysis> AnalyzeAsync(int degree, TraceCollector? collector, CancellationToken cancellationToken) =>
        TraceAnalyzer.AnalyzeAsync(
            TestTraces.PathOf(Trace),
            new AnalysisOptions { Parallelism = degree, Collectors = collector is null ? [] : [collector] },
            cancellationToken: cancellationToken);

    // A thread that was joined may stay in the system's list for a moment.
    private static void ShouldLeaveNoThread()
    {
        SpinWait.SpinUntil(() => ThreadsLeft().Length == 0, TimeSpan.FromSeconds(20));
        ThreadsLeft().Should().BeEmpty();
    }

    // Threads have the names of what they are for, where the system shows them.
    private static string[] ThreadsLeft()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        return [.. Directory.EnumerateDirectories("/proc/self/task").Select(NameOf).Where(n => n.StartsWith("GoTrace ", StringComparison.Ordinal))];

        static string NameOf(string task)
        {
            try
            {
                return File.ReadAllText(Path.Combine(task, "comm")).Trim();
            }
            catch (IOException)
            {
                return ""; // it ended meanwhile
            }
        }
    }

    private sealed class Failing(string where) : TraceCollector
    {
        private bool _failed;
        private int _calls;

        public int CallsSince { get; private set; }

        public override CollectorInterests Interests => CollectorInterests.Events | CollectorInterests.GoroutineIntervals;

        public override void OnGeneration(AnalysisContext context) => Called("generation", 3);

        public override void OnEvent(ref readonly TraceEvent traceEvent, AnalysisContext context) => Called("event", 5000);

        public override void OnGoroutineInterval(in GoroutineInterval interval, AnalysisContext context) => Called("interval", 3000);

        public override void OnEnd(AnalysisContext context) => Called("end", 1);

        private void Called(string what, int times)
        {
            CallsSince += _failed ? 1 : 0;
            if (what == where && ++_calls == times)
            {
                _failed = true;
                throw new InvalidTimeZoneException(where);
            }
        }
    }

    private sealed class Stopping(CancellationTokenSource source) : TraceCollector
    {
        private const int Before = 3000;
        private int _events;

        public bool HasEnded { get; private set; }

        public int EventsSince => _events - Before;

        public override CollectorInterests Interests => CollectorInterests.Events;

        public override void OnEvent(ref readonly TraceEvent traceEvent, AnalysisContext context)
        {
            if (++_events == Before)
            {
                source.Cancel();
            }
        }

        public override void OnEnd(AnalysisContext context) => HasEnded = true;
    }

    private sealed class FailingProgress : IProgress<AnalysisProgress>
    {
        public void Report(AnalysisProgress value) => throw new InvalidTimeZoneException();
    }
}
