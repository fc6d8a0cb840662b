using System.Globalization;
using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Reporting.Sections;

namespace GoTrace.Analysis.Reporting;

/// <summary>A comparison for people: the verdict, then subject by subject which side is better, and by what.</summary>
internal static class ComparisonDocument
{
    public static Document Of(TraceComparison c, bool all)
    {
        Tone tone = c.Verdict switch { Verdict.Keep => Tone.Good, Verdict.Revert => Tone.Bad, _ => Tone.Strong };
        var document = new Document { Title = new Cell(Name(c.Verdict) + ":", tone), Note = c.Reason };
        document.Lines.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{c.BaselineLabel} {Rows.Counted(c.Figures.Max(f => f.Baseline.N), "run")}, {c.CandidateLabel} {Rows.Counted(c.Figures.Max(f => f.Candidate.N), "run")}; alpha {c.Alpha}, changes below {c.Threshold * 100:0.#}% don't matter; in brackets what is exploratory"));
        foreach (ComparisonWarning warning in c.Warnings)
        {
            document.Lines.Add(new Cell($"warning: {warning.Message}", Tone.Bad));
        }

        foreach (ComparisonSubject subject in ComparisonSubject.All)
        {
            if (subject.Section(c, all) is { } section)
            {
                document.Sections.Add(section);
            }
        }

        return document;
    }

    private static string Name(Verdict verdict) => verdict switch
    {
        Verdict.Keep => "keep",
        Verdict.Revert => "revert",
        Verdict.NoDifference => "no difference",
        _ => "inconclusive",
    };
}
