using GoTrace.Analysis.Advice.Rules;

namespace GoTrace.Analysis.Advice;

/// <summary>
/// Looks through a trace's figures for what tuning usually mends. Says nothing where there is
/// nothing to say. docs/advice.md has the rules.
/// </summary>
public static class Advisor
{
    private static readonly Func<TraceAnalysis, Finding?>[] Rules =
    [
        AsyncPreemptionOff.Check,
        FullSlices.Check,
        AsyncPreemptionCost.Check,
        GoschedSpin.Check,
        ShortLivedGoroutines.Check,
        MoreProcessorsThanCores.Check,
        ThreadHandOvers.Check,
        IdleWhileWaiting.Check,
        UnevenWork.Check,
        Saturated.Check,
        LongSyscalls.Check,
        ManyCgoCalls.Check,
        LongCgoCalls.Check,
        GcOften.Check,
        GcAssists.Check,
        GcPauses.Check,
        SlowToStop.Check,
        OldRelease.Check,
    ];

    /// <summary>What there is to say about a trace, the likeliest cause of trouble first.</summary>
    /// <param name="analysis">All figures of the trace.</param>
    public static IReadOnlyList<Finding> Advise(TraceAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var findings = new List<Finding>();
        foreach (Func<TraceAnalysis, Finding?> rule in Rules)
        {
            if (rule(analysis) is { } finding)
            {
                findings.Add(finding);
            }
        }

        return findings;
    }
}
