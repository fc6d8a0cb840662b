using System.Globalization;
using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Syscalls;
using GoTrace.Export.Tests.Support;

namespace GoTrace.Export.Tests.Datasets;

/// <summary>The questions of docs/fleet.md, word for word, and the answers that the analysis of each trace gives.</summary>
public sealed class FleetTests(Fleet fleet) : IClassFixture<Fleet>
{
    [Fact]
    public void Every_question_is_one_of_these() =>
        Documents.Blocks("fleet.md", "sql").Select(b => b.Heading).Should().Equal(
            "DuckDB", "Spark", "p99 latency by release", "p99 latency by release", "The ten worst", "Before and after a rollout", "Where goroutines wait",
            "Long syscalls", "Can it be trusted", "Can it be trusted", "Can it be trusted");

    [Fact]
    public void P99_by_release_is_that_of_its_runs()
    {
        Ask("p99 latency by release").Should().BeEquivalentTo(
            fleet.Runs.Where(r => r.P99 is not null).GroupBy(r => r.Label).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
            {
                long[] sorted = [.. g.Select(r => r.P99!.Value).Order()];
                return new object?[]
                {
                    g.Key, (long)sorted.Length, (double)Quantile(sorted, 0.25), (double)Quantile(sorted, 0.5), (double)Quantile(sorted, 0.75), (double)sorted[^1],
                };
            }),
            o => o.WithStrictOrdering());
    }

    [Fact]
    public void P99_of_all_waits_is_that_of_the_waits_themselves()
    {
        Ask("p99 latency by release", 1).Should().BeEquivalentTo(
            fleet.Runs.Where(r => r.Waits.Count > 0).GroupBy(r => r.Label).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
            {
                long[] sorted = [.. g.SelectMany(r => r.Waits).Select(w => w.Ns).Order()];
                g.Sum(r => r.Analysis.SchedulingLatency.User.Count).Should().Be(sorted.Length);
                return new object?[]
                {
                    g.Key, (long)sorted.Length, Quantile(sorted, 0.5), Quantile(sorted, 0.99), Quantile(sorted, 0.999), sorted[^1],
                };
            }),
            o => o.WithStrictOrdering());
    }

    [Fact]
    public void The_ten_worst_are_the_worst()
    {
        Ask("The ten worst").Should().BeEquivalentTo(
            fleet.Runs.Where(r => r.P99 is not null).OrderByDescending(r => r.P99).ThenBy(r => r.Run, StringComparer.Ordinal).Take(10).Select(r => new object?[]
            {
                r.Label, r.Run, r.File, (double)r.P99!.Value,
                r.Analysis.GoMaxProcs.Count > 0 ? r.Analysis.GoMaxProcs[^1] : r.Analysis.InitialGoMaxProcs, r.Analysis.DurationNs, r.Analysis.DataQuality.IsDamaged,
            }),
            o => o.WithStrictOrdering());
    }

    [Fact]
    public void The_change_of_a_rollout_is_that_of_the_comparison()
    {
        var comparison = TraceComparison.Compare(
            baseline: [.. fleet.Runs.Where(r => r.Label == "before").Select(r => r.Analysis)],
            candidate: [.. fleet.Runs.Where(r => r.Label == "after").Select(r => r.Analysis)]);
        IReadOnlyList<object?[]> rows = Ask("Before and after a rollout");

        rows.Select(r => r[0]).Should().Equal(
            comparison.Figures.Where(f => f.Primary && f is { Baseline.N: > 0, Candidate.N: > 0 } && f.Name != "work.time").Select(f => f.Name).Order(StringComparer.Ordinal));
        foreach (object?[] row in rows)
        {
            FigureComparison figure = comparison[(string)row[0]!]!;
            row[3].Should().Be((long)figure.Baseline.N);
            row[4].Should().Be((long)figure.Candidate.N);
            ((double)row[5]!).Should().BeApproximately(figure.Shift!.Value, 1e-9 * Math.Abs(figure.Shift.Value), figure.Name);
            double higher = figure.Candidate.Values.SelectMany(a => figure.Baseline.Values.Select(b => a > b ? 1.0 : a == b ? 0.5 : 0)).Average();
            Convert.ToDouble(row[6], CultureInfo.InvariantCulture).Should().BeApproximately(higher, 1e-9, figure.Name);
        }
    }

    [Fact]
    public void Functions_that_wait_are_those_of_the_waits_themselves()
    {
        Ask("Where goroutines wait").Select(r => (r[0], r[1], r[2], r[3], r[4])).Should().Equal(
            fleet.Runs.SelectMany(r => r.Waits.Select(w => (r.Run, w.Function, w.Ns))).GroupBy(w => w.Function)
                .OrderByDescending(g => g.Sum(w => w.Ns)).ThenBy(g => g.Key, StringComparer.Ordinal).Take(10)
                .Select(g => (
                    (object?)g.Key, (object?)(long)g.DistinctBy(w => w.Run).Count(), (object?)(long)g.Count(), (object?)g.Sum(w => w.Ns), (object?)g.Max(w => w.Ns))));
    }

    [Fact]
    public void Long_syscalls_are_those_of_the_summaries()
    {
        IReadOnlyList<object?[]> rows = Ask("Long syscalls");
        LongSyscall[] measured = [.. fleet.Runs.SelectMany(r => r.Analysis.Syscalls.Long.Longest).Where(s => !s.OpenStart && !s.OpenEnd)];
        measured.Should().NotBeEmpty();
        rows.Select(r => (r[0], r[1], r[2], r[3], r[4])).Should().Equal(
            measured.GroupBy(s => s.Stack.Select(c => c.Function).FirstOrDefault(f => f.Length > 0 && !f.StartsWith("runtime.", StringComparison.Ordinal)))
                .OrderByDescending(g => g.Sum(s => s.LengthNs)).ThenBy(g => g.Key, StringComparer.Ordinal).Take(10)
                .Select(g => ((object?)g.Key, (object?)(long)g.Count(), (object?)g.Sum(s => s.LengthNs), (object?)g.Max(s => s.LengthNs), (object?)g.LongCount(s => s.Cgo))));
    }

    [Fact]
    public void What_is_damaged_or_there_twice_shows()
    {
        Ask("Can it be trusted").Select(r => (r[0], r[1], r[3], r[4])).Should().Equal(
            fleet.Runs.Where(r => r.Analysis.DataQuality.IsDamaged).OrderByDescending(r => r.Analysis.DataQuality.LostBytes).ThenBy(r => r.Run, StringComparer.Ordinal)
                .Select(r => ((object?)r.Label, (object?)r.Run, (object?)r.Analysis.DataQuality.Damage[0].Message, (object?)r.Analysis.DataQuality.LostBytes)));
        fleet.Runs.Single(r => r.Label == "damaged").Analysis.DataQuality.IsDamaged.Should().BeTrue();

        object?[] twice = Ask("Can it be trusted", 1).Should().ContainSingle().Subject;
        twice[1..].Should().Equal(2L, "go1.27", "go1.27 again");
        Ask("Can it be trusted", 2).Should().BeEmpty();
    }

    private IReadOnlyList<object?[]> Ask(string heading, int index = 0) =>
        fleet.Duck.Rows(Documents.Blocks("fleet.md", "sql").Where(b => b.Heading == heading).ElementAt(index).Code);

    private static long Quantile(long[] sorted, double q) => sorted[Math.Max(0, (int)Math.Ceiling(q * sorted.Length) - 1)];
}
