using GoTrace.Analysis;
using GoTrace.Analysis.Tracking;
using GoTrace.Parsing;

namespace GoTrace.Export.Pprof;

/// <summary>Collects a profile while events go by.</summary>
internal sealed class ProfileCollector : TraceCollector
{
    private readonly PprofOptions _options;
    private readonly TraceReader _reader;
    private readonly GoAccount? _goAccount;
    private readonly Dictionary<long, int> _wakers = new(IdComparer.Instance); // by goroutine that is ready: the stack
    private readonly Dictionary<int, bool> _reasons = []; // by text: whether blocks of it are asked for
    private readonly HashSet<long> _createdWaiting = new(IdComparer.Instance); // coroutines: they wait, but have not blocked
    private readonly bool _wantsWakers;
    private readonly bool _isOfBlocks;
    private int _preempted = -1;

    public ProfileCollector(PprofOptions options, TraceReader reader)
    {
        _options = options;
        _reader = reader;
        _wantsWakers = options is { Kind: ProfileKind.Scheduling, Stack: ProfileStack.Waker };
        _isOfBlocks = options.Kind is ProfileKind.Block or ProfileKind.Sync or ProfileKind.Network;
        bool isOfStretches = options.Kind is not (ProfileKind.Cpu or ProfileKind.Preemption);
        _goAccount = options.TimeBase == TimeBase.Go && isOfStretches ? new GoAccount(Tally) : null;
    }

    public StackTally Tally { get; } = new();

    /// <summary>What to ask about stacks and texts, once there was anything.</summary>
    public AnalysisContext? Context { get; private set; }

    /// <summary>The clocks at the beginning of the first generation that has them.</summary>
    public ClockSnapshot? Clock { get; private set; }

    public override CollectorInterests Interests =>
        (_options.Kind == ProfileKind.Cpu || _wantsWakers || _isOfBlocks || _goAccount is not null ? CollectorInterests.Events : CollectorInterests.None)
        | (_options.Kind == ProfileKind.Cpu ? CollectorInterests.None : CollectorInterests.GoroutineIntervals);

    public override void OnGeneration(AnalysisContext context)
    {
        Context = context;
        Clock ??= context.Generation.ClockSnapshot;
    }

    public override void OnEvent(ref readonly TraceEvent traceEvent, AnalysisContext context)
    {
        if (traceEvent.Kind == EventKind.StackSample)
        {
            if (_options.Kind == ProfileKind.Cpu && context.IsInScope(in traceEvent))
            {
                Tally.Add(new StackTally.Key(context.StackNumberOf(traceEvent.Stack), 0), 1, 0);
            }
        }
        else if (traceEvent.IsGoroutineTransition)
        {
            if (_wantsWakers && traceEvent is { NewState: GoroutineState.Runnable, OldState: not GoroutineState.Runnable })
            {
                _wakers[traceEvent.ResourceId] = context.StackNumberOf(traceEvent.Stack);
            }

            if (traceEvent.OldState == GoroutineState.NotExist)
            {
                OnCreation(traceEvent.ResourceId, traceEvent.NewState);
            }
        }
    }

    public override void OnGoroutineInterval(in GoroutineInterval interval, AnalysisContext context)
    {
        bool isAsked = IsAsked(in interval, context, out StackTally.Key key);
        if (_goAccount is { } account)
        {
            account.Add(in interval, isAsked && interval.Next != GoroutineState.Undetermined ? key : null);
        }
        else if (isAsked && _options.Kind == ProfileKind.Preemption)
        {
            Tally.Add(key, 1, interval.IsStartSeen ? interval.Length : 0);
        }
        else if (isAsked && IsWhole(in interval))
        {
            Tally.Add(key, 1, interval.Length);
        }
    }

    public override void OnGap(AnalysisContext context)
    {
        _wakers.Clear();
        _createdWaiting.Clear();
    }

    public override void OnEnd(AnalysisContext context) => _goAccount?.End();

    private void OnCreation(long goroutine, GoroutineState state)
    {
        if (state == GoroutineState.Syscall)
        {
            _goAccount?.Return(goroutine);
        }
        else if (state == GoroutineState.Waiting && _isOfBlocks)
        {
            _createdWaiting.Add(goroutine);
        }
    }

    // Only what has a known length is a sample: docs/figures.md.
    private bool IsWhole(in GoroutineInterval interval) =>
        interval.IsStartSeen
        && interval.Next != GoroutineState.Undetermined
        && (interval.State != GoroutineState.Syscall
            || (interval.Next != GoroutineState.NotExist && (interval.IsBlocked || !_reader.Header.IsLegacy)));

    private bool IsAsked(in GoroutineInterval interval, AnalysisContext context, out StackTally.Key key)
    {
        key = new StackTally.Key(interval.StartStack, 0);
        switch (_options.Kind)
        {
            case ProfileKind.Scheduling when interval.State == GoroutineState.Runnable:
                int stack = interval.StartStack;
                if (_wantsWakers)
                {
                    _wakers.Remove(interval.Goroutine, out stack);
                }

                key = new StackTally.Key(stack, (int)interval.Cause);
                return true;
            case ProfileKind.Syscall:
                return interval.State == GoroutineState.Syscall;
            case ProfileKind.Block or ProfileKind.Sync or ProfileKind.Network when interval.State == GoroutineState.Waiting:
                key = new StackTally.Key(interval.StartStack, interval.StartReason);
                return !_createdWaiting.Remove(interval.Goroutine) && IsAskedReason(interval.StartReason, context);
            case ProfileKind.Preemption when interval is { State: GoroutineState.Running, Next: GoroutineState.Runnable }:
                key = new StackTally.Key(interval.EndStack, 0);
                return IsPreempted(interval.EndReason, context);
            default:
                return false;
        }
    }

    private bool IsPreempted(int reason, AnalysisContext context)
    {
        if (_preempted < 0 && context.TextOf(reason) == "preempted")
        {
            _preempted = reason;
        }

        return reason == _preempted;
    }

    // As Go's tool tells them apart: by a word in the reason.
    private bool IsAskedReason(int reason, AnalysisContext context)
    {
        if (_options.Kind == ProfileKind.Block)
        {
            return true;
        }

        if (!_reasons.TryGetValue(reason, out bool isAsked))
        {
            string text = context.TextOf(reason);
            isAsked = _options.Kind == ProfileKind.Network
                ? text == "network"
                : text.Contains("chan", StringComparison.Ordinal)
                    || text.Contains("sync", StringComparison.Ordinal)
                    || text.Contains("select", StringComparison.Ordinal);
            _reasons.Add(reason, isAsked);
        }

        return isAsked;
    }
}
