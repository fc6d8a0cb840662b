using GoTrace.Analysis;

namespace GoTrace.Export;

/// <summary>How a trace is written as tables.</summary>
public sealed record TableExportOptions
{
    /// <summary>The defaults.</summary>
    public static TableExportOptions Default { get; } = new();

    /// <summary>Which tables, by name; null for all of <see cref="TableCatalog.All"/>.</summary>
    public IReadOnlyList<string>? Tables { get; init; }

    /// <summary>Which of an event's two times the tables have; <c>events</c> has both.</summary>
    public TimeBase TimeBase { get; init; }

    /// <summary>
    /// How many rows are written at a time, and are a row group of a Parquet file: 65,536 unless told.
    /// Memory grows with it, and not with the trace: at the most three sets of rows of a table are under way.
    /// </summary>
    public int RowsPerGroup { get; init; } = 65_536;

    /// <summary>How many threads to analyse with at most: 2 unless told. The tables are the same for any number.</summary>
    public int Parallelism { get; init; } = 2;

    /// <summary>Whether damage raises an exception.</summary>
    public bool Strict { get; init; }
}
