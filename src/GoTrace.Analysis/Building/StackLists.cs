using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Tracking;

namespace GoTrace.Analysis.Building;

/// <summary>The stacks with the largest totals, and what the others come to.</summary>
internal static class StackLists
{
    public static (IReadOnlyList<StackFigures> Shown, FurtherStacks Further) Of(Tracker tracker, IStackLengths byStack, int limit)
    {
        StackSum[] sums = [.. byStack.Sums().OrderByDescending(s => s.Ns).ThenBy(s => s.Stack)];
        int shown = Math.Clamp(limit, 0, sums.Length);
        return (
            [
                .. sums.Take(shown).Select(s => new StackFigures
                {
                    Stack = tracker.Stacks.CallsOf(s.Stack),
                    Lengths = Distribution.From(byStack.LengthsOf(s.Stack)),
                }),
            ],
            new FurtherStacks(sums.Length - shown, sums.Skip(shown).Sum(s => s.Count), sums.Skip(shown).Total(s => s.Ns)));
    }
}
