using GoTrace.Analysis;

namespace GoTrace.Export.Tables.Rows;

/// <summary>The run itself.</summary>
internal sealed class RunRows : RowSet
{
    public RunRows()
        : base("runs", "the run: one row for a trace")
    {
        File = Text("file", "the trace's file, without its folder", isNullable: true);
        Hash = Text("trace_sha256", "SHA-256 of the file's bytes, in hexadecimal; null where it was not read from a file", isNullable: true);
        Format = Text("format", "the trace's header, such as go 1.26 trace");
        FormatVersion = Int32("format_version", "N of go 1.N trace; not always the Go release: 1.24 writes 23, 1.27 writes 26");
        TimeBase = Text("time_base", "which of an event's two times the tables have: recorded or go");
        Start = Int64("start_ns", "the earliest time, on the trace's own clock");
        End = Int64("end_ns", "the latest time");
        Duration = Int64("duration_ns", "from the one to the other");
        WallStart = Int64("wall_start_unix_ns", "when that was by the wall clock, in nanoseconds since 1970 UTC; null up to Go 1.24", isNullable: true);
        Generations = Int64("generations", "how many generations there are");
        Events = Int64("events", "how many events there are");
        GoMaxProcs = Int64("gomaxprocs", "the last value of GOMAXPROCS", isNullable: true);
        MaxGoMaxProcs = Int64("gomaxprocs_max", "its largest value", isNullable: true);
        Goroutines = Int64("goroutines", "how many goroutines were seen");
        IsDamaged = Flag("is_damaged", "whether something of the trace could not be read");
        Damage = Text("damage", "what first could not be read", isNullable: true, isVaried: true);
        LostBytes = Int64("lost_bytes", "bytes that gave no events");
        Lost = Int64("lost_ns", "time of which nothing is known");
        Warnings = Text("warnings", "what was read without knowing all of it", isNullable: true, isVaried: true);
        Unnamed = Int64("unnamed_goroutines", "goroutines whose function never became known");
        Mended = Int64("mended_times", "events for which Go's reader shows another time than the recorded one");
        LargestMend = Int64("largest_mend_ns", "by how much at most");
        TruncatedWaits = Int64("truncated_waits", "waits for a processor that an end of the trace cut");
        TruncatedSyscalls = Int64("truncated_syscalls", "syscalls that an end of the trace cut");
        SchemaVersion = Int32("schema_version", "the version of these tables");
    }

    public TextColumn File { get; }

    public TextColumn Hash { get; }

    public TextColumn Format { get; }

    public IntColumn FormatVersion { get; }

    public TextColumn TimeBase { get; }

    public LongColumn Start { get; }

    public LongColumn End { get; }

    public LongColumn Duration { get; }

    public LongColumn WallStart { get; }

    public LongColumn Generations { get; }

    public LongColumn Events { get; }

    public LongColumn GoMaxProcs { get; }

    public LongColumn MaxGoMaxProcs { get; }

    public LongColumn Goroutines { get; }

    public BooleanColumn IsDamaged { get; }

    public TextColumn Damage { get; }

    public LongColumn LostBytes { get; }

    public LongColumn Lost { get; }

    public TextColumn Warnings { get; }

    public LongColumn Unnamed { get; }

    public LongColumn Mended { get; }

    public LongColumn LargestMend { get; }

    public LongColumn TruncatedWaits { get; }

    public LongColumn TruncatedSyscalls { get; }

    public IntColumn SchemaVersion { get; }

    /// <summary>Adds the row of a run.</summary>
    /// <param name="a">Its figures.</param>
    /// <param name="origin">Where the trace came from.</param>
    /// <param name="start">The earliest time.</param>
    /// <param name="wallStart">The same by the wall clock.</param>
    public void Add(TraceAnalysis a, TraceOrigin origin, long start, long? wallStart)
    {
        DataQuality quality = a.DataQuality;
        IReadOnlyList<long> procs = a.InitialGoMaxProcs is { } first ? [first, .. a.GoMaxProcs] : a.GoMaxProcs;
        File.Add(origin.Name);
        Hash.Add(origin.Sha256);
        Format.Add($"go 1.{a.FormatVersion} trace");
        FormatVersion.Add(a.FormatVersion);
        TimeBase.Add(a.TimeBase == Analysis.TimeBase.Go ? "go" : "recorded");
        Start.Add(start);
        End.Add(start + a.DurationNs);
        Duration.Add(a.DurationNs);
        WallStart.AddOptional(wallStart);
        Generations.Add(a.Generations);
        Events.Add(a.Events);
        GoMaxProcs.AddOptional(procs.Count > 0 ? procs[^1] : null);
        MaxGoMaxProcs.AddOptional(procs.Count > 0 ? procs.Max() : null);
        Goroutines.Add(a.Goroutines.Seen);
        IsDamaged.Add(quality.IsDamaged);
        Damage.Add(quality.IsDamaged ? quality.Damage[0].Message : null);
        LostBytes.Add(quality.LostBytes);
        Lost.Add(quality.LostNs);
        Warnings.Add(string.Join("; ", quality.Warnings));
        Unnamed.Add(quality.UnnamedGoroutines);
        Mended.Add(quality.MendedTimes);
        LargestMend.Add(quality.LargestMendNs);
        TruncatedWaits.Add(quality.TruncatedWaits);
        TruncatedSyscalls.Add(quality.TruncatedSyscalls);
        SchemaVersion.Add(TableCatalog.SchemaVersion);
    }
}
