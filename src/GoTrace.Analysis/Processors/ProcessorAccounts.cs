using System.Runtime.CompilerServices;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Tracking;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Processors;

/// <summary>
/// What each processor did all its life: one activity at a time, so that the parts add up to the
/// whole. Its clock never goes back: of two threads whose clocks disagree the later one counts.
/// </summary>
internal sealed class ProcessorAccounts
{
    // More than any machine has; a broken trace must not size an array.
    private const long MostByCount = 1 << 12;

    private readonly Dictionary<long, int> _indexes = new(IdComparer.Instance);
    private readonly int[] _nearIndexes = new int[1024]; // by id: index + 1
    private Entry[] _entries = new Entry[16];
    private Entry _unseen = new() { Goroutine = -1, SyscallGoroutine = -1, Exists = true, Activity = Activity.Idle }; // one of which there was no word
    private double _starvedAtBegin;
    private long _limit = -1; // GOMAXPROCS, or -1 as long as nothing is known of it

    public int Count { get; private set; }

    /// <summary>Whether there was a word of GOMAXPROCS.</summary>
    public bool IsLimitKnown => _limit >= 0;

    /// <summary>How many were added with all the time before, as nothing was known of GOMAXPROCS yet.</summary>
    public int Latecomers { get; private set; }

    /// <summary>What a processor did so far of which there was no word.</summary>
    public ref readonly ActivityTotals Unseen => ref _unseen.Totals;

    /// <summary>The latest time so far, in nanoseconds.</summary>
    public long Now { get; private set; } = long.MinValue;

    /// <summary>When the trace, or what is looked at of it, began.</summary>
    public long Begin { get; private set; } = long.MaxValue;

    /// <summary>How many exist and are held by no thread.</summary>
    public int Idle { get; private set; }

    /// <summary>See <see cref="Flow.StarvedEach"/>.</summary>
    public double StarvedEach { get; set; }

    /// <summary>How many exist.</summary>
    public int Existing { get; private set; }

    /// <summary>How many do something that takes from the mutator.</summary>
    public int Taken { get; private set; }

    public bool IsStopped { get; private set; }

