using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Scheduling;

/// <summary>Counts blocks by reason, and how long they last.</summary>
internal sealed class BlockCollector
{
    private long[] _counts = new long[32]; // by the reason's number among texts
    private LogHistogram?[] _lengths = new LogHistogram?[32];

    public void Begin(int reason)
    {
        if (reason >= _counts.Length)
        {
            Array.Resize(ref _counts, Math.Max(reason + 1, _counts.Length * 2));
            Array.Resize(ref _lengths, _counts.Length);
        }

        _counts[reason]++;
    }

    public void End(int reason, bool isStartSeen, long ns)
    {
        if (isStartSeen && reason < _lengths.Length)
        {
            (_lengths[reason] ??= new LogHistogram()).Add(ns);
        }
    }

    public IEnumerable<(int Reason, long Count, LogHistogram? Lengths)> All()
    {
        for (int i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0)
            {
                yield return (i, _counts[i], _lengths[i]);
            }
        }
    }
}
