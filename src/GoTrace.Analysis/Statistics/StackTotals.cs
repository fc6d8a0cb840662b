namespace GoTrace.Analysis.Statistics;

/// <summary>Lengths of time by stack.</summary>
internal sealed class StackTotals
{
    private LogHistogram?[] _lengths = new LogHistogram?[64]; // by the stack's number

    public void Add(int stack, long ns) => Of(stack).Add(ns);

    /// <summary>The stacks with the largest totals, largest first.</summary>
    public IEnumerable<(int Stack, LogHistogram Lengths)> Largest(int count)
    {
        var all = new List<(int Stack, LogHistogram Lengths)>();
        for (int i = 0; i < _lengths.Length; i++)
        {
            if (_lengths[i] is { } lengths)
            {
                all.Add((i, lengths));
            }
        }

        return all.OrderByDescending(s => s.Lengths.Total).ThenBy(s => s.Stack).Take(count);
    }

    private LogHistogram Of(int stack)
    {
        if (stack >= _lengths.Length)
        {
            Array.Resize(ref _lengths, Math.Max(stack + 1, _lengths.Length * 2));
        }

        return _lengths[stack] ??= new LogHistogram();
    }
}
