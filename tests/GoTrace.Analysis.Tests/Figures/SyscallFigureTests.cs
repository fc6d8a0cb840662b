using GoTrace.Analysis.Syscalls;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>Syscalls by stack and long ones, against a plain computation.</summary>
public sealed class SyscallFigureTests
{
    public static TheoryData<string> Traces => TestTraces.Modern;

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Syscalls_are_summed_by_the_stack_that_made_them(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            Same.Distributions(
                f.Found.Syscalls.ByStack.ToDictionary(s => Same.Text(s.Stack), s => s.Lengths),
                Calls(f).Where(s => s.IsWhole && !IsGcStart(s)).GroupBy(s => Same.Text(s.Begin.Stack), s => s.Length),
                $"syscalls by stack of {f}");
            Same.Distribution(
                f.Found.Syscalls.Blocked, Calls(f).Where(s => s.IsWhole && IsBlocked(f, s)).Select(s => s.Length), $"blocked of {f}");
            f.Found.Syscalls.Truncated.Should().Be(Calls(f).Count(s => !s.IsWhole), "{0}", f);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Long_syscalls_are_listed_with_open_ends(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            long threshold = PlainFigures.LongSyscall.Ticks * 100;
            Stretch[] expected = [.. Calls(f).Where(s => s.Length >= threshold && !IsGcStart(s))];
            LongSyscallFigures found = f.Found.Syscalls.Long;
            found.ThresholdNs.Should().Be(threshold);
            found.Count.Should().Be(expected.Length, "{0}", f);
            found.TotalNs.Should().Be(expected.Sum(s => s.Length), "{0}", f);
            found.Longest.Select(l => l.LengthNs).Should().BeInDescendingOrder("{0}", f);
            found.Longest.Select(Text).Should().BeEquivalentTo(expected.Select(s => Text(f, s)), "{0}", f);
            found.ByStack.Select(s => $"{s.Count} {s.TotalNs} {Same.Text(s.Stack)}").Should().BeEquivalentTo(
                expected.GroupBy(s => Same.Text(s.Begin.Stack)).Select(g => $"{g.Count()} {g.Sum(s => s.Length)} {g.Key}"), "{0}", f);
        }
    }

    private static IEnumerable<Stretch> Calls(PlainFigures f) =>
        f.Stretches.Where(s => s.State == GoroutineState.Syscall && s.End?.To != GoroutineState.NotExist);

    private static bool IsGcStart(Stretch s) => s.Begin.Stack.Any(c => c.Function == "runtime.gcStart");

    private static bool IsBlocked(PlainFigures f, Stretch s)
    {
        if (s.End?.To == GoroutineState.Runnable)
        {
            return true;
        }

        if (s.Begin.From == GoroutineState.Undetermined)
        {
            return false; // nothing is known of its processor
        }

        return s.Processor == TraceEvent.NoId || f.Trace.Events.Any(e => e.IsProcessorTransition && e.Resource == s.Processor
            && e.ProcessorTo != ProcessorState.Running && e.Index > s.Begin.Index && e.Index < s.EndIndex);
    }

    private static string Text(LongSyscall s) =>
        $"{s.StartNs} {s.LengthNs} {s.Goroutine} {s.Processor} {s.Blocked} {s.Cgo} {s.OpenStart} {s.OpenEnd} {Same.Text(s.Stack)}";

    private static string Text(PlainFigures f, Stretch s)
    {
        string top = s.Begin.Stack.Count > 0 ? s.Begin.Stack[0].Function : "";
        return Text(new LongSyscall
        {
            StartNs = s.Begin.Time - f.Trace.First,
            LengthNs = s.Length,
            Goroutine = s.Goroutine.Id,
            Processor = s.Processor,
            Blocked = IsBlocked(f, s),
            Cgo = top.Contains("._Cfunc_", StringComparison.Ordinal) || top.Contains("._C2func_", StringComparison.Ordinal),
            OpenStart = s.Begin.From == GoroutineState.Undetermined,
            OpenEnd = s.End is null,
            Stack = s.Begin.Stack,
        });
    }
}
