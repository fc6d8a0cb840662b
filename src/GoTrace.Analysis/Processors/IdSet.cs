using System.Numerics;

namespace GoTrace.Analysis.Processors;

/// <summary>Which of the ids below a limit are in it; those beyond are not looked at.</summary>
internal sealed class IdSet(int limit)
{
    private ulong[] _words = new ulong[4];

    public void Set(long id, bool isIn)
    {
        if ((ulong)id >= (ulong)limit)
        {
            return;
        }

        int word = (int)(id / 64);
        if (word >= _words.Length)
        {
            Array.Resize(ref _words, Math.Max(word + 1, _words.Length * 2));
        }

        ulong bit = 1UL << (int)(id % 64);
        _words[word] = isIn ? _words[word] | bit : _words[word] & ~bit;
    }

    /// <summary>How many there are from one id to before another.</summary>
    public int Count(int from, int to)
    {
        int count = 0;
        for (int word = from / 64; word < _words.Length && word * 64 < to; word++)
        {
            ulong bits = _words[word];
            if (word == from / 64)
            {
                bits &= ulong.MaxValue << (from % 64);
            }

            if (to - (word * 64) < 64)
            {
                bits &= (1UL << (to - (word * 64))) - 1;
            }

            count += BitOperations.PopCount(bits);
        }

        return count;
    }
}
