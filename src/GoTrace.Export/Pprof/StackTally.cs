using System.Runtime.InteropServices;

namespace GoTrace.Export.Pprof;

/// <summary>Sums by stack and by a label: what a profile holds, and all that it grows with.</summary>
internal sealed class StackTally
{
    private readonly Dictionary<Key, Sum> _sums = [];

    public int Count => _sums.Count;

    public IEnumerable<KeyValuePair<Key, Sum>> All => _sums;

    public void Add(Key key, long count, long ns)
    {
        ref Sum sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, key, out _);
        sum = new Sum(sum.Count + count, sum.Ns + ns);
    }

    public void Add(StackTally other)
    {
        foreach ((Key key, Sum sum) in other._sums)
        {
            Add(key, sum.Count, sum.Ns);
        }
    }

    public void Clear() => _sums.Clear();

    /// <param name="Stack">A stack's number.</param>
    /// <param name="Label">A text's number, or a cause; 0 is none.</param>
    internal readonly record struct Key(int Stack, int Label);

    internal readonly record struct Sum(long Count, long Ns);
}
