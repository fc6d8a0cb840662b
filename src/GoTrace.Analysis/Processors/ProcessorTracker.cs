using System.Runtime.CompilerServices;
using GoTrace.Analysis.Building;
using GoTrace.Analysis.GarbageCollection;
using GoTrace.Analysis.Timeline;
using GoTrace.Analysis.Tracking;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Processors;

/// <summary>
/// Follows what each processor does, and with it all that is a matter of the machine as a whole:
/// lost parallelism, pauses, GC cycles, the heap.
/// </summary>
internal sealed partial class ProcessorTracker : IEventConsumer
{
    private readonly AnalysisOptions _options;
    private readonly TextCatalog _texts = new();
    private readonly StackCatalog _stacks;
    private readonly int _gcWorker;
    private GoroutineMark[] _goroutines = new GoroutineMark[64];
    private int _marksEnd; // those from here on were not in use since all were forgotten last
    private ScopeClock _scope;
    private Flow _flow;
    private int _gcStops;
    private bool _isLegacy;
    private long? _initialLimit; // GOMAXPROCS, where no event tells it

    public ProcessorTracker(AnalysisOptions options)
    {
        _options = options;
        _stacks = new StackCatalog(_texts);
        _gcWorker = _texts.NumberOf("runtime.gcBgMarkWorker");
        _scope = new ScopeClock(options.Scope);
        _windows = new WindowRecorder(options.Window.Ticks * 100, options.WindowLimit);
        Pauses = new PauseCollector(options.PauseLimit);
        Cycles = new CycleCollector(options.CycleLimit);
    }

    public ProcessorAccounts Processors { get; } = new();

    public PauseCollector Pauses { get; private set; }

    public CycleCollector Cycles { get; private set; }

    public HeapTrack Heap;

    public MutatorUtilization Mutator { get; } = new(1_000_000, 10_000_000, 100_000_000, 1_000_000_000);

    public ref readonly Flow Flow => ref _flow;

    public string TextOf(int number) => _texts[number];

    public void BeginGeneration(TraceGeneration generation, TraceHeader header)
    {
        if (IsOver)
        {
            return;
        }

        _texts.BeginGeneration(generation);
        _stacks.BeginGeneration(generation);
        _isLegacy = header.IsLegacy;
        _initialLimit = generation.InitialGoMaxProcs;
        if (generation.FollowsGap)
        {
            Forget();
        }

        _generation = generation;
    }

    public void Add(ReadOnlySpan<TraceEvent> events)
    {
        bool usesGoTime = _options.TimeBase == TimeBase.Go;
        bool isPlain = _options.UsesPlainPaths;
        foreach (ref readonly TraceEvent e in events)
        {
            long time = usesGoTime ? e.GoTime : e.Time;
            if (time >= _next && !Pass(time))
            {
                return;
            }

            Processors.SetNow(time);
            if (_isAfterGap)
            {
                EndGap();
            }

            if (e.Kind == EventKind.StateTransition)
            {
                if (e.ResourceKind == ResourceKind.Goroutine)
                {
                    if (isPlain || !TryHot(in e))
                    {
                        OnGoroutine(in e);
                    }
                }
                else
                {
                    OnProcessor(in e);
                }
            }
            else
            {
                OnOther(in e);
            }
        }
    }

