namespace GoTrace.Parsing;

/// <summary>
/// What an event tells. The kinds, their names and their numbers are those of Go's own reader
/// (package internal/trace).
/// </summary>
public enum EventKind : byte
{
    /// <summary>No event.</summary>
    Bad = 0,

    /// <summary>The beginning of a generation, or the end of the trace.</summary>
    Sync = 1,

    /// <summary>A metric took a new value: see <see cref="TraceEvent.Metric"/> and <see cref="TraceEvent.Value"/>.</summary>
    Metric = 2,

    /// <summary>A goroutine was given a label; the text is <see cref="TraceEvent.Text"/>.</summary>
    Label = 3,

    /// <summary>A sample of a CPU profile that was taken while tracing.</summary>
    StackSample = 4,

    /// <summary>A range of time began: see <see cref="TraceEvent.Range"/>.</summary>
    RangeBegin = 5,

    /// <summary>A range that began earlier is still open: told at the start of a generation.</summary>
    RangeActive = 6,

    /// <summary>A range of time ended.</summary>
    RangeEnd = 7,

    /// <summary>A task began (<c>trace.NewTask</c>).</summary>
    TaskBegin = 8,

    /// <summary>A task ended.</summary>
    TaskEnd = 9,

    /// <summary>A region began (<c>trace.StartRegion</c>).</summary>
    RegionBegin = 10,

    /// <summary>A region ended.</summary>
    RegionEnd = 11,

    /// <summary>A message of <c>trace.Log</c>.</summary>
    Log = 12,

    /// <summary>A goroutine or a processor went from one state to another.</summary>
    StateTransition = 13,

    /// <summary>An event of an experiment, such as AllocFree.</summary>
    Experimental = 14,
}
