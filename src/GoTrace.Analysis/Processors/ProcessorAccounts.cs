using System.Runtime.CompilerServices;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Tracking;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Processors;

/// <summary>
/// What each processor did all its life: one activity at a time, so that the parts add up to the
/// whole. Its clock never goes back: of two threads whose clocks disagree the later one counts.
/// </summary>
/// <remarks>
/// What happens to all processors at once (the world stops, GOMAXPROCS changes) touches none of them:
/// each finds out what came over it when it is looked at next. So nothing costs events times processors.
/// </remarks>
internal sealed partial class ProcessorAccounts
{
    private readonly Dictionary<long, int> _indexes = new(IdComparer.Instance);
    private readonly int[] _nearIndexes = new int[1024]; // by id: index + 1
    private Entry[] _entries = new Entry[16];
    private double _starvedAtBegin;

    public int Count { get; private set; }

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
    public int Taken => IsStopped ? 0 : _taken;

    /// <summary>How often a processor was gone through for what is a matter of all of them. Tests hold it.</summary>
    public long Effort { get; private set; }

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
                BeginUnseen();
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
        Activity activity = p.Find();
        if (activity != p.Activity)
        {
            Change(ref p, activity);
        }
    }

    /// <summary>Books all time up to now, and changes nothing.</summary>
    public void Settle()
    {
        foreach (ref Entry p in All())
        {
            Settle(ref p);
        }
    }

    /// <summary>What a processor did up to now.</summary>
    public ref readonly ActivityTotals TotalsOf(int index)
    {
        Effort++;
        Settle(ref _entries[index]);
        return ref _entries[index].Totals;
    }

    public void SetRunning(ref Entry p, bool isRunning)
    {
        if (p.IsThere && p.Epoch == _epoch)
        {
            Park(ref p, !isRunning); // nearly always: it exists before and afterwards
        }
        else
        {
            Settle(ref p);
            CountOut(p);
            p.IsRunning = isRunning;
            CountIn(p);
        }

        p.RunsSince = LastPause;
        Refresh(ref p);
        p.ActivitySince = Now;
        p.StarvedBefore = StarvedEach;
    }

    /// <summary>Begins anew: what is under way goes on, what was booked is forgotten.</summary>
    public void Restart()
    {
        Settle();
        SettleUnseen();
        Begin = Now;
        _starvedAtBegin = StarvedEach;
        _unseen = default;
        foreach (ref Entry p in All())
        {
            p.Totals = default;
        }

        RestartSums();
    }

    /// <summary>At a hole: of none it is known what it does, nor whether the world is stopped.</summary>
    public void Forget()
    {
        SetStopped(false);
        foreach (ref Entry p in All())
        {
            SetLost(ref p, isLost: true);
        }
    }

    /// <summary>Behind a hole: what is not said to run does not.</summary>
    public void GoOn()
    {
        foreach (ref Entry p in All())
        {
            SetLost(ref p, isLost: false);
        }
    }

    /// <summary>What it does is not known any more, or is again; meanwhile it counts as absent.</summary>
    public void SetLost(ref Entry p, bool isLost)
    {
        Settle(ref p);
        CountOut(p);
        p.IsLost = isLost;
        p.IsRunning = false;
        p.InSweep = false;
        p.Goroutine = -1;
        p.SyscallGoroutine = -1;
        p.Traits = GoroutineTraits.None;
        CountIn(p);
        Refresh(ref p);
        p.ActivitySince = Now;
        p.StarvedBefore = StarvedEach;
    }

    /// <summary>Whether no thread has it, and the world is not stopped.</summary>
    public bool IsIdle(int index)
    {
        Effort++;
        ref Entry p = ref _entries[index];
        if (p.IsRunning || p.IsLost || IsStopped)
        {
            return false;
        }

        Settle(ref p);
        return p.Exists;
    }

    /// <summary>What it last did has no known end: that was not known either.</summary>
    /// <returns>What is in doubt.</returns>
    public Doubt Doubt(ref Entry p)
    {
        Settle(ref p);
        Activity what = p.IsRunning || p.IsThere ? IsStopped ? Activity.StopTheWorld : p.IsRunning ? p.Activity : Activity.Idle : Activity.Absent;
        long since = Math.Max(what == Activity.Absent ? p.ActivitySince : Math.Max(p.ActivitySince, _switchedAt), Begin);
        double before = Math.Max(Math.Max(p.StarvedBefore, _starvedAtSwitch), _starvedAtBegin);
        double starved = p.IsThere && !p.IsRunning ? before : StarvedEach;
        long ns = Math.Min(Between(since, Now), p.Totals[(int)what]);
        p.Totals[(int)what] -= ns;
        p.Totals[(int)Activity.Absent] = Saturating.Add(p.Totals[(int)Activity.Absent], ns);
        _sums[(int)what].Booked -= ns;
        p.ActivitySince = Now;
        p.StarvedBefore = StarvedEach;
        return new Doubt(what, since, Now, starved, StarvedEach);
    }

    /// <summary>The time between two, the later one last: of a broken clock it may be more than a number holds.</summary>
    public static long Between(long from, long to) => Saturating.Of(unchecked(to - from));

    // To go through them all.
    private Span<Entry> All()
    {
        Effort += Count;
        return _entries.AsSpan(0, Count);
    }

    private void Settle(ref Entry p)
    {
        long run = Run;
        long stopped = Stopped;
        long ran = Between(p.Since, run);
        long stood = Between(p.StoppedSince, stopped);
        if (p.IsRunning)
        {
            Add(ref p, p.Activity, ran);
            Add(ref p, Activity.StopTheWorld, stood);
        }
        else
        {
            (long away, long awayStopped) = p.IsLost ? (ran, stood) : AwaySince(in p, run, stopped);
            Add(ref p, Activity.Idle, Math.Max(0, ran - away));
            Add(ref p, Activity.StopTheWorld, Math.Max(0, stood - awayStopped));
            Add(ref p, Activity.Absent, Saturating.Add(away, awayStopped));
        }

        p.Since = run;
        p.StoppedSince = stopped;
        if (p.Epoch != _epoch)
        {
            EnterEpoch(ref p);
        }
    }

    private static void Add(ref Entry p, Activity activity, long ns)
    {
        ref long total = ref p.Totals[(int)activity];
        total = Saturating.Add(total, ns);
    }

    private void Change(ref Entry p, Activity activity)
    {
        long run = _runAtStop;
        if (!IsStopped)
        {
            run = unchecked(Now - _stoppedNs);
            p.ActivitySince = Now;
            p.StarvedBefore = StarvedEach;
        }

        Add(ref p, p.Activity, Between(p.Since, run));
        p.Since = run;
        Move(p.Activity, activity, run);
        p.Activity = activity;
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
        p = new Entry
        {
            Id = id,
            Since = Run,
            StoppedSince = Stopped,
            ActivitySince = Now,
            StarvedBefore = StarvedEach,
            Goroutine = -1,
            SyscallGoroutine = -1,
            Exists = true,
        };
        if (IsLimitKnown)
        {
            EnterEpoch(ref p);
        }
        else
        {
            TakeOverUnseen(ref p);
        }

        CountIn(p);
        _indexes.Add(id, index);
        if ((ulong)id < (ulong)_nearIndexes.Length)
        {
            _nearIndexes[id] = index + 1;
        }

        return index;
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