    public void End()
    {
        if (_scope.IsBefore && Processors.Now > long.MinValue)
        {
            Enter(_scope.From); // there is nothing of what was asked for
        }

        Advance();
        Processors.Settle();
        if (_generation is { HasHole: true })
        {
            DoubtIdle();
        }

        Mutator.End(Processors.Now);
        _windows.Finish(this, Processors.Now);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance()
    {
        _flow.Advance(Processors.Now, Processors.Idle);
        Processors.StarvedEach = _flow.StarvedEach;
    }

    private void OnGoroutine(ref readonly TraceEvent e)
    {
        GoroutineState from = e.OldState;
        GoroutineState to = e.NewState;
        if (from == to)
        {
            return;
        }

        int slot = e.ResourceIndex;
        ref GoroutineMark g = ref MarkOf(slot, e.ResourceId);
        if (from is GoroutineState.Undetermined or GoroutineState.NotExist)
        {
            Disown(ref g, slot);
        }

        if (g.Root == 0 && !e.TransitionStack.IsNone)
        {
            Name(ref g, e.TransitionStack);
        }

        int was = -1;
        switch (from)
        {
            case GoroutineState.Running:
                was = g.Processor;
                if (was >= 0 && Processors[was].Goroutine == slot)
                {
                    if (Pauses.Awaits(in Processors[was], was))
                    {
                        NoteLate(ref Processors[was], slot);
                    }

                    Processors[was].Goroutine = -1;
                    Processors[was].Traits = GoroutineTraits.None;
                }

                break;
            case GoroutineState.Syscall:
                was = g.Processor;
                if (was >= 0 && Processors[was].SyscallGoroutine == slot)
                {
                    Processors[was].SyscallGoroutine = -1;
                }

                break;
            case GoroutineState.Runnable:
                Advance();
                _flow.Add(-1);
                break;
        }

        int now = -1;
        g.Processor = -1;
        g.IsReady = to == GoroutineState.Runnable;
        switch (to)
        {
            case GoroutineState.Undetermined:
                _gcStops -= Pauses.Cut(e.ResourceId, Processors);
                Processors.IsShareNew = true;
                break;
            case GoroutineState.Running:
                now = IndexOf(e.Processor);
                g.Processor = now;
                if (now >= 0)
                {
                    Processors[now].Goroutine = slot;
                    Processors[now].Traits = g.Traits;
                }

                break;
            case GoroutineState.Syscall when from != GoroutineState.Undetermined:
                now = IndexOf(e.Processor);
                g.Processor = now;
                if (now >= 0)
                {
                    Processors[now].SyscallGoroutine = slot;
                }

                break;
            case GoroutineState.Runnable:
                Advance();
                _flow.Add(1);
                break;
            case GoroutineState.NotExist:
                g = default;
                break;
        }

        if (was >= 0)
        {
            Refresh(ref Processors[was]);
        }

        if (now >= 0 && now != was)
        {
            Refresh(ref Processors[now]);
        }
    }

    private void OnProcessor(ref readonly TraceEvent e)
    {
        ProcessorState to = e.NewProcessorState;
        int index = IndexOf(e.ResourceId);
        if (e.OldProcessorState == to || index < 0)
        {
            return;
        }

        ref ProcessorAccounts.Entry p = ref Processors[index];
        if (to == ProcessorState.Undetermined || p.IsLost || (p.WasSeen && e.OldProcessorState == ProcessorState.Undetermined))
        {
            PassHole(index, in e);
        }

        p.WasSeen = true;
        bool runs = to == ProcessorState.Running;
        if (p.IsRunning == runs)
        {
            return;
        }

        Advance();
        if (!runs)
        {
            if (Pauses.Awaits(in p, index))
            {
                NoteLate(ref p, p.SyscallGoroutine >= 0 ? p.SyscallGoroutine : p.Goroutine);
                Pauses.OnStop(in p, Processors.Now);
            }

            p.SyscallGoroutine = -1;
            p.Goroutine = -1;
            p.Traits = GoroutineTraits.None;
        }

        Processors.SetRunning(ref p, runs);
        UpdateMutatorIfNew();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Refresh(ref ProcessorAccounts.Entry p)
    {
        Processors.Refresh(ref p);
        UpdateMutatorIfNew();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref GoroutineMark MarkOf(int slot, long id)
    {
        if ((uint)slot < (uint)_marksEnd)
        {
            ref GoroutineMark g = ref _goroutines[slot];
            if (g.Id == id)
            {
                return ref g;
            }
        }

        return ref AddMark(slot, id);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref GoroutineMark AddMark(int slot, long id)
    {
        if (slot >= _goroutines.Length)
        {
            Array.Resize(ref _goroutines, Math.Max(slot + 1, _goroutines.Length * 2));
        }

        _marksEnd = Math.Max(_marksEnd, slot + 1);
        _goroutines[slot] = new GoroutineMark { Id = id, Processor = -1 };
        return ref _goroutines[slot];
    }

    // A pause waits for this processor, and so for the goroutine that has it.
    private void NoteLate(ref ProcessorAccounts.Entry p, int slot)
    {
        if (slot >= 0)
        {
            p.LateIn = Processors.LastPause;
            p.LateGoroutine = _goroutines[slot].Id;
            p.LateRoot = _goroutines[slot].Root;
        }
    }

    private void Name(ref GoroutineMark g, StackId stack)
    {
        g.Root = _stacks.FactsOf(_stacks.NumberOf(stack)).Root;
        if (g.Root == _gcWorker && g.Traits == GoroutineTraits.None)
        {
            g.Traits = GoroutineTraits.Worker;
        }
    }

    // The false processors of traces up to Go 1.21 (timers, the network) are none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int IndexOf(long id) => _isLegacy && id >= AnalysisBuilder.FirstFalseProcessor ? -1 : Processors.IndexOf(id);

    /// <summary>What is known of one goroutine.</summary>
    private struct GoroutineMark
    {
        public long Id;
        public int Root; // the function it began with: a text's number
        public int Processor; // that it runs on, or holds in a syscall; or −1
        public bool IsReady;
        public GoroutineTraits Traits;
    }
}
