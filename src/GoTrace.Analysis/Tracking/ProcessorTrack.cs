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
    public long RunningNs;
    public long GoroutineNs;
    public long WorkerNs;
    public long SyscallNs;
}
