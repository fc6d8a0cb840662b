using System.IO.Compression;
using GoTrace.Analysis;
using GoTrace.Export.Protobuf;
using GoTrace.Parsing;

namespace GoTrace.Export.Pprof;

/// <summary>
/// A profile of a trace for <c>go tool pprof</c>, made in one pass; it holds a sum for each distinct
/// stack, whatever the trace's length.
/// </summary>
/// <example>
/// <code>
/// await using var reader = TraceReader.Open("app.trace");
/// PprofProfile profile = await PprofProfile.ReadAsync(reader);
/// await using FileStream file = File.Create("sched.pb.gz");
/// profile.Write(file);
/// </code>
/// </example>
public sealed class PprofProfile
{
    private readonly PprofOptions _options;
    private readonly ProfileCollector _collector;

    private PprofProfile(PprofOptions options, ProfileCollector collector, TraceAnalysis analysis)
    {
        _options = options;
        _collector = collector;
        Analysis = analysis;
        foreach ((_, StackTally.Sum sum) in collector.Tally.All)
        {
            Count += sum.Count;
            TotalNs += sum.Ns;
        }

        StackCount = collector.Tally.All.Select(s => s.Key.Stack).Distinct().Count();
    }

    /// <summary>What it is of.</summary>
    public ProfileKind Kind => _options.Kind;

    /// <summary>How many waits, syscalls, blocks, preemptions or CPU samples are in it.</summary>
    public long Count { get; }

    /// <summary>Their lengths, summed; 0 for CPU samples, whose rate a trace does not tell.</summary>
    public long TotalNs { get; }

    /// <summary>How many distinct stacks.</summary>
    public int StackCount { get; }

    /// <summary>What else the pass told: the trace's length, its events, and its data quality. Other figures are not made.</summary>
    public TraceAnalysis Analysis { get; }

    /// <summary>Makes a profile of what a reader gives, to its end.</summary>
    /// <param name="reader">A reader of which nothing was read yet; it stays the caller's to dispose.</param>
    /// <param name="options">Of what; null for the defaults. Whether damage raises an exception is the reader's own matter.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TraceFormatException">It is no trace; or it is damaged, and the reader is strict.</exception>
    public static async Task<PprofProfile> ReadAsync(
        TraceReader reader,
        PprofOptions? options = null,
        IProgress<AnalysisProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= PprofOptions.Default;
        var collector = new ProfileCollector(options, reader);
        var analysis = new AnalysisOptions
        {
            TimeBase = options.TimeBase,
            Scope = options.Scope,
            Parallelism = options.Parallelism,
            Figures = FigureSets.None,
            Window = TimeSpan.Zero,
            Collectors = [collector],
        };
        TraceAnalysis result = await TraceAnalyzer.AnalyzeAsync(reader, analysis, progress, cancellationToken).ConfigureAwait(false);
        return new PprofProfile(options, collector, result);
    }

    /// <summary>Writes it, gzipped, as pprof expects a file to be. The same trace gives the same bytes.</summary>
    /// <param name="output">Where to; it stays open.</param>
    public void Write(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        gzip.Write(Build().Written.Span);
    }

    private ProtoWriter Build()
    {
        var writer = new ProtoWriter(64 * 1024);
        var message = new ProfileMessage(writer);
        (string Count, string? Time) types = Kind switch
        {
            ProfileKind.Preemption => ("preemptions", "running"),
            ProfileKind.Cpu => ("samples", null),
            _ => ("contentions", "delay"),
        };
        message.AddValueType(ProfileField.SampleType, types.Count, "count");
        if (types.Time is { } time)
        {
            message.AddValueType(ProfileField.SampleType, time, "nanoseconds");
        }

        string labelKey = Kind == ProfileKind.Scheduling ? "cause" : "reason";
        Span<long> values = stackalloc long[2];
        foreach ((StackTally.Key key, StackTally.Sum sum) in _collector.Tally.All.OrderBy(s => s.Key.Stack).ThenBy(s => s.Key.Label))
        {
            values[0] = sum.Count;
            values[1] = sum.Ns;
            message.AddSample(
                _collector.Context!.StackOf(key.Stack), types.Time is null ? values[..1] : values, labelKey, LabelOf(key.Label));
        }

        if (_collector.Clock is { } clock)
        {
            writer.Write(ProfileField.TimeNanos, unchecked((clock.WallSeconds * 1_000_000_000) + clock.WallNanoseconds));
        }

        writer.Write(ProfileField.DurationNanos, Analysis.DurationNs);
        message.AddValueType(ProfileField.PeriodType, "trace", "count");
        writer.Write(ProfileField.Period, 1L);
        message.AddComment(Comment());
        message.SetDefaultSampleType(Kind == ProfileKind.Preemption ? types.Count : types.Time ?? types.Count);
        message.End();
        return writer;
    }

    private string LabelOf(int label) => Kind switch
    {
        ProfileKind.Scheduling => ((RunnableCause)label).ToString().ToLowerInvariant(),
        ProfileKind.Block or ProfileKind.Sync or ProfileKind.Network => _collector.Context!.TextOf(label),
        _ => "",
    };

    private string Comment()
    {
        string what = Kind switch
        {
            ProfileKind.Scheduling => "waits for a processor, by the stack of the " + (_options.Stack == ProfileStack.Waker ? "waker" : "waiter"),
            ProfileKind.Syscall => "syscalls and calls of C",
            ProfileKind.Block => "blocks",
            ProfileKind.Sync => "blocks on channels, selects and package sync",
            ProfileKind.Network => "blocks on the network",
            ProfileKind.Preemption => "preemptions",
            _ => "CPU samples",
        };
        return $"{what}; times {(_options.TimeBase == TimeBase.Go ? "as Go's reader shows them" : "as recorded")}; made by gotrace from an execution trace";
    }
}
