using System.Globalization;
using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Reporting.Sections;

/// <summary>What several sections write in the same way.</summary>
internal static class Rows
{
    public static Table Distributions(string first) =>
        new(Column.Text(first), "count", "total", "p50", "p90", "p99", "p99.9", "max");

    public static void Add(this Table table, Cell name, Distribution d)
    {
        if (d.Count == 0)
        {
            table.Add(name, "0", "-", "-", "-", "-", "-", "-");
        }
        else
        {
            table.Add(
                name, Count(d.Count), Units.Duration(d.TotalNs), Units.Duration(d.P50Ns), Units.Duration(d.P90Ns),
                Units.Duration(d.P99Ns), Units.Duration(d.P999Ns), Units.Duration(d.MaxNs));
        }
    }

    public static Table Stacks(string what) => new("count", "total", "p50", "p99", "max", Column.Text(what));

    /// <summary>Adds the first of a list of stacks, and what all others come to.</summary>
    /// <param name="table">A table made by <see cref="Stacks"/>.</param>
    /// <param name="stacks">The list.</param>
    /// <param name="further">What the list itself leaves out.</param>
    /// <param name="most">How many stacks to show.</param>
    /// <param name="calls">How many calls of each.</param>
    public static void Add(this Table table, IReadOnlyList<StackFigures> stacks, FurtherStacks? further, int most, int calls)
    {
        Cell[] texts = StackTexts.Of(stacks.Take(most).Select(s => s.Stack), calls);
        for (int i = 0; i < texts.Length; i++)
        {
            Distribution d = stacks[i].Lengths;
            table.Add(Count(d.Count), Units.Duration(d.TotalNs), Units.Duration(d.P50Ns), Units.Duration(d.P99Ns), Units.Duration(d.MaxNs), texts[i]);
        }

        if (further is not null && further.Stacks + stacks.Count > texts.Length)
        {
            table.Add(
                Count(further.Count + stacks.Skip(most).Sum(s => s.Lengths.Count)),
                Units.Duration(Saturating.Add(further.TotalNs, stacks.Skip(most).Total(s => s.Lengths.TotalNs))),
                "-", "-", "-",
                More(further.Stacks + stacks.Count - texts.Length, "more stack"));
        }
    }

    /// <summary>What stands at the end of a list that is not whole.</summary>
    public static Cell More(long count, string one, string? many = null) => Cell.Faint("and " + Counted(count, one, many));

    public static string Id(long id) => id < 0 ? "-" : id.ToString(CultureInfo.InvariantCulture);

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Counted(long count, string one, string? many = null) => $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    public static string Share(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    public static string Share(long part, long whole) => whole == 0 ? "-" : Share((double)part / whole);

    public static Cell Function(string name, string none) => name.Length == 0 ? Cell.Faint(none) : Cell.Code(name);
}
