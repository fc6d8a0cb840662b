using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Goroutines;
using static GoTrace.Analysis.Tests.Comparison.MadeRuns;

namespace GoTrace.Analysis.Tests.Comparison;

public sealed class ExplanationTests
{
    [Fact]
    public void Parts_that_add_up_share_the_change_out()
    {
        // 10 and 10 against 40 and 15, per second of goroutine time: 30 of 35, and 5 of 35.
        FigureComparison figure = Compare(Preempted(10, 10, 0), Preempted(40, 15, 0))["preemptions.rate"];

        Explanation[] groups = [.. figure.ExplainedBy.Where(e => e.What == "goroutines")];
        groups.Select(e => e.Name).Should().Equal("main.hot", "main.warm");
        groups[0].Share.Should().BeApproximately(30 / 35.0, 1e-9);
        groups[1].Share.Should().BeApproximately(5 / 35.0, 1e-9);
        (groups[0].Baseline, groups[0].Candidate).Should().Be((10, 40));
        groups.Sum(e => e.Candidate - e.Baseline).Should().BeApproximately(figure.Candidate.Median!.Value - figure.Baseline.Median!.Value, 1e-9);
    }

    [Fact]
    public void A_part_that_goes_the_other_way_has_a_negative_share()
    {
        FigureComparison figure = Compare(Preempted(10, 10, 0), Preempted(40, 5, 0))["preemptions.rate"];

        figure.ExplainedBy.Where(e => e.What == "goroutines").Select(e => Math.Round(e.Share, 4))
            .Should().Equal(Math.Round(30 / 25.0, 4), Math.Round(-5 / 25.0, 4));
    }

    [Fact]
    public void Small_parts_are_summed_up()
    {
        FigureComparison figure = Compare(
            Preempted(10, 10, 10), Preempted(40, 15, 11), new ComparisonOptions { Explanations = 1 })["preemptions.rate"];

        Explanation[] groups = [.. figure.ExplainedBy.Where(e => e.What == "goroutines")];
        groups.Select(e => e.Name).Should().Equal("main.hot", "(others)");
        (groups[1].Baseline, groups[1].Candidate).Should().Be((20, 26));
        groups.Sum(e => e.Share).Should().BeApproximately(1, 1e-9);
    }

    [Fact]
    public void The_largest_share_comes_first() =>
        Compare(Preempted(10, 10, 10), Preempted(15, 40, 90))["preemptions.rate"].ExplainedBy
            .Select(e => Math.Abs(e.Share)).Should().BeInDescendingOrder();

    [Fact]
    public void A_figure_that_did_not_change_is_not_explained() =>
        Compare(Preempted(10, 10, 0), Preempted(10, 10, 0)).Figures.SelectMany(f => f.ExplainedBy).Should().BeEmpty();

    [Fact]
    public void Real_waits_are_explained_by_cause_and_goroutines()
    {
        FigureComparison figure = Real("workers")["sched.latency.p99"];

        figure.ExplainedBy[0].Share.Should().BeGreaterThan(0.5);
        figure.ExplainedBy.Where(e => e.What == "cause").First().Name.Should().Be("created");
        figure.ExplainedBy.Where(e => e.What == "goroutines").First().Name.Should().StartWith("main.init");
    }

    [Fact]
    public void Real_long_syscalls_are_explained_by_the_programs_own_calls()
    {
        FigureComparison figure = Real("syscalls")["syscalls.long.time"];

        Explanation stack = figure.ExplainedBy.Should().ContainSingle().Subject;
        (stack.What, stack.Name).Should().Be(("stack", "main.nanosleep < main.init.1.func3.1")); // as testdata/programs/tuning has it
        stack.Share.Should().BeApproximately(1, 1e-9);
    }

    [Theory]
    [InlineData("main.read < main.main", "syscall.read", "syscall.Read", "main.read", "main.main", "runtime.main")]
    [InlineData("main.read", "syscall.read", "main.read")]
    [InlineData(
        "os.(*File).Read < example.org/app/store.Load < example.org/app.serve",
        "syscall.read", "internal/poll.(*FD).Read", "os.(*File).Read", "io.ReadAll", "example.org/app/store.Load", "example.org/app.serve", "main.main")]
    [InlineData(
        "net.(*conn).Read < bufio.(*Reader).fill < app/store.Load",
        "syscall.read", "internal/poll.(*FD).Read", "net.(*conn).Read", "bufio.(*Reader).fill", "app/store.Load", "app.serve")]
    [InlineData("syscall.read", "syscall.read", "runtime.goexit")]
    [InlineData("runtime.notetsleepg", "runtime.notetsleepg")]
    [InlineData("(no stack)", "")]
    [InlineData("(no stack)")]
    public void A_syscalls_stack_is_named_by_the_call_and_who_made_it(string name, params string[] functions) =>
        StackName.Of([.. functions.Select(f => new CallSite(f, "x.go", 1))]).Should().Be(name);

    [Theory]
    [InlineData("workers")]
    [InlineData("gogc")]
    [InlineData("chunks")]
    public void Parts_of_real_totals_add_up_to_the_figures(string name)
    {
        TraceAnalysis[] before = BundledTraces.Tuning(name, "before");
        TraceAnalysis[] after = BundledTraces.Tuning(name, "after");
        TraceComparison comparison = Compare(before, after, new ComparisonOptions { Explanations = 1000, Force = true });

        foreach (FigureComparison figure in comparison.Figures.Where(f => f.ExplainedBy.Count > 0))
        {
            double change = figure.Candidate.Values.Average() - figure.Baseline.Values.Average();
            foreach (Parts parts in Parts.OfFigure(figure.Name).Where(p => p.AddUp))
            {
                Explanation[] all = [.. figure.ExplainedBy.Where(e => e.What == parts.What)];
                all.Sum(e => e.Candidate - e.Baseline).Should().BeApproximately(change, 1e-9 * Math.Abs(change), $"{figure.Name} by {parts.What}");
                all.Sum(e => e.Share).Should().BeApproximately(1, 1e-9, $"{figure.Name} by {parts.What}");
            }
        }
    }

    [Fact]
    public void Every_known_figure_can_be_explained_or_says_nothing()
    {
        foreach (Figure figure in (Figure[])[.. FigureCatalog.Primary, .. FigureCatalog.Exploratory, FigureCatalog.WorkTime("work")])
        {
            foreach (Parts parts in Parts.OfFigure(figure.Name))
            {
                parts.Of(Like).Where(p => p.Name.Length == 0 || !double.IsFinite(p.Value)).Should().BeEmpty(figure.Name);
            }
        }
    }

    private static TraceComparison Real(string name) =>
        Compare(BundledTraces.Tuning(name, "before"), BundledTraces.Tuning(name, "after"));

    // Runs of three groups with so many preemptions in a second of goroutine time.
    private static TraceAnalysis[] Preempted(params long[] counts)
    {
        string[] names = ["main.hot", "main.warm", "main.cold"];
        GoroutineGroupFigures group = Like.Goroutines.ByFunction.First(g => !g.System);
        TraceAnalysis run = MadeRuns.Preemptions(Like, counts.Sum()) with
        {
            Processors = [Like.Processors[0] with { GoroutineNs = 1_000_000_000 }],
            Goroutines = Like.Goroutines with
            {
                ByFunction = [.. names.Zip(counts, (n, c) => group with { Function = n, System = false, Preemptions = c })],
            },
        };
        return [.. Enumerable.Repeat(run, 6)];
    }
}
