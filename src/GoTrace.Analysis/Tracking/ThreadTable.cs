using System.Runtime.CompilerServices;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tracking;

/// <summary>The threads (M) that were seen, and how long goroutines kept each.</summary>
internal sealed class ThreadTable
{
    private const int NearCount = 256;

    private readonly Dictionary<long, int> _indexes = new(IdComparer.Instance);
    private readonly (long Id, int Index)[] _near = new (long, int)[NearCount]; // the last one seen, by the id's low bits
    private ThreadTrack[] _threads = new ThreadTrack[16];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<ThreadTrack> All => _threads.AsSpan(0, Count);

    /// <summary>The index of a thread, from 1; 0 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IndexOf(long id)
    {
        (long nearId, int nearIndex) = _near[id & (NearCount - 1)];
        return nearId == id && nearIndex != 0 ? nearIndex : Find(id);
    }

    public void AddRunning(int thread, long ns)
    {
        if (thread > 0)
        {
            _threads[thread - 1].RunningNs += ns;
        }
    }

    public void AddSyscall(int thread, long ns)
    {
        if (thread > 0)
        {
            _threads[thread - 1].SyscallNs += ns;
        }
    }

    public void ClearFigures()
    {
        foreach (ref ThreadTrack t in _threads.AsSpan(0, Count))
        {
            t.RunningNs = 0;
            t.SyscallNs = 0;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Find(long id)
    {
        if (id == Parsing.TraceEvent.NoId)
        {
            return 0;
        }

        if (!_indexes.TryGetValue(id, out int index))
        {
            if (Count == _threads.Length)
            {
                Array.Resize(ref _threads, Count * 2);
            }

            _threads[Count++] = new ThreadTrack { Id = id };
            index = Count;
            _indexes.Add(id, index);
        }

        _near[id & (NearCount - 1)] = (id, index);
        return index;
    }
}

/// <summary>What is known of one thread.</summary>
internal struct ThreadTrack
{
    public long Id;

    public long RunningNs
    {
        readonly get;
        set => field = Saturating.Of(value);
    }

    public long SyscallNs
    {
        readonly get;
        set => field = Saturating.Of(value);
    }
}
