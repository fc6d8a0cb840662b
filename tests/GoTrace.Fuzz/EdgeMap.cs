using System.Runtime.InteropServices;

namespace GoTrace.Fuzz;

/// <summary>
/// Which ways through instrumented code an input took, and whether one of them is new. A way is from one
/// branch to the next, and about how often: once, twice, three times, up to 7, 15, 31, 127, or more.
/// </summary>
internal sealed unsafe class EdgeMap
{
    private const int Size = 1 << 16; // what SharpFuzz's numbers go up to

    private readonly byte* _counts = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] _seen = new byte[Size];

    /// <summary>Has instrumented code count here.</summary>
    public EdgeMap() => SharpFuzz.Common.Trace.SharedMem = _counts;

    /// <summary>How many ways there were so far, however often each was gone.</summary>
    public int Edges { get; private set; }

    private Span<byte> Counts => new(_counts, Size);

    /// <summary>Before an input.</summary>
    public void Clear()
    {
        Counts.Clear();
        SharpFuzz.Common.Trace.PrevLocation = 0;
    }

    /// <summary>After it.</summary>
    /// <returns>Whether it went a way that none before it went.</returns>
    public bool TakeNew()
    {
        bool isNew = false;
        ReadOnlySpan<byte> counts = Counts;
        int at = -1;
        int next;
        while ((next = counts[(at + 1)..].IndexOfAnyExcept((byte)0)) >= 0)
        {
            at += 1 + next;
            byte bucket = Bucket(counts[at]);
            if ((_seen[at] & bucket) == 0)
            {
                Edges += _seen[at] == 0 ? 1 : 0;
                _seen[at] |= bucket;
                isNew = true;
            }
        }

        return isNew;
    }

    private static byte Bucket(byte count) => count switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
