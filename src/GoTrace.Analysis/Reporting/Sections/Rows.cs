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

    public static void Add(this Table table, StackFigures s, int calls = int.MaxValue) => table.Add(
        Count(s.Lengths.Count), Units.Duration(s.Lengths.TotalNs), Units.Duration(s.Lengths.P50Ns), Units.Duration(s.Lengths.P99Ns),
        Units.Duration(s.Lengths.MaxNs), Stack(s.Stack, calls));

    public static string Id(long id) => id < 0 ? "-" : id.ToString(CultureInfo.InvariantCulture);

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Counted(long count, string one, string? many = null) => $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    public static string Share(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    public static string Share(long part, long whole) => whole == 0 ? "-" : Share((double)part / whole);

    /// <summary>A stack in a line, innermost call first.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="most">How many calls to show.</param>
    public static Cell Stack(IReadOnlyList<CallSite> stack, int most) => stack.Count == 0
        ? Cell.Faint("(no stack)")
        : Cell.Code(string.Join(" < ", stack.Take(most).Select(c => c.Function.Length == 0 ? "?" : c.Function)) + (stack.Count > most ? " < …" : ""));

    public static Cell Function(string name, string none) => name.Length == 0 ? Cell.Faint(none) : Cell.Code(name);
}
