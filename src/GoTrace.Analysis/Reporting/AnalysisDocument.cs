using System.Globalization;
using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Reporting.Sections;

namespace GoTrace.Analysis.Reporting;

/// <summary>The figures of one trace for people: first what is asked first.</summary>
internal static class AnalysisDocument
{
    public static Document Of(TraceAnalysis a, bool all)
    {
        var document = new Document { Title = a.Source ?? "trace", Note = Headline(a) };
        document.Sections.Add(PreemptionSection.Of(a, all));
        document.Sections.Add(ProcessorSection.Of(a, all));
        document.Sections.Add(LatencySection.Of(a, all));
        document.Sections.Add(SyscallSection.Of(a, all));
        document.Sections.Add(CollectorSection.Of(a, all));
        if (all)
        {
            document.Sections.AddRange(GoroutineSection.Of(a));
            document.Sections.AddRange(AnnotationSection.Of(a));
            document.Sections.AddRange(MachineSection.Of(a));
        }

        document.Sections.Add(QualitySection.Of(a));
        return document;
    }

    private static string Headline(TraceAnalysis a)
    {
        string times = a.TimeBase == TimeBase.Go ? ", times as Go's reader shows them" : "";
        string part = a.Scope is { } scope ? $"; {(scope.IsEmpty ? "nothing of the trace is in scope" : "only")}: {scope.Words}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"format go 1.{a.FormatVersion}, {Units.Duration(a.DurationNs)}, {a.Generations:N0} generation{(a.Generations == 1 ? "" : "s")}, {a.Events:N0} events, GOMAXPROCS {Limits.Words(a.AllGoMaxProcs)}{times}{part}");
    }
}
