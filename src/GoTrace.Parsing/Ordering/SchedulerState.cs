using System.Runtime.CompilerServices;
using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Ordering;

/// <summary>
/// The goroutines, processors and threads as the events so far left them, each kind in one array;
/// what came to an end makes room for what comes.
/// </summary>
internal sealed class SchedulerState
{
    private readonly IdMap _goroutineSlots = new();
    private readonly IdMap _processorSlots = new();
    private readonly IdMap _threadSlots = new();
    private int _freeGoroutine = -1;
    private int _goroutineCount;
    private int _processorCount;
    private int _threadCount;

    /// <summary>Makes a state in which nothing is known.</summary>
    public SchedulerState()
    {
        Clear();
    }

    /// <summary>The goroutines by slot.</summary>
    public GoroutineEntry[] Goroutines = new GoroutineEntry[64];

    /// <summary>The processors by slot.</summary>
    public ProcessorEntry[] Processors = new ProcessorEntry[16];

    /// <summary>The threads by slot; slot 0 stands for no thread.</summary>
    public ThreadEntry[] Threads = new ThreadEntry[16];

    public int GoroutineCount => _goroutineSlots.Count;

    public int Capacity => Math.Max(Goroutines.Length, Math.Max(Processors.Length, Threads.Length));

    public int ProcessorCount => _processorCount;

    public int ThreadCount => _threadCount;

    public void Clear()
    {
        _goroutineSlots.Clear();
        _processorSlots.Clear();
        _threadSlots.Clear();
        _freeGoroutine = -1;
        _goroutineCount = 0;
        _processorCount = 0;
        _threadCount = 1;
        Threads[0] = ThreadEntry.Idle(TraceEvent.NoId);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindGoroutine(ulong id) => _goroutineSlots.Find(id);

    public int AddGoroutine(ulong id, GoroutineState state, int generation)
    {
        int slot = _freeGoroutine;
        if (slot >= 0)
        {
            _freeGoroutine = Goroutines[slot].Next;
        }
        else
        {
            slot = _goroutineCount++;
            if (slot == Goroutines.Length)
            {
                Array.Resize(ref Goroutines, slot * 2);
            }
        }

        Goroutines[slot] = new GoroutineEntry { Id = (long)id, State = state, Generation = generation, Regions = -1, Next = -1 };
        _goroutineSlots.Add(id, slot);
        return slot;
    }

    public void RemoveGoroutine(int slot)
    {
        ref GoroutineEntry g = ref Goroutines[slot];
        _goroutineSlots.Remove((ulong)g.Id);
        g.State = GoroutineState.NotExist;
        g.Next = _freeGoroutine;
        _freeGoroutine = slot;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindProcessor(ulong id) => _processorSlots.Find(id);

    public int AddProcessor(ulong id, ProcessorStatus status, int generation)
    {
        int slot = _processorCount++;
        if (slot == Processors.Length)
        {
            Array.Resize(ref Processors, slot * 2);
        }

        Processors[slot] = new ProcessorEntry { Id = (long)id, Status = status, Generation = generation };
        _processorSlots.Add(id, slot);
        return slot;
    }

    public int FindThread(ulong id) => _threadSlots.Find(id);

    public int AddThread(ulong id)
    {
        int slot = _threadCount++;
        if (slot == Threads.Length)
        {
            Array.Resize(ref Threads, slot * 2);
        }

        Threads[slot] = ThreadEntry.Idle((long)id);
        _threadSlots.Add(id, slot);
        return slot;
    }

    /// <summary>A thread is about to have a processor; whoever has it already stays the one who holds it.</summary>
    public void NoteHolder(int processor, int thread)
    {
        if (FindHolder(processor) < 0)
        {
            Processors[processor].Holder = thread;
        }
    }

    /// <summary>The thread that holds a processor, or −1; both are slots.</summary>
    public int FindHolder(int processor)
    {
        ref readonly ProcessorEntry p = ref Processors[processor];
        return p.Holder > 0 && Threads[p.Holder].Processor == p.Id ? p.Holder : -1;
    }
}

/// <summary>What is known of a goroutine.</summary>
internal struct GoroutineEntry
{
    public long Id;
    public ulong Sequence;
    public int Generation; // that the sequence counts in
    public int Regions; // the innermost open one, or −1
    public int Next; // free slot, when this one is free
    public GoroutineState State;
    public bool InMarkAssist;
    public bool HasStops; // stop-the-world ranges are open
}

/// <summary>What is known of a processor.</summary>
internal struct ProcessorEntry
{
    public long Id;
    public ulong Sequence;
    public int Generation;
    public ProcessorStatus Status;
    public bool InSweep;
    public int Holder; // the thread that took it last: a slot; it may have lost it since
}

/// <summary>The processor states of the file's events (Go: tracev2.ProcStatus).</summary>
internal enum ProcessorStatus : byte
{
    Bad = 0,
    Running = 1,
    Idle = 2,
    Syscall = 3,
    SyscallAbandoned = 4,
}

/// <summary>What a thread has at hand.</summary>
internal struct ThreadEntry
{
    public long Id;
    public long Goroutine;
    public long Processor;
    public int GoroutineSlot; // −1 without one
    public int ProcessorSlot;

    public static ThreadEntry Idle(long id) => new()
    {
        Id = id,
        Goroutine = TraceEvent.NoId,
        Processor = TraceEvent.NoId,
        GoroutineSlot = -1,
        ProcessorSlot = -1,
    };
}
