namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Syscalls that hold a thread, and for a while a processor, for long.</summary>
internal static class LongSyscalls
{
    private const long LeastCount = 5;

    public static Finding? Check(TraceAnalysis a)
    {
        long count = a.Syscalls.Long.Longest.Count(s => !s.Cgo && !s.OpenStart && !s.OpenEnd);
        if (count < LeastCount)
        {
            return null;
        }

        double held = Measure.ShareOf(a, p => p.SyscallHeldNs);
        return new Finding
        {
            Rule = "long-syscalls",
            Title = "Long syscalls block threads, and hold processors until the scheduler takes them away",
            Measured = $"{Measure.Number(a.Syscalls.Long.Count)} syscalls of {Measure.Time(a.Syscalls.Long.ThresholdNs)} or more, {Measure.Time(a.Syscalls.Long.TotalNs)} in all; syscalls held Ps for {Measure.Percent(held)} of their time",
            Threshold = $"{LeastCount} that began and ended in the trace",
            Why = "Each takes a thread of its own, and its P stands still until sysmon or a waiting thread takes it over.",
            Try = ["Files, sockets and pipes through package os or net, which wait in the poller and not in a thread", "Shorter timeouts, or fewer of them at once"],
            Verify = ["syscalls.long.count", "syscalls.long.time"],
            Places = Measure.Stacks(a.Syscalls.Long.ByStack.Select(s => (s.Stack, s.Count, s.TotalNs))),
        };
    }
}
