using GoTrace.Export.Tables.Rows;

namespace GoTrace.Export.Tables;

/// <summary>The tables that there are, in the order in which files are put in place.</summary>
internal static class RowSets
{
    /// <summary>The one that is put in place last, and says that a run is complete.</summary>
    public const string Last = "runs";

    public static RowSet[] All() =>
    [
        new EventRows(),
        new GoroutineRows(),
        new GoroutineStateRows(),
        new ProcessorStateRows(),
        new SyscallRows(),
        new RangeRows(),
        new SampleRows(),
        new TaskRows(),
        new RegionRows(),
        new LogRows(),
        new StackRows(),
        new FrameRows(),
        new MetricRows(),
        new RunRows(),
    ];
}
