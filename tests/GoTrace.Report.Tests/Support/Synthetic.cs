using System.Text;
using GoTrace.Analysis;
using GoTrace.Analysis.GarbageCollection;
using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Syscalls;
using GoTrace.Analysis.Timeline;

namespace GoTrace.Report.Tests.Support;

/// <summary>Analyses that no real trace gives: more of everything, and texts meant to break out.</summary>
internal static class Synthetic
{
    /// <summary>Ends elements, strings, comments and lines, and is no valid UTF-16.</summary>
    public const string Breakout = "</script><script>window.broken=1</script><img src=x onerror=window.broken=1><!--'\"`\u2028\u2029\u202e\ud800]]>";

    /// <summary>An analysis with so many rows of each sort, each with a text of its own.</summary>
    public static TraceAnalysis Analysis(TraceAnalysis like, int rows, Func<int, string> text, int processors = 8)
    {
        var distribution = new Distribution { Count = 1_000_000, TotalNs = 123_456_789_012, P50Ns = 1234, P90Ns = 23_456, P99Ns = 345_678, P999Ns = 4_567_890, MaxNs = 56_789_012 };
        CallSite[] Stack(int i) => [.. Enumerable.Range(0, 100).Select(frame => new CallSite(text((i * 100) + frame), text(-(i * 100) - frame), frame))];
        Dictionary<string, T> By<T>(T value) => Enumerable.Range(0, rows).Select(text).Distinct().ToDictionary(t => t, _ => value);
        StackFigures[] stacks = [.. Enumerable.Range(0, rows).Select(i => new StackFigures { Stack = Stack(i), Lengths = distribution })];
        return like with
        {
            EventKinds = By(123L),
            Preemptions = like.Preemptions with { ByFunction = By(4L), Count = 4L * rows },
            Goroutines = like.Goroutines with
            {
                ByFunction =
                [
                    .. Enumerable.Range(0, rows).Select(i => new GoroutineGroupFigures
                    {
                        Function = text(i),
                        WaitingByReasonNs = new Dictionary<string, long> { [text(i)] = 5 },
                        SchedulingLatency = distribution,
                        RunningNs = long.MaxValue / 3,
                    }),
                ],
            },
            Processors = [.. Enumerable.Range(0, processors).Select(p => new ProcessorFigures { Id = p, ExistedNs = 1_000_000, GoroutineNs = 500_000 })],
            SchedulingLatency = like.SchedulingLatency with { ByCause = By(distribution), ByStack = stacks },
            Syscalls = like.Syscalls with
            {
                ByStack = stacks,
                Long = new LongSyscallFigures
                {
                    Count = rows,
                    Longest = [.. Enumerable.Range(0, rows).Select(i => new LongSyscall { StartNs = i, LengthNs = 1000 + i, Stack = Stack(i) })],
                    ByStack = [.. Enumerable.Range(0, rows).Select(i => new SyscallStack(i, i, Stack(i)))],
                },
            },
            Blocks = By(6L),
            BlockDurations = By(distribution),
            StopTheWorld = like.StopTheWorld with
            {
                ByKind = By(distribution),
                Longest = [.. Enumerable.Range(0, rows).Select(i => new PauseRecord { Kind = text(i), LastFunction = text(i + 1), StartNs = i, LengthNs = 5 })],
            },
            GcCycles = new GcCycleFigures { Count = rows, Cycles = [.. Enumerable.Range(0, rows).Select(i => new GcCycle { StartNs = i, MarkNs = 7, AssistShare = 1 / 3.0 })] },
            Ranges = By(distribution),
            Tasks = By(distribution),
            Regions = By(distribution),
            Logs = By(8L),
            Threads = new ThreadFigures { Seen = rows, ByThread = [.. Enumerable.Range(0, rows).Select(i => new ThreadTime(i, i, i))] },
            DataQuality = like.DataQuality with
            {
                Damage = [.. Enumerable.Range(0, rows).Select(i => new DamageNote(text(i), text(i), i, i, i))],
            },
            Timeline = Timeline(SliceClock.Limit, processors),
        };
    }

    /// <summary>A timeline in which no two values are alike.</summary>
    public static TraceTimeline Timeline(int slices, int processors)
    {
        var random = new Random(1);
        byte[] Parts()
        {
            byte[] parts = new byte[slices * ProcessorParts.Count];
            random.NextBytes(parts);
            return parts;
        }

        return new TraceTimeline
        {
            SliceNs = 1_234_567,
            Slices =
            [
                .. Enumerable.Range(0, slices).Select(_ => new TimelineSlice
                {
                    LengthNs = 1_234_567,
                    Processors = processors,
                    Runnable = random.NextDouble() * 1e6,
                    Idle = random.NextDouble() * processors,
                    Starved = random.NextDouble(),
                    HeapObjects = random.NextInt64(1L << 40),
                    HeapGoal = random.NextInt64(1L << 40),
                    Preemptions = random.NextInt64(1L << 30),
                    UserPreemptions = random.NextInt64(1L << 30),
                    Starts = random.NextInt64(1L << 30),
                    LatencyCount = random.NextInt64(1L << 30),
                    LatencyP50Ns = random.NextInt64(1L << 40),
                    LatencyP99Ns = random.NextInt64(1L << 40),
                    LatencyMaxNs = random.NextInt64(1L << 40),
                }),
            ],
            All = Parts(),
            Processors = [.. Enumerable.Range(0, processors).Select(p => new ProcessorTimeline(p, Parts()))],
        };
    }

    /// <summary>A text that is long, unlike all others, and costs most where it is escaped.</summary>
    public static string LongText(int i)
    {
        var text = new StringBuilder().Append(i).Append(Breakout);
        while (text.Length < 3_000)
        {
            text.Append("中\ud83d\ude00<&\u2028\u0001").Append(i);
        }

        return text.ToString();
    }
}
