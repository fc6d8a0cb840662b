using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tracking;

/// <summary>What is known of one processor.</summary>
internal struct ProcessorTrack
{
    public long Id;
    public long Since; // it runs
    public long SweepSince;
    public long SyscallSince;
    public int SyscallGoroutine; // that holds it in a syscall: a slot, or −1
    public bool IsRunning;
    public bool InSweep;

    public long RunningNs
    {
        readonly get;
        set => field = Saturating.Of(value);
    }

    public long GoroutineNs
    {
        readonly get;
        set => field = Saturating.Of(value);
    }

    public long WorkerNs
    {
        readonly get;
        set => field = Saturating.Of(value);
    }

    public long SyscallNs
    {
        readonly get;
        set => field = Saturating.Of(value);
    }

    /// <summary>Begins anew: what is under way goes on from here, what was counted is forgotten.</summary>
    public void Restart(long time)
    {
        Since = time;
        SyscallSince = time;
        InSweep = false;
        RunningNs = 0;
        GoroutineNs = 0;
        WorkerNs = 0;
        SyscallNs = 0;
    }
}
