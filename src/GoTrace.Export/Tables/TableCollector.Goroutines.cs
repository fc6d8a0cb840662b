using System.Runtime.InteropServices;
using GoTrace.Analysis;
using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Tracking;
using GoTrace.Export.Tables.Rows;
using GoTrace.Parsing;

namespace GoTrace.Export.Tables;

/// <content>Goroutines, their states and their syscalls.</content>
internal sealed partial class TableCollector
{
    private readonly TableFeed<GoroutineRows> _goroutines = feeds.Goroutines;
    private readonly TableFeed<GoroutineStateRows> _states = feeds.GoroutineStates;
    private readonly TableFeed<SyscallRows> _syscalls = feeds.Syscalls;
    private readonly Dictionary<long, GoroutineLife> _lives = new(IdComparer.Instance);

    /// <inheritdoc/>
    public override void OnGoroutineInterval(in GoroutineInterval interval, AnalysisContext context)
    {
        Tracker tracker = context.Tracker;
        if (_states.IsWanted)
        {
            AddState(in interval, context);
        }

        if (_syscalls.IsWanted && interval.State == GoroutineState.Syscall)
        {
            AddSyscall(in interval, context, tracker);
        }

        if (_goroutines.IsWanted)
        {
            Follow(in interval);
        }
    }

    private void OnGoroutine(ref readonly TraceEvent e, Tracker tracker, long time)
    {
        if (e.OldState == e.NewState)
        {
            return; // a state restated by a new generation
        }

        if (e.OldState is GoroutineState.Undetermined or GoroutineState.NotExist
            || e.NewState is GoroutineState.Undetermined or GoroutineState.NotExist)
        {
            CutRangesOf(e.ResourceId, tracker);
            CutRegionsOf(e.ResourceId, tracker);
        }

        if (!_goroutines.IsWanted)
        {
            return;
        }

        if (e.OldState == GoroutineState.Undetermined)
        {
            LifeOf(e.ResourceId).TryName(tracker.NameOf(e.ResourceIndex)); // it may never be told of again
        }
        else if (e.OldState == GoroutineState.NotExist)
        {
            ref GoroutineLife life = ref LifeOf(e.ResourceId);
            life.EndedNs = null; // of C threads: they come again under the same id
            if (life.CreatedNs is null)
            {
                life.CreatedNs = time;
                life.Creator = e.Goroutine;
                life.CreatorStack = tracker.Stacks.NumberOf(e.Stack);
            }
        }
    }

    private void AddState(in GoroutineInterval interval, AnalysisContext context)
    {
        GoroutineStateRows rows = _states.Rows;
        rows.Goroutine.Add(interval.Goroutine);
        rows.State.Add(Words.Of(interval.State));
        rows.Start.Add(interval.Start);
        rows.End.Add(interval.End);
        rows.Duration.Add(interval.Length);
        rows.IsStartSeen.Add(interval.IsStartSeen);
        bool isEndSeen = interval.Next != GoroutineState.Undetermined;
        rows.IsEndSeen.Add(isEndSeen);
        rows.Next.Add(isEndSeen ? Words.Of(interval.Next) : null);
        rows.Cause.Add(interval.State == GoroutineState.Runnable ? Words.Of(interval.Cause) : null);
        rows.StartReason.Add(context.TextOf(interval.StartReason));
        rows.EndReason.Add(context.TextOf(interval.EndReason));
        rows.Processor.AddId(context.ProcessorIdOf(interval.Processor));
        rows.StartStack.AddStack(interval.StartStack);
        rows.EndStack.AddStack(interval.EndStack);
        _states.EndRow();
    }

    private void AddSyscall(in GoroutineInterval interval, AnalysisContext context, Tracker tracker)
    {
        bool isEndSeen = interval.Next != GoroutineState.Undetermined;
        bool isEndRecorded = !tracker.IsLegacy || interval.IsBlocked || !isEndSeen;
        StackFacts facts = tracker.Stacks.FactsOf(interval.StartStack);
        SyscallRows rows = _syscalls.Rows;
        rows.Goroutine.Add(interval.Goroutine);
        rows.Start.Add(interval.Start);
        rows.End.AddOptional(isEndRecorded ? interval.End : null);
        rows.Duration.AddOptional(isEndRecorded ? interval.Length : null);
        rows.IsMeasured.Add(isEndRecorded && isEndSeen && interval.IsStartSeen && interval.Next != GoroutineState.NotExist);
        rows.IsBlocked.Add(interval.IsBlocked);
        rows.IsCgo.Add(facts.IsCgo);
        rows.IsGcStart.Add(facts.IsGcStart);
        rows.Processor.AddId(context.ProcessorIdOf(interval.Processor));
        rows.Stack.AddStack(interval.StartStack);
        _syscalls.EndRow();
    }

    private void Follow(in GoroutineInterval interval)
    {
        ref GoroutineLife life = ref LifeOf(interval.Goroutine);
        life.TryName(interval.Group.Name);
        if (interval.Next == GoroutineState.NotExist)
        {
            life.EndedNs = interval.End;
            if (interval.State != GoroutineState.Syscall)
            {
                AddGoroutine(interval.Goroutine, in life);
                _lives.Remove(interval.Goroutine);
            }
        }
    }

    private void AddGoroutines()
    {
        foreach (long goroutine in _lives.Keys.Order())
        {
            AddGoroutine(goroutine, in CollectionsMarshal.GetValueRefOrNullRef(_lives, goroutine));
        }

        _lives.Clear();
    }

    private void AddGoroutine(long goroutine, in GoroutineLife life)
    {
        GoroutineRows rows = _goroutines.Rows;
        rows.Goroutine.Add(goroutine);
        rows.Function.Add(life.Function);
        rows.IsSystem.Add(GoroutineGroup.IsSystemName(life.Function ?? ""));
        rows.Created.AddOptional(life.CreatedNs);
        rows.Ended.AddOptional(life.EndedNs);
        rows.Creator.AddId(life.Creator);
        rows.CreatorStack.AddStack(life.CreatorStack);
        _goroutines.EndRow();
    }

    private ref GoroutineLife LifeOf(long goroutine)
    {
        ref GoroutineLife life = ref CollectionsMarshal.GetValueRefOrAddDefault(_lives, goroutine, out bool isKnown);
        if (!isKnown)
        {
            life.Creator = TraceEvent.NoId;
        }

        return ref life;
    }

    private struct GoroutineLife
    {
        public string? Function;
        public long? CreatedNs;
        public long? EndedNs;
        public long Creator;
        public int CreatorStack;

        public void TryName(string name)
        {
            if (Function is null && name.Length > 0)
            {
                Function = name;
            }
        }
    }
}