    public ref Entry this[int index] => ref _entries[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetNow(long now)
    {
        if (now > Now)
        {
            Now = now;
            if (Begin == long.MaxValue)
            {
                Begin = now;
                _unseen.Since = now;
                _unseen.ActivitySince = now;
            }
        }
    }

    /// <summary>The index of a processor; it is added if it was not known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IndexOf(long id)
    {
        if ((ulong)id < (ulong)_nearIndexes.Length && _nearIndexes[id] != 0)
        {
            return _nearIndexes[id] - 1;
        }

        return id == TraceEvent.NoId ? -1 : Find(id);
    }

    /// <summary>Books the time since the last change, and finds out what the processor does now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Refresh(ref Entry p)
    {
        Activity activity = p.Find(IsStopped);
        if (activity != p.Activity)
        {
            Change(ref p, activity);
        }
    }

    /// <summary>Books all time up to now, and changes nothing.</summary>
    public void Settle()
    {
        Settle(ref _unseen);
        foreach (ref Entry p in _entries.AsSpan(0, Count))
        {
            Settle(ref p);
        }
    }

    public void SetStopped(bool isStopped)
    {
        IsStopped = isStopped;
        Refresh(ref _unseen);
        foreach (ref Entry p in _entries.AsSpan(0, Count))
        {
            Refresh(ref p);
        }
    }

    /// <summary>GOMAXPROCS says which processors exist.</summary>
    public void SetLimit(long limit)
    {
        if (limit == _limit)
        {
            return; // each restart of the world repeats it
        }

        // Those that the first word of it tells of were there before it.
        _limit = _limit < 0 ? _limit : limit;
        for (long id = 0; id < Math.Min(limit, MostByCount); id++)
        {
            IndexOf(id);
        }

        _limit = limit;
        foreach (ref Entry p in _entries.AsSpan(0, Count))
        {
            bool exists = p.Id < limit;
            if (exists != p.Exists)
            {
                CountOut(p);
                p.Exists = exists;
                CountIn(p);
                Refresh(ref p);
            }
        }
    }

    public void SetRunning(ref Entry p, bool isRunning)
    {
        CountOut(p);
        p.IsRunning = isRunning;
        Settle(ref p); // while the world is stopped its activity stays
        p.ActivitySince = Now;
        p.StarvedBefore = StarvedEach;
        CountIn(p);
        Refresh(ref p);
    }

    /// <summary>The sum over all processors of what they did so far.</summary>
    public void Sum(Span<long> totals)
    {
        Settle();
        totals.Clear();
        foreach (ref Entry p in _entries.AsSpan(0, Count))
        {
            for (int a = 0; a < Activities.Count; a++)
            {
                totals[a] = Saturating.Add(totals[a], p.Totals[a]);
            }
        }
    }

    /// <summary>Begins anew: what is under way goes on, what was booked is forgotten.</summary>
    public void Restart()
    {
        Begin = Now;
        _starvedAtBegin = StarvedEach;
        _unseen.Since = Now;
        _unseen.Totals = default;
        foreach (ref Entry p in _entries.AsSpan(0, Count))
        {
            p.Since = Now;
            p.Totals = default;
        }
    }

    /// <summary>At a hole: of none it is known what it does, nor whether the world is stopped.</summary>
    public void Forget()
    {
        IsStopped = false;
        Refresh(ref _unseen);
        foreach (ref Entry p in _entries.AsSpan(0, Count))
        {
            SetLost(ref p, isLost: true);
        }
    }

    /// <summary>Behind a hole: what is not said to run does not.</summary>
    public void GoOn()
    {
        foreach (ref Entry p in _entries.AsSpan(0, Count))
        {
            SetLost(ref p, isLost: false);
        }
    }

    /// <summary>What it does is not known any more, or is again; meanwhile it counts as absent.</summary>
    public void SetLost(ref Entry p, bool isLost)
    {
        CountOut(p);
        p.IsLost = isLost;
        p.IsRunning = false;
        p.InSweep = false;
        p.Goroutine = -1;
        p.SyscallGoroutine = -1;
        p.Traits = GoroutineTraits.None;
        p.Pause = 0;
        CountIn(p);
        Refresh(ref p);
    }

    /// <summary>What it last did has no known end: that was not known either.</summary>
    /// <returns>What is in doubt.</returns>
    public Doubt Doubt(ref Entry p)
    {
        Settle(ref p);
        long since = Math.Max(p.ActivitySince, Begin);
        double starved = IsIdle(p) ? Math.Max(p.StarvedBefore, _starvedAtBegin) : StarvedEach;
        long ns = Math.Min(Between(since, Now), p.Totals[(int)p.Activity]);
        p.Totals[(int)p.Activity] -= ns;
        p.Totals[(int)Activity.Absent] = Saturating.Add(p.Totals[(int)Activity.Absent], ns);
        p.ActivitySince = Now;
        p.StarvedBefore = StarvedEach;
        return new Doubt(p.Activity, since, Now, starved, StarvedEach);
    }

    /// <summary>The time between two, the later one last: of a broken clock it may be more than a number holds.</summary>
    public static long Between(long from, long to) => Saturating.Of(unchecked(to - from));

    private void Settle(ref Entry p)
    {
        ref long total = ref p.Totals[(int)p.Activity];
        total = Saturating.Add(total, Between(p.Since, Now));
        p.Since = Now;
    }

    private void Change(ref Entry p, Activity activity)
    {
        Settle(ref p);
        Taken += (Activities.TakesFromMutator(activity) ? 1 : 0) - (Activities.TakesFromMutator(p.Activity) ? 1 : 0);
        p.Activity = activity;
        p.ActivitySince = Now;
        p.StarvedBefore = StarvedEach;
    }

    private static bool IsIdle(in Entry p) => p.IsThere && !p.IsRunning;

    private void CountOut(in Entry p)
    {
        Existing -= p.IsThere || p.IsRunning ? 1 : 0;
        Idle -= IsIdle(p) ? 1 : 0;
    }

    private void CountIn(in Entry p)
    {
        Existing += p.IsThere || p.IsRunning ? 1 : 0;
        Idle += IsIdle(p) ? 1 : 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Find(long id)
    {
        if (_indexes.TryGetValue(id, out int index))
        {
            return index;
        }

        index = Count++;
        if (index == _entries.Length)
        {
            Array.Resize(ref _entries, index * 2);
        }

        ref Entry p = ref _entries[index];
        p = _unseen;
        p.Id = id;
        p.StarvedBefore = StarvedEach;
        if (_limit >= 0)
        {
            p.Since = Now;
            p.ActivitySince = Now;
            p.Totals = default;
            p.Exists = id < _limit;
            p.Activity = p.Find(IsStopped);
        }
        else
        {
            Latecomers++;
        }

        CountIn(p);
        _indexes.Add(id, index);
        if ((ulong)id < (ulong)_nearIndexes.Length)
        {
            _nearIndexes[id] = index + 1;
        }

        return index;
    }

    /// <summary>One processor.</summary>
    internal struct Entry
    {
        public long Id;
        public long Since; // of the activity: up to here it is booked
        public long ActivitySince; // when the activity began
        public double StarvedBefore; // what an idle one had borne by then
        public int Goroutine; // that runs on it: a slot, or −1
        public int SyscallGoroutine; // that holds it in a syscall: a slot, or −1
        public int Pause; // the pause that waits for it, or 0
        public long LateGoroutine; // that had it last while a pause waited for it; −1 for none
        public int LateRoot; // the function that one began with: a text's number
        public bool Exists;
        public bool IsLost; // nothing is known of it just now
        public bool WasSeen; // it changed its state
        public bool IsRunning;
        public bool InSweep;
        public GoroutineTraits Traits; // of the goroutine that runs on it
        public Activity Activity;
        public ActivityTotals Totals;

        public readonly bool IsThere => Exists && !IsLost;

        // Where two are true at once the more special one counts.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Activity Find(bool isStopped)
        {
            if (!IsRunning)
            {
                return !IsThere ? Activity.Absent : isStopped ? Activity.StopTheWorld : Activity.Idle;
            }

            if (isStopped)
            {
                return Activity.StopTheWorld;
            }

            if (Goroutine < 0)
            {
                return InSweep ? Activity.Sweep : SyscallGoroutine >= 0 ? Activity.SyscallHeld : Activity.Scheduling;
            }

            if (Traits == GoroutineTraits.None)
            {
                return InSweep ? Activity.Sweep : Activity.User;
            }

            return (Traits & GoroutineTraits.InAssist) != 0 ? Activity.MarkAssist
                : InSweep ? Activity.Sweep
                : (Traits & GoroutineTraits.Idle) != 0 ? Activity.WorkerIdle
                : (Traits & GoroutineTraits.Fractional) != 0 ? Activity.WorkerFractional
                : Activity.WorkerDedicated;
        }
    }
}

/// <summary>Nanoseconds by activity.</summary>
[InlineArray(Activities.Count)]
internal struct ActivityTotals
{
    private long _first;
}

/// <summary>What makes a goroutine's time on a processor more than the program's own.</summary>
[Flags]
internal enum GoroutineTraits : byte
{
    None = 0,
    InAssist = 1,
    Worker = 2,
    Fractional = 4,
    Idle = 8,
}
