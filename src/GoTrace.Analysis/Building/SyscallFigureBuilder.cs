using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Syscalls;
using GoTrace.Analysis.Tracking;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Building;

/// <summary>Figures of syscalls.</summary>
internal static class SyscallFigureBuilder
{
    public static SyscallFigures Build(Tracker tracker, AnalysisOptions options)
    {
        SyscallCollector s = tracker.Collectors.Syscalls;
        LogHistogram user = s.User();
        (IReadOnlyList<StackFigures> byStack, FurtherStacks further) = StackLists.Of(tracker, s.ByStack, options.StackLimit);
        return new SyscallFigures
        {
            All = Distribution.From(s.All()),
            User = Distribution.From(user),
            UserHistogram = user.ToBuckets(),
            Blocked = Distribution.From(s.OfBlocked()),
            Cgo = Distribution.From(s.OfCgo()),
            GcStart = Distribution.From(s.OfGcStart()),
            CountOnly = s.CountOnly,
            Truncated = s.Truncated,
            ByStack = byStack,
            FurtherStacks = further,
            Long = new LongSyscallFigures
            {
                ThresholdNs = options.LongSyscall.Ticks * 100,
                Count = s.LongCount,
                TotalNs = s.LongNs,
                Longest = [.. s.Longest.Select(r => Long(tracker, r))],
                FurtherSyscalls = new FurtherLengths(s.NotListedCount, s.NotListedNs),
                ByStack =
                [
                    .. s.LongByStack.OrderByDescending(e => e.Value.Ns).ThenBy(e => e.Key)
                        .Select(e => new SyscallStack(e.Value.Count, e.Value.Ns, tracker.Stacks.CallsOf(e.Key))),
                ],
            },
        };
    }

    private static LongSyscall Long(Tracker tracker, in SyscallCollector.LongRecord r) => new()
    {
        StartNs = Math.Max(0, r.Start - tracker.FirstTime),
        LengthNs = r.Ns,
        Goroutine = r.Goroutine,
        Processor = r.Processor < 0 ? TraceEvent.NoId : tracker.Processors[r.Processor].Id,
        Blocked = r.IsBlocked,
        Cgo = r.IsCgo,
        OpenStart = r.IsOpenStart,
        OpenEnd = r.IsOpenEnd,
        Stack = tracker.Stacks.CallsOf(r.Stack),
    };
}
