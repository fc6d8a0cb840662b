using BenchmarkDotNet.Attributes;
using GoTrace.Analysis.GarbageCollection;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;
using GoTrace.Benchmarks.Support;

namespace GoTrace.Benchmarks;

/// <summary>
/// Built-in collectors by themselves, told over and over what they are told of a trace: the time of one telling. The
/// trace is no parameter of the columns of rates, as these go by all of a trace's bytes and events.
/// </summary>
[MemoryDiagnoser]
public class CollectorBenchmarks
{
    private const int Tellings = 100_000;

    private readonly LogHistogram _histogram = new();
    private readonly WaitCollector _waits = new();
    private readonly BlockCollector _blocks = new();
    private readonly StackTotals _syscalls = new();
    private readonly RangeCollector _ranges = new();
    private Recording.Wait[] _waitList = [];
    private Recording.Block[] _blockList = [];
    private Recording.Call[] _syscallList = [];
    private Recording.Stop[] _stopList = [];

    public static IEnumerable<string> Names => TraceCase.Of("1.19", "1.22", "1.27").Select(t => t.Name);

    [ParamsSource(nameof(Names))]
    public string Trace { get; set; } = "";

    [GlobalSetup]
    public async Task Setup()
    {
        Recording recording = await Recording.OfAsync(TraceCase.Of("1.19", "1.22", "1.27").First(t => t.Name == Trace));
        _waitList = Repeated(recording.Waits);
        _blockList = Repeated(recording.Blocks);
        _syscallList = Repeated(recording.Syscalls);
        _stopList = Repeated(recording.Stops);
    }

    /// <summary>A wait's length alone, in one histogram.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Tellings)]
    public long Histogram()
    {
        foreach (ref readonly Recording.Wait wait in _waitList.AsSpan())
        {
            _histogram.Add(wait.Ns);
        }

        return _histogram.Count;
    }

    /// <summary>Waits for a processor, by stack, group and cause.</summary>
    [Benchmark(OperationsPerInvoke = Tellings)]
    public void Waits()
    {
        foreach (ref readonly Recording.Wait wait in _waitList.AsSpan())
        {
            _waits.Add(wait.Stack, wait.Group, wait.Cause, wait.Ns);
        }
    }

    /// <summary>Blocks, by reason.</summary>
    [Benchmark(OperationsPerInvoke = Tellings)]
    public void Blocks()
    {
        foreach (ref readonly Recording.Block block in _blockList.AsSpan())
        {
            _blocks.Begin(block.Reason);
            _blocks.End(block.Reason, block.IsStartSeen, block.Ns);
        }
    }

    /// <summary>Syscalls, by stack.</summary>
    [Benchmark(OperationsPerInvoke = Tellings)]
    public void Syscalls()
    {
        foreach (ref readonly Recording.Call call in _syscallList.AsSpan())
        {
            _syscalls.Add(call.Stack, call.Ns);
        }
    }

    /// <summary>The beginnings and ends of stop-the-world pauses.</summary>
    [Benchmark(OperationsPerInvoke = Tellings)]
    public void Pauses()
    {
        foreach (ref readonly Recording.Stop stop in _stopList.AsSpan())
        {
            if (stop.Begins)
            {
                _ranges.BeginStop(kind: 1, stop.Goroutine, stop.Time);
            }
            else
            {
                _ranges.EndStop(kind: 1, stop.Goroutine, stop.Time);
            }
        }
    }

    private static T[] Repeated<T>(List<T> told)
    {
        if (told.Count == 0)
        {
            throw new InvalidOperationException($"The trace has nothing of {typeof(T).Name}.");
        }

        var all = new T[Tellings];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = told[i % told.Count];
        }

        return all;
    }
}
