using System.Collections.Concurrent;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>Figures of a trace beside those that the library makes.</summary>
internal sealed class PlainFigures
{
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1);
    public static readonly TimeSpan LongSyscall = TimeSpan.FromMicroseconds(20);

    private static readonly ConcurrentDictionary<(string, TimeBase), Task<PlainFigures>> Known = [];

    private PlainFigures(PlainTrace trace, TraceAnalysis found)
    {
        Trace = trace;
        Found = found;
        Goroutines = PlainGoroutine.Of(trace);
        Processors = new PlainProcessors(trace, Goroutines);
        Runnable = new int[trace.Events.Count];
        foreach (Stretch s in Stretches.Where(s => s.State == GoroutineState.Runnable))
        {
            int end = s.End is null ? trace.Events.Count : s.EndIndex;
            for (int k = s.Begin.Index; k < end; k++)
            {
                Runnable[k]++;
            }
        }
    }

    public PlainTrace Trace { get; }

    /// <summary>What the library says.</summary>
    public TraceAnalysis Found { get; }

    public IReadOnlyList<PlainGoroutine> Goroutines { get; }

    public PlainProcessors Processors { get; }

    /// <summary>How many goroutines are runnable after each event.</summary>
    public int[] Runnable { get; }

    public IEnumerable<Stretch> Stretches => Goroutines.SelectMany(g => g.Stretches);

    public long Begin => Trace.Clock[0];

    public long End => Trace.Clock[^1];

    public static AnalysisOptions Options(TimeBase timeBase) => new()
    {
        TimeBase = timeBase,
        Window = Window,
        LongSyscall = LongSyscall,
        LongSyscallLimit = int.MaxValue,
        StackLimit = int.MaxValue,
        PauseLimit = int.MaxValue,
        CycleLimit = int.MaxValue,
    };

    /// <summary>Both time bases of a trace.</summary>
    public static async Task<IReadOnlyList<PlainFigures>> OfAsync(string name) =>
        [await OfAsync(name, TimeBase.Recorded), await OfAsync(name, TimeBase.Go)];

    /// <summary>The steps of a stretch of time, each with its length within it.</summary>
    public IEnumerable<(int Step, long Length)> Steps(long from, long to)
    {
        for (int k = 0; k + 1 < Trace.Clock.Length; k++)
        {
            long length = Math.Min(to, Trace.Clock[k + 1]) - Math.Max(from, Trace.Clock[k]);
            if (length > 0)
            {
                yield return (k, length);
            }
        }
    }

    /// <summary>Time by activity within a stretch of time, of one processor or of all.</summary>
    public Dictionary<string, long> Account(long from, long to, int? processor = null)
    {
        var account = new Dictionary<string, long>();
        foreach ((int step, long length) in Steps(from, to))
        {
            for (int p = processor ?? 0; p <= (processor ?? Processors.Ids.Count - 1); p++)
            {
                string activity = Processors.Activities[p][step];
                account[activity] = account.GetValueOrDefault(activity) + length;
            }
        }

        account.Remove(PlainProcessors.Absent);
        return account;
    }

    public override string ToString() => $"{Trace.Name}, {Found.TimeBase} times";

    private static Task<PlainFigures> OfAsync(string name, TimeBase timeBase) => Known.GetOrAdd((name, timeBase), static key => MakeAsync(key));

    private static async Task<PlainFigures> MakeAsync((string Name, TimeBase TimeBase) key)
    {
        PlainTrace trace = await PlainTrace.ReadAsync(key.Name, key.TimeBase);
        TraceAnalysis found = await TraceAnalyzer.AnalyzeAsync(TestTraces.PathOf(key.Name), Options(key.TimeBase));
        return new PlainFigures(trace, found);
    }
}
