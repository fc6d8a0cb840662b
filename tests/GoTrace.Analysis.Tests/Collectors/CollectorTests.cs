using GoTrace.Analysis.Tests.Figures;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Collectors;

/// <summary>What a caller's own collector is told.</summary>
public sealed class CollectorTests
{
    private const string Several = "go1.27/generations.trace.gz";

    public static TheoryData<string> Traces => TestTraces.Modern;

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Events_are_told_once_and_in_order(string name)
    {
        PlainFigures f = (await PlainFigures.OfAsync(name))[0];
        var told = new Told(CollectorInterests.Events);
        TraceAnalysis found = await AnalyzeAsync(name, told);

        told.Events.Should().Equal(f.Trace.Events.Select(e => (e.Time, e.Kind, e.Resource)));
        told.Intervals.Should().BeEmpty();
        told.Generations.Should().Be(found.Generations);
        told.Ends.Should().Be(1);
        told.Gaps.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Intervals_are_the_stretches_of_goroutines_lives(string name)
    {
        PlainFigures f = (await PlainFigures.OfAsync(name))[0];
        var told = new Told(CollectorInterests.GoroutineIntervals);
        await AnalyzeAsync(name, told);

        told.Events.Should().BeEmpty();
        told.Intervals.Take(f.Stretches.Count(s => s.End is not null)).Should().Equal(
            f.Stretches.Where(s => s.End is not null).OrderBy(s => s.EndIndex).Select(Text));
        told.Intervals.Order(StringComparer.Ordinal).Should().Equal(f.Stretches.Select(Text).Order(StringComparer.Ordinal));

        // Its name is known at least from the event on that tells it.
        told.Names.Where(n => n.Name.Length > 0).Except(f.Goroutines.Select(g => (g.Id, g.Name))).Should().BeEmpty();

        string Text(Stretch s) => Told.Text(
            s.Goroutine.Id,
            s.State,
            s.End?.To ?? GoroutineState.Undetermined,
            s.Begin.Time,
            s.End?.Time ?? f.Trace.Last,
            s.Length,
            s.Begin.From != GoroutineState.Undetermined,
            s.State == GoroutineState.Runnable ? s.Cause : "other",
            s.State == GoroutineState.Running ? s.Processor
                : s.State == GoroutineState.Runnable && s.End?.To == GoroutineState.Running ? s.End.Processor : TraceEvent.NoId,
            s.Begin.Text,
            s.End?.Text ?? "",
            s.State == GoroutineState.Running ? "" : Same.Text(s.Stopped),
            s.End is null ? "" : Same.Text(s.End.Stack));
    }

    [Fact]
    public async Task Without_interests_only_generations_and_the_end_are_told()
    {
        var told = new Told(CollectorInterests.None);
        await AnalyzeAsync(Several, told);

        told.Events.Should().BeEmpty();
        told.Intervals.Should().BeEmpty();
        told.Generations.Should().BeGreaterThan(1);
        told.Ends.Should().Be(1);
    }

    [Fact]
    public async Task Each_of_several_is_told_what_it_wants()
    {
        Told[] told = [new(CollectorInterests.Events), new(CollectorInterests.GoroutineIntervals), new(CollectorInterests.None)];
        await AnalyzeAsync(Several, told);

        told.Select(t => t.Events.Count > 0).Should().Equal(true, false, false);
        told.Select(t => t.Intervals.Count > 0).Should().Equal(false, true, false);
        told.Should().OnlyContain(t => t.Ends == 1);
    }

    [Fact]
    public async Task Collectors_change_no_figure()
    {
        string without = (await AnalyzeAsync(Several)).ToJson();

        (await AnalyzeAsync(Several, new Told(CollectorInterests.Events | CollectorInterests.GoroutineIntervals))).ToJson().Should().Be(without);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_hole_cuts_what_was_under_way(int degree)
    {
        (byte[] trace, int generations) = await BrokenAsync();
        var told = new Told(CollectorInterests.Events | CollectorInterests.GoroutineIntervals);
        await using TraceReader reader = TraceReader.Create(trace);
        TraceAnalysis found = await TraceAnalyzer.AnalyzeAsync(
            reader,
            new AnalysisOptions { Collectors = [told], Parallelism = degree },
            cancellationToken: TestContext.Current.CancellationToken);

        found.DataQuality.Damage.Should().NotBeEmpty();
        told.Gaps.Should().Be(1);
        told.Generations.Should().BeInRange(generations - 1, generations);
        told.Ends.Should().Be(1);
        told.CutBeforeGap.Should().BeGreaterThan(0);
    }

    private static async Task<TraceAnalysis> AnalyzeAsync(string name, params TraceCollector[] collectors) =>
        await TraceAnalyzer.AnalyzeAsync(
            TestTraces.PathOf(name),
            new AnalysisOptions { Collectors = collectors },
            cancellationToken: TestContext.Current.CancellationToken);

    // A trace of several generations, with a broken one in the middle.
    private static async Task<(byte[] Trace, int Generations)> BrokenAsync()
    {
        var whole = new MemoryStream();
        await using (var zipped = new System.IO.Compression.GZipStream(
            File.OpenRead(TestTraces.PathOf(Several)), System.IO.Compression.CompressionMode.Decompress))
        {
            await zipped.CopyToAsync(whole);
        }

        byte[] trace = whole.ToArray();
        var places = new List<(long Offset, int Length)>();
        await using (TraceReader reader = TraceReader.Create(trace.ToArray()))
        {
            while (await reader.ReadGenerationAsync() is { } generation)
            {
                places.Add((generation.Offset, generation.Length));
            }
        }

        places.Count.Should().BeGreaterThan(2);
        (long offset, int length) = places[1];
        trace.AsSpan((int)offset + (length / 2), 64).Fill(0xFF);
        return (trace, places.Count);
    }

    private sealed class Told(CollectorInterests interests) : TraceCollector
    {
        private int _cut;

        public override CollectorInterests Interests => interests;

        public List<(long Time, EventKind Kind, long Resource)> Events { get; } = [];

        public List<string> Intervals { get; } = [];

        public HashSet<(long Id, string Name)> Names { get; } = [];

        public int Generations { get; private set; }

        public int Gaps { get; private set; }

        public int Ends { get; private set; }

        public int CutBeforeGap { get; private set; }


        public override void OnGeneration(AnalysisContext context) => Generations++;

        public override void OnEvent(ref readonly TraceEvent traceEvent, AnalysisContext context)
        {
            Ends.Should().Be(0);
            Events.Add((context.TimeOf(in traceEvent), traceEvent.Kind, traceEvent.ResourceId));
        }

        public override void OnGoroutineInterval(in GoroutineInterval interval, AnalysisContext context)
        {
            if (interval.Next == GoroutineState.Undetermined)
            {
                _cut++;
            }

            Names.Add((interval.Goroutine, AnalysisContext.NameOf(in interval)));
            Intervals.Add(Text(
                interval.Goroutine,
                interval.State,
                interval.Next,
                interval.Start,
                interval.End,
                interval.Length,
                interval.IsStartSeen,
#pragma warning disable CA1308 // as in the JSON form
                interval.Cause.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
                interval.State == GoroutineState.Running || (interval.State == GoroutineState.Runnable && interval.Next == GoroutineState.Running)
                    ? context.ProcessorIdOf(interval.Processor)
                    : TraceEvent.NoId,
                context.TextOf(interval.StartReason),
                context.TextOf(interval.EndReason),
                interval.State == GoroutineState.Running ? "" : Same.Text(context.StackOf(interval.StartStack)),
                Same.Text(context.StackOf(interval.EndStack))));
        }

        public override void OnGap(AnalysisContext context)
        {
            Gaps++;
            CutBeforeGap = _cut;
        }

        public override void OnEnd(AnalysisContext context)
        {
            Ends++;
            context.LastTime.Should().BeGreaterThanOrEqualTo(context.FirstTime);
        }

        public static string Text(params object[] parts) => string.Join(' ', parts);
    }
}
