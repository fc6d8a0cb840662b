using GoTrace.Analysis.Goroutines;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <summary>What is known of one goroutine.</summary>
internal struct GoroutineTrack
{
    public long Id;
    public long Since; // of the state
    public long AssistSince;
    public GoroutineGroup? Group;
    public int Reason; // of the state: a text's number
    public int Stack; // where it last stopped: a stack's number
    public int Processor; // on which it runs, or last started; an index, or −1
    public int SyscallProcessor; // that it holds in a syscall, or −1
    public int Region; // the innermost open one, or −1
    public int Thread; // that it runs on, or is in a syscall on; an index from 1, or 0
    public int ScopeDepth; // how many regions of interest it is in
    public GoroutineState State;
    public RunnableCause Cause;
    public bool IsAlive;
    public bool IsSettled; // it is alive, its name is known, and it counts
    public bool IsNamed;
    public bool IsStartSeen;
    public bool HasStarted;
    public bool IsBlocked; // lost its processor in a syscall
    public bool HasBlocked; // it waits since it blocked, and not since it was created
    public bool InAssist;
    public bool InScope; // what it does counts
    public bool IsTallied; // or may come to count once its name is known
    public bool WasInScope;
}
