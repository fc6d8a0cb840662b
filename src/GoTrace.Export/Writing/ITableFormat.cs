using GoTrace.Export.Tables;

namespace GoTrace.Export.Writing;

/// <summary>A form in which tables are written.</summary>
internal interface ITableFormat
{
    /// <summary>How files of it end, with the dot.</summary>
    string Extension { get; }

    /// <summary>Begins a table.</summary>
    /// <param name="table">The table, of which only the columns are looked at.</param>
    /// <param name="to">Where to write; stays the caller's to close.</param>
    /// <param name="cancellationToken">Stops it.</param>
    ValueTask<ITableWriter> BeginAsync(RowSet table, Stream to, CancellationToken cancellationToken);
}

/// <summary>Writes one table.</summary>
internal interface ITableWriter
{
    /// <summary>Writes rows; they are the caller's again afterwards.</summary>
    ValueTask WriteAsync(RowSet rows, CancellationToken cancellationToken);

    /// <summary>Writes what comes after the last row.</summary>
    ValueTask EndAsync(CancellationToken cancellationToken);
}
