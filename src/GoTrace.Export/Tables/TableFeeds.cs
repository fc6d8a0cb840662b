using GoTrace.Export.Tables.Rows;

namespace GoTrace.Export.Tables;

/// <summary>The feeds of all tables.</summary>
internal sealed class TableFeeds(ITableSink sink, IReadOnlySet<string> wanted, int mostRows)
{
    private readonly List<TableFeed> _all = [];

    public TableFeed<EventRows> Events => field ??= Feed<EventRows>();

    public TableFeed<GoroutineRows> Goroutines => field ??= Feed<GoroutineRows>();

    public TableFeed<GoroutineStateRows> GoroutineStates => field ??= Feed<GoroutineStateRows>();

    public TableFeed<ProcessorStateRows> ProcessorStates => field ??= Feed<ProcessorStateRows>();

    public TableFeed<SyscallRows> Syscalls => field ??= Feed<SyscallRows>();

    public TableFeed<RangeRows> Ranges => field ??= Feed<RangeRows>();

    public TableFeed<SampleRows> Samples => field ??= Feed<SampleRows>();

    public TableFeed<TaskRows> Tasks => field ??= Feed<TaskRows>();

    public TableFeed<RegionRows> Regions => field ??= Feed<RegionRows>();

    public TableFeed<LogRows> Logs => field ??= Feed<LogRows>();

    public TableFeed<StackRows> Stacks => field ??= Feed<StackRows>();

    public TableFeed<FrameRows> Frames => field ??= Feed<FrameRows>();

    public TableFeed<MetricRows> Metrics => field ??= Feed<MetricRows>();

    public TableFeed<RunRows> Runs => field ??= Feed<RunRows>();

    public void Flush()
    {
        foreach (TableFeed feed in _all)
        {
            feed.Flush();
        }
    }

    private TableFeed<TRows> Feed<TRows>()
        where TRows : RowSet, new()
    {
        string name = new TRows().TableName;
        var feed = new TableFeed<TRows>(sink, wanted.Contains(name), mostRows);
        _all.Add(feed);
        return feed;
    }
}
