namespace GoTrace.Analysis.Advice.Rules;

/// <summary>The program was built with a Go release that gets no more fixes, and whose traces say less.</summary>
internal static class OldRelease
{
    private const int LastOld = 21;

    public static Finding? Check(TraceAnalysis a)
    {
        if (a.FormatVersion > LastOld)
        {
            return null;
        }

        return new Finding
        {
            Rule = "old-release",
            Title = "The program was built with Go 1.21 or older",
            Measured = $"the trace's header says go 1.{a.FormatVersion}",
            Threshold = $"1.{LastOld} or less",
            Why = "These releases get no more fixes. Their traces tell no length of syscalls that did not block, and taking one costs the program more.",
            Try = ["Build with a current release, and take the trace again"],
            Verify = [],
            Places = [],
        };
    }
}
