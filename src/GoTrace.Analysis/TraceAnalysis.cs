using System.Text.Json.Serialization;
using GoTrace.Analysis.GarbageCollection;
using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Profiling;
using GoTrace.Analysis.Reporting;
using GoTrace.Analysis.Reporting.Html;
using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Reporting.Notebooks;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Syscalls;
using GoTrace.Analysis.Timeline;

namespace GoTrace.Analysis;

/// <summary>All figures of one trace: plain data, immutable.</summary>
[TypeFormatterSource(typeof(ResultFormatterSource))]
public sealed record TraceAnalysis
{
    /// <summary>The version of the JSON form.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The version of the JSON form that this was made with.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Where the trace came from, as whoever had it analysed called it; null where that is not known.</summary>
    public string? Source { get; init; }

    /// <summary>The trace's format: N of its header <c>go 1.N trace</c>.</summary>
    public int FormatVersion { get; init; }

    /// <summary>Which of an event's two times the figures are made from.</summary>
    public TimeBase TimeBase { get; init; }

    /// <summary>Which part of the trace the figures are of; null for all of it.</summary>
    public ScopeFigures? Scope { get; init; }

    /// <summary>From the earliest event time to the latest.</summary>
    public long DurationNs { get; init; }

    /// <summary>How many generations there were.</summary>
    public int Generations { get; init; }

    /// <summary>How many events there were.</summary>
    public long Events { get; init; }

    /// <summary>Events by kind, under the names of Go's reader.</summary>
    public required IReadOnlyDictionary<string, long> EventKinds { get; init; }

    /// <summary>The values of GOMAXPROCS, one after the other.</summary>
    [JsonPropertyName("gomaxprocs")]
    public required IReadOnlyList<long> GoMaxProcs { get; init; }

    /// <summary>
    /// GOMAXPROCS at the beginning of a trace up to Go 1.21, which has no event for it: then
    /// <see cref="GoMaxProcs"/> has only what it was changed to. Null for later traces.
    /// </summary>
    [JsonPropertyName("initial_gomaxprocs")]
    public long? InitialGoMaxProcs { get; init; }

    /// <summary>The values of GOMAXPROCS from the beginning on, whatever told them.</summary>
    internal IReadOnlyList<long> AllGoMaxProcs => InitialGoMaxProcs is not { } first ? GoMaxProcs
        : GoMaxProcs.Count > 0 && GoMaxProcs[0] == first ? GoMaxProcs
        : [first, .. GoMaxProcs];

    /// <summary>Preemptions.</summary>
    public required PreemptionFigures Preemptions { get; init; }

    /// <summary>Calls of <c>runtime.Gosched</c>.</summary>
    public required YieldFigures Yields { get; init; }

    /// <summary>Goroutines.</summary>
    public required GoroutineFigures Goroutines { get; init; }

    /// <summary>Goroutines that were ready to run.</summary>
    public required RunnableFigures Runnable { get; init; }

    /// <summary>Each processor (P), by id.</summary>
    public required IReadOnlyList<ProcessorFigures> Processors { get; init; }

    /// <summary>How even the processors' shares of goroutine time are: Jain's index, 1 is even.</summary>
    public double Evenness { get; init; }

    /// <summary>The same as a coefficient of variation: standard deviation over mean, 0 is even.</summary>
    public double EvennessCv { get; init; }

    /// <summary>Processors that were idle while goroutines were ready.</summary>
    public required LostParallelismFigures LostParallelism { get; init; }

    /// <summary>How long goroutines that were ready waited for a processor.</summary>
    public required LatencyFigures SchedulingLatency { get; init; }

    /// <summary>Syscalls.</summary>
    public required SyscallFigures Syscalls { get; init; }

    /// <summary>How often goroutines blocked, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Blocks { get; init; }

    /// <summary>How long they were blocked, by reason.</summary>
    public required IReadOnlyDictionary<string, Distribution> BlockDurations { get; init; }

    /// <summary>Stop-the-world pauses.</summary>
    public required StopTheWorldFigures StopTheWorld { get; init; }

    /// <summary>Cycles of the garbage collector.</summary>
    public required GcCycleFigures GcCycles { get; init; }

    /// <summary>Minimum mutator utilization by length of window, for those lengths that the trace has.</summary>
    public required IReadOnlyList<MutatorUtilizationFigure> MutatorUtilization { get; init; }

    /// <summary>The heap.</summary>
    public required HeapFigures Heap { get; init; }

    /// <summary>What sweeps went over.</summary>
    public required SweepFigures Sweep { get; init; }

    /// <summary>The runtime's other ranges, by name.</summary>
    public required IReadOnlyDictionary<string, Distribution> Ranges { get; init; }

    /// <summary>Tasks by name.</summary>
    public required IReadOnlyDictionary<string, Distribution> Tasks { get; init; }

    /// <summary>Regions by name.</summary>
    public required IReadOnlyDictionary<string, Distribution> Regions { get; init; }

    /// <summary>Log messages by category.</summary>
    public required IReadOnlyDictionary<string, long> Logs { get; init; }

    /// <summary>Samples of a CPU profile.</summary>
    public required CpuSampleFigures CpuSamples { get; init; }

    /// <summary>Operating system threads (M).</summary>
    public required ThreadFigures Threads { get; init; }

    /// <summary>The main figures over time.</summary>
    public required IReadOnlyList<WindowFigures> Windows { get; init; }

    /// <summary>The trace over time for plots, finer than <see cref="Windows"/>; null where it was read from JSON.</summary>
    internal TraceTimeline? Timeline { get; init; }

    /// <summary>How far the figures can be trusted.</summary>
    public required DataQuality DataQuality { get; init; }

    /// <summary>As JSON, indented.</summary>
    public string ToJson() => AnalysisJson.Write(this);

    /// <summary>Reads the JSON form back; it compares just as the trace itself.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <exception cref="InvalidDataException">It is something else, or of another <see cref="SchemaVersion"/>.</exception>
    public static TraceAnalysis FromJson(string json) => StoredAnalysis.Read(json);

    /// <summary>Reads back what <c>gotrace summary --format json</c> writes of one trace (an object) or of several (an array).</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="InvalidDataException">It is something else, or of another <see cref="SchemaVersion"/>.</exception>
    public static IReadOnlyList<TraceAnalysis> ListFromJson(string json) => StoredAnalysis.ReadList(json);

    /// <summary>As text in columns, for a terminal.</summary>
    /// <param name="options">How; null for the defaults.</param>
    public string ToText(ReportOptions? options = null)
    {
        options ??= ReportOptions.Default;
        return TextRenderer.Render(AnalysisDocument.Of(this, options.All), options);
    }

    /// <summary>As Markdown.</summary>
    /// <param name="options">How; null for the defaults.</param>
    public string ToMarkdown(ReportOptions? options = null) =>
        MarkdownRenderer.Render(AnalysisDocument.Of(this, (options ?? ReportOptions.Default).All));

    /// <summary>As a page that needs nothing else, for a browser: see <see cref="HtmlReport"/>.</summary>
    /// <param name="title">What to call it; null for the trace's own name.</param>
    public string ToHtml(string? title = null) => HtmlReport.Write(this, title);
}
