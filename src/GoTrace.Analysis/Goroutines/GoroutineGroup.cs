using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Goroutines;

/// <summary>
/// What is counted of the goroutines of one name. A goroutine whose name is not known yet has one
/// of its own, which is added to its name's when that is known.
/// </summary>
internal sealed class GoroutineGroup
{
    private readonly LogHistogram?[] _latency = new LogHistogram?[Causes];

    public const int Causes = 6;

    public GoroutineGroup(string name)
    {
        Name = name;
        IsSystem = name.Length == 0 || (name.StartsWith("runtime.", StringComparison.Ordinal) && name != "runtime.main");
        IsGCWorker = name == "runtime.gcBgMarkWorker";
    }

    public string Name { get; }

    /// <summary>Whether it is the runtime's, and no work of the program's.</summary>
    public bool IsSystem { get; }

    public bool IsGCWorker { get; }

    public long Seen { get; set; }

    public long Preemptions { get; set; }

    public long Yields { get; set; }

    public long RunningNs { get; set; }

    public long RunnableNs { get; set; }

    public long WaitingNs { get; set; }

    public long SyscallNs { get; set; }

    /// <summary>Time run by processor index; kept only while the name is unknown, for the GC's workers.</summary>
    public List<long> RunningByProcessor { get; } = [];

    public LogHistogram? LatencyOf(RunnableCause cause) => _latency[(int)cause];

    public void AddLatency(RunnableCause cause, long ns) => (_latency[(int)cause] ??= new LogHistogram()).Add(ns);

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
        Preemptions = 0;
        Yields = 0;
        RunningNs = 0;
        RunnableNs = 0;
        WaitingNs = 0;
        SyscallNs = 0;
        RunningByProcessor.Clear();
        Array.Clear(_latency);
    }

    public void Merge(GoroutineGroup other)
    {
        Seen += other.Seen;
        Preemptions += other.Preemptions;
        Yields += other.Yields;
        RunningNs += other.RunningNs;
        RunnableNs += other.RunnableNs;
        WaitingNs += other.WaitingNs;
        SyscallNs += other.SyscallNs;
        for (int i = 0; i < Causes; i++)
        {
            if (other._latency[i] is { } theirs)
            {
                (_latency[i] ??= new LogHistogram()).Merge(theirs);
            }
        }
    }
}
