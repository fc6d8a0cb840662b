using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Goroutines;

/// <summary>
/// What is counted of the goroutines of one name. A goroutine whose name is not known yet has one
/// of its own, which is added to its name's when that is known.
/// </summary>
internal sealed class GoroutineGroup
{
    private readonly LogHistogram?[] _latency = new LogHistogram?[Causes];
    private long[] _waits = []; // nanoseconds by the reason's number among texts, of the first ones
    private Dictionary<int, long>? _moreWaits; // of those beyond

    // Those of Go's runtime are among them. A table of all reasons for each group would be groups times reasons.
    private const int NearReasons = 64;
    private const int FewProcessors = 64;

    public const int Causes = 6;

    public GoroutineGroup(string name)
    {
        Name = name;
        IsSystem = IsSystemName(name);
        IsGCWorker = name == "runtime.gcBgMarkWorker";
    }

    /// <summary>Whether a goroutine that began with a function is the runtime's.</summary>
    public static bool IsSystemName(string name) =>
        name.Length == 0 || (name.StartsWith("runtime.", StringComparison.Ordinal) && name != "runtime.main");

    public string Name { get; }

    /// <summary>Whether it is the runtime's, and no work of the program's.</summary>
    public bool IsSystem { get; }

    public bool IsGCWorker { get; }

    public long Seen { get; set; }

    public long Created { get; set; }

    public long Ended { get; set; }

    /// <summary>Those there at the end.</summary>
    public long Alive { get; set; }

    public long Starts { get; set; }

    /// <summary>Those on another processor than before.</summary>
    public long Migrations { get; set; }

    /// <summary>Waits for a processor whose beginning or end was not seen.</summary>
    public long TruncatedWaits { get; set; }

    public long Preemptions { get; set; }

    public long Yields { get; set; }

    public long RunningNs
    {
        get;
        set => field = Saturating.Of(value);
    }

    public long RunnableNs
    {
        get;
        set => field = Saturating.Of(value);
    }

    public long WaitingNs
    {
        get;
        set => field = Saturating.Of(value);
    }

    public long SyscallNs
    {
        get;
        set => field = Saturating.Of(value);
    }

    /// <summary>Time run by processor index; kept only while the name is unknown, for the GC's workers. Null if there is none.</summary>
    public Dictionary<int, long>? RunningByProcessor { get; private set; }

    /// <summary>Time waited, by the reason's number among texts.</summary>
    public IEnumerable<(int Reason, long Ns)> Waits()
    {
        for (int reason = 0; reason < _waits.Length; reason++)
        {
            if (_waits[reason] > 0)
            {
                yield return (reason, _waits[reason]);
            }
        }

        if (_moreWaits is not null)
        {
            foreach ((int reason, long ns) in _moreWaits)
            {
                if (ns > 0)
                {
                    yield return (reason, ns);
                }
            }
        }
    }

    public void AddRunning(int processor, long ns)
    {
        RunningByProcessor ??= [];
        ref long running = ref CollectionsMarshal.GetValueRefOrAddDefault(RunningByProcessor, processor, out _);
        running = Saturating.Add(running, ns);
    }

    public LogHistogram? LatencyOf(RunnableCause cause) => _latency[(int)cause];

    public void AddLatency(RunnableCause cause, long ns) => (_latency[(int)cause] ??= new LogHistogram()).Add(ns);

    public void AddLatency(RunnableCause cause, LogHistogram lengths) => (_latency[(int)cause] ??= new LogHistogram()).Merge(lengths);

    public void AddWaiting(int reason, long ns)
    {
        WaitingNs += ns;
        AddWaits(reason, ns);
    }

    /// <summary>All waits for a processor; null if there were none.</summary>
    public LogHistogram? Latency()
    {
        if (Array.TrueForAll(_latency, part => part is null))
        {
            return null;
        }

        var all = new LogHistogram();
        MergeLatencyInto(all);
        return all;
    }

    public void MergeLatencyInto(LogHistogram target)
    {
        foreach (LogHistogram? part in _latency)
        {
            if (part is not null)
            {
                target.Merge(part);
            }
        }
    }

    public void Clear()
    {
        Seen = 0;
        Created = 0;
        Ended = 0;
        Alive = 0;
        Starts = 0;
        Migrations = 0;
        TruncatedWaits = 0;
        Preemptions = 0;
        Yields = 0;
        RunningNs = 0;
        RunnableNs = 0;
        WaitingNs = 0;
        SyscallNs = 0;
        if (RunningByProcessor?.Count > FewProcessors)
        {
            RunningByProcessor = null; // its room goes by the most that were in it
        }

        RunningByProcessor?.Clear();
        Array.Clear(_latency);
        Array.Clear(_waits);
        _moreWaits = null;
    }

    public void Merge(GoroutineGroup other)
    {
        Seen += other.Seen;
        Created += other.Created;
        Ended += other.Ended;
        Alive += other.Alive;
        Starts += other.Starts;
        Migrations += other.Migrations;
        TruncatedWaits += other.TruncatedWaits;
        Preemptions += other.Preemptions;
        Yields += other.Yields;
        RunningNs += other.RunningNs;
        RunnableNs += other.RunnableNs;
        WaitingNs += other.WaitingNs;
        SyscallNs += other.SyscallNs;
        for (int reason = 0; reason < other._waits.Length; reason++)
        {
            AddWaits(reason, other._waits[reason]);
        }

        if (other._moreWaits is not null)
        {
            foreach ((int reason, long ns) in other._moreWaits)
            {
                AddWaits(reason, ns);
            }
        }

        for (int i = 0; i < Causes; i++)
        {
            if (other._latency[i] is { } theirs)
            {
                (_latency[i] ??= new LogHistogram()).Merge(theirs);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddWaits(int reason, long ns)
    {
        if ((uint)reason < (uint)_waits.Length)
        {
            _waits[reason] = Saturating.Add(_waits[reason], ns);
        }
        else
        {
            AddOtherWaits(reason, ns);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddOtherWaits(int reason, long ns)
    {
        if (reason < NearReasons)
        {
            Array.Resize(ref _waits, Math.Max(24, reason + 1));
            _waits[reason] = ns;
            return;
        }

        ref long more = ref CollectionsMarshal.GetValueRefOrAddDefault(_moreWaits ??= [], reason, out _);
        more = Saturating.Add(more, ns);
    }
}
