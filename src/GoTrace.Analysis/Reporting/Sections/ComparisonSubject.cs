using System.Globalization;
using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting.Layout;

namespace GoTrace.Analysis.Reporting.Sections;

/// <summary>One of the questions that a comparison answers, with the figures that answer it.</summary>
/// <param name="Title">The subject.</param>
/// <param name="Prefixes">How the names of its figures begin.</param>
/// <param name="Always">The figures to show even where they are not primary and did not change.</param>
internal sealed record ComparisonSubject(string Title, string[] Prefixes, string[] Always)
{
    public static IReadOnlyList<ComparisonSubject> All { get; } =
    [
        new("Work", ["work."], []),
        new("Preemptions", ["preemptions.", "yields."], ["preemptions.count"]),
        new("Processors", ["processors."], ["processors.utilization"]),
        new("Schedule latency", ["sched."], ["sched.latency.max"]),
        new("Syscalls", ["syscalls."], ["syscalls.blocked.count"]),
        new("Garbage collection", ["gc."], []),
        new("Goroutines", ["goroutines."], []),
        new("Trace", [""], []),
    ];

    /// <summary>Its part of the report; null where there is nothing to show.</summary>
    public Section? Section(TraceComparison c, bool all)
    {
        FigureComparison[] mine = [.. c.Figures.Where(f => All.First(s => s.Owns(f.Name)) == this)];
        FigureComparison[] shown = [.. mine.Where(f => all || f.Primary || HasChanged(f) || Always.Contains(f.Name))];
        if (shown.Length == 0)
        {
            return null;
        }

        var section = new Section(Title, Answer(c, mine));
        var table = new Table(
            Column.Text(""), c.BaselineLabel, c.CandidateLabel, "delta", "interval", "p", "n", Column.Text(""), Column.Text("runs"), Column.Text(""));
        foreach (FigureComparison f in shown)
        {
            Add(table, f);
        }

        section.Tables.Add(table);
        foreach (FigureComparison f in shown.Where(f => ComparisonCells.Parts(f).Any() && (all || f.Primary)))
        {
            section.Closing.Add($"{f.Name} is explained by: " + string.Join("; ", ComparisonCells.Parts(f).Select(Part)));
        }

        return section;
    }

    private bool Owns(string figure) => Prefixes.Any(p => figure.StartsWith(p, StringComparison.Ordinal));

    private static bool HasChanged(FigureComparison f) => f.Verdict is FigureVerdict.Improved or FigureVerdict.Regressed;

    private static Cell Answer(TraceComparison c, FigureComparison[] figures)
    {
        if (figures.All(f => f.Shift is null))
        {
            return "no run has any";
        }

        FigureComparison[] primary = [.. figures.Where(f => f.Primary)];
        return Answer(c, primary, "") ?? Answer(c, figures, ", by figures that no verdict is made from") ?? "no side is better beyond chance";
    }

    private static Cell? Answer(TraceComparison c, FigureComparison[] figures, string how)
    {
        int better = figures.Count(f => f.Verdict == FigureVerdict.Improved);
        int worse = figures.Count(f => f.Verdict == FigureVerdict.Regressed);
        return (better, worse) switch
        {
            (0, 0) => (Cell?)null,
            (_, 0) => new Cell($"{c.CandidateLabel} is better{how}", Tone.Good),
            (0, _) => new Cell($"{c.BaselineLabel} is better{how}", Tone.Bad),
            _ => $"each side is better in something{how}",
        };
    }

    private static void Add(Table table, FigureComparison f)
    {
        Tone tone = f.Verdict switch
        {
            FigureVerdict.Improved => Tone.Good,
            FigureVerdict.Regressed => Tone.Bad,
            _ => Tone.Plain,
        };
        table.Add(
            f.Name,
            Units.Format(f.Baseline.Median, f.Unit),
            Units.Format(f.Candidate.Median, f.Unit),
            new Cell(ComparisonCells.Change(f), tone),
            Cell.Faint(ComparisonCells.Interval(f)),
            ComparisonCells.P(f),
            $"{f.Baseline.N}+{f.Candidate.N}",
            new Cell(f.Primary ? ComparisonCells.Verdict(f) : $"({ComparisonCells.Verdict(f)})", tone),
            f.Shift is null ? "" : f.Overlap ? "overlap" : "apart",
            Cell.Faint(f.Meaning));
    }

    private static string Part(Explanation e) => string.Create(CultureInfo.InvariantCulture, $"{e.What} {e.Name} {e.Share * 100:0}%");
}
