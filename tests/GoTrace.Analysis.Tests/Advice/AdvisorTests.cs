using GoTrace.Analysis.Advice;
using GoTrace.Analysis.Tests.Support;

namespace GoTrace.Analysis.Tests.Advice;

public class AdvisorTests
{
    // Every run of the one side has it, no run of the other has.
    [Theory]
    [InlineData("asyncpreempt", "after", "async-preemption-off")]
    [InlineData("asyncpreempt", "before", "full-slices")]
    [InlineData("chunks", "before", "full-slices")]
    [InlineData("gosched", "before", "gosched-spin")]
    [InlineData("workers", "before", "short-lived-goroutines")]
    [InlineData("pool", "before", "short-lived-goroutines")]
    [InlineData("procs", "before", "more-processors-than-cores")]
    [InlineData("lockedthreads", "before", "thread-hand-overs")]
    [InlineData("syscalls", "before", "long-syscalls")]
    [InlineData("cgobatch", "before", "many-cgo-calls")]
    [InlineData("gogc", "before", "gc-assists")]
    public async Task A_tuning_case_trips_its_rule_on_one_side_only(string name, string side, string rule)
    {
        foreach (string file in TestData.Files($"tuning/{name}"))
        {
            IReadOnlyList<Finding> findings = await Advise(file);
            bool isSide = Path.GetFileName(file).StartsWith(side, StringComparison.Ordinal);
            findings.Any(f => f.Rule == rule).Should().Be(isSide, "of {0}", file);
        }
    }

    [Theory]
    [InlineData("advice/slowstop.trace", "slow-to-stop")]
    [InlineData("advice/preemptcost.trace.gz", "async-preemption-cost")]
    [InlineData("advice/longcgo.trace", "long-cgo-calls")]
    [InlineData("traces/go1.22/generations.trace.gz", "gc-pauses")]
    [InlineData("traces/go1.27/manythreads.trace", "idle-while-waiting")]
    [InlineData("traces/go1.27/gomaxprocs.trace", "uneven-work")]
    [InlineData("traces/go1.26/cpuprofile.trace", "saturated")]
    [InlineData("traces/go1.27/gcpressure.trace.gz", "gc-often")]
    public async Task A_real_trace_trips_the_rule(string file, string rule) =>
        (await Advise(TestData.Path(file))).Should().Contain(f => f.Rule == rule);

    [Theory]
    [InlineData("traces/go1.27/empty.trace")]
    [InlineData("traces/go1.27/annotations.trace")]
    [InlineData("traces/go1.27/contention.trace")]
    [InlineData("tuning/workers/after-1.trace.gz")]
    [InlineData("tuning/chunks/after-1.trace.gz")]
    public async Task Nothing_is_said_where_nothing_is_wrong(string file) =>
        (await Advise(TestData.Path(file))).Should().BeEmpty();

    [Fact]
    public async Task A_finding_says_all_that_one_needs_to_act_on_it()
    {
        foreach (string file in TestData.Files("tuning/workers").Concat(TestData.Files("tuning/syscalls")).Concat(TestData.Files("advice")))
        {
            foreach (Finding f in await Advise(file))
            {
                f.Title.Should().NotBeEmpty();
                f.Measured.Should().MatchRegex("[0-9]");
                f.Threshold.Should().NotBeEmpty();
                f.Why.Should().EndWith(".");
                f.Try.Should().NotBeEmpty();
                f.Verify.Should().NotBeEmpty();
                f.Places.Should().NotBeEmpty("of {0} in {1}", f.Rule, file);
            }
        }
    }

    private static async Task<IReadOnlyList<Finding>> Advise(string file) => Advisor.Advise(await TraceAnalyzer.AnalyzeAsync(file));
}
