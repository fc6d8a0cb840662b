namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Calls of C by the thousand, each of hardly any length.</summary>
internal static class ManyCgoCalls
{
    private const long LeastCount = 1_000;
    private const long MostNs = 10_000;

    public static Finding? Check(TraceAnalysis a)
    {
        Statistics.Distribution cgo = a.Syscalls.Cgo;
        if (cgo.Count < LeastCount || cgo.P50Ns > MostNs)
        {
            return null;
        }

        return new Finding
        {
            Rule = "many-cgo-calls",
            Title = "C is called very often for very little",
            Measured = $"{Measure.Number(cgo.Count)} calls, half of them of {Measure.Time(cgo.P50Ns)} or less",
            Threshold = $"{Measure.Number(LeastCount)} calls with a median of {Measure.Time(MostNs)} or less",
            Why = "The way into C and back costs tens of nanoseconds, and each call is two events of the trace and two changes of the goroutine's state.",
            Try = ["One call for a batch: hand C an array", "Do the small things in Go"],
            Verify = ["syscalls.cgo.count", "work.time"],
            Places = Measure.Stacks(
                a.Syscalls.ByStack.Where(s => s.Stack.Count > 0 && s.Stack[0].Function.Contains("func_", StringComparison.Ordinal))
                    .Select(s => (s.Stack, s.Lengths.Count, s.Lengths.TotalNs))),
        };
    }
}
