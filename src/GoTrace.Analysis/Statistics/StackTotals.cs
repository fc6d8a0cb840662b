namespace GoTrace.Analysis.Statistics;

/// <summary>Lengths of time by stack.</summary>
internal sealed class StackTotals : IStackLengths
{
    private LogHistogram?[] _lengths = new LogHistogram?[64]; // by the stack's number

    public void Add(int stack, long ns) => Of(stack).Add(ns);

    public IEnumerable<StackSum> Sums()
    {
        for (int i = 0; i < _lengths.Length; i++)
        {
            if (_lengths[i] is { } lengths)
            {
                yield return new StackSum(i, lengths.Count, lengths.Total);
            }
        }
    }

    public LogHistogram LengthsOf(int stack) => Of(stack);

    private LogHistogram Of(int stack)
    {
        if (stack >= _lengths.Length)
        {
            Array.Resize(ref _lengths, Math.Max(stack + 1, _lengths.Length * 2));
        }

        return _lengths[stack] ??= new LogHistogram();
    }
}
