using System.Collections.Concurrent;

namespace GoTrace.Export.Tables;

/// <summary>Collects the rows of one table, and hands them on as often as there are enough.</summary>
internal abstract class TableFeed
{
    private readonly ConcurrentBag<RowSet> _spare = []; // as many as were ever under way at once

    /// <summary>Takes back rows that were written, to be filled again.</summary>
    public void GiveBack(RowSet rows)
    {
        rows.Clear();
        _spare.Add(rows);
    }

    /// <summary>Hands on the rows that are left.</summary>
    public abstract void Flush();

    protected RowSet? TakeSpare() => _spare.TryTake(out RowSet? rows) ? rows : null;
}

/// <inheritdoc/>
internal sealed class TableFeed<TRows>(ITableSink sink, bool isWanted, int mostRows) : TableFeed
    where TRows : RowSet, new()
{
    /// <summary>Whether anybody asked for the table: otherwise no rows are to be added.</summary>
    public bool IsWanted { get; } = isWanted;

    /// <summary>The rows at hand: add a value to each column, then call <see cref="EndRow"/>.</summary>
    public TRows Rows { get; private set; } = new();

    public void EndRow()
    {
        if (Rows.Count >= mostRows)
        {
            Flush();
        }
    }

    public override void Flush()
    {
        if (Rows.Count > 0)
        {
            sink.Post(this, Rows);
            Rows = TakeSpare() as TRows ?? new TRows();
        }
    }
}

/// <summary>Takes rows to be written.</summary>
internal interface ITableSink
{
    /// <summary>Takes rows over; waits while there are too many under way.</summary>
    /// <param name="feed">Whose they are, and where they go back to.</param>
    /// <param name="rows">The rows.</param>
    void Post(TableFeed feed, RowSet rows);
}
