using System.Threading.Channels;
using GoTrace.Export.Tables;

namespace GoTrace.Export.Writing;

/// <summary>
/// Writes rows on a thread of its own, while the analysis goes on. It holds a few sets of rows at the
/// most: whoever has one more waits, and so memory does not grow with the trace.
/// </summary>
internal sealed class TablePipeline : ITableSink
{
    private const int MostWaiting = 1;

    private readonly IReadOnlyDictionary<string, ITableWriter> _writers;
    private readonly Dictionary<string, long> _counts = [];
    private readonly Task _writing;
    private readonly Channel<(TableFeed Feed, RowSet Rows)> _waiting = Channel.CreateBounded<(TableFeed, RowSet)>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    public TablePipeline(IReadOnlyDictionary<string, ITableWriter> writers, CancellationToken cancellationToken)
    {
        _writers = writers;
        foreach (string table in writers.Keys)
        {
            _counts.Add(table, 0);
        }

        _writing = Task.Run(() => WriteAllAsync(cancellationToken), CancellationToken.None);
    }

    /// <summary>Rows written so far, by table; complete after <see cref="EndAsync"/>.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <inheritdoc/>
    public void Post(TableFeed feed, RowSet rows)
    {
        while (!_waiting.Writer.TryWrite((feed, rows)))
        {
            // Collectors are called from a loop that can't be left and come back to. Where writing failed, this throws why.
            if (!_waiting.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
            {
                throw new InvalidOperationException("rows came after the last ones");
            }
        }
    }

    /// <summary>Waits until all rows are written.</summary>
    public Task EndAsync()
    {
        _waiting.Writer.TryComplete();
        return _writing;
    }

    /// <summary>Waits until nothing is written any more; what is left is not.</summary>
    public async Task StopAsync()
    {
        _waiting.Writer.TryComplete(new OperationCanceledException());
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach ((TableFeed feed, RowSet rows) in _waiting.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await _writers[rows.TableName].WriteAsync(rows, cancellationToken).ConfigureAwait(false);
                _counts[rows.TableName] += rows.Count;
                feed.GiveBack(rows);
            }
        }
        catch (Exception e)
        {
            _waiting.Writer.TryComplete(e);
            throw;
        }
    }
}
