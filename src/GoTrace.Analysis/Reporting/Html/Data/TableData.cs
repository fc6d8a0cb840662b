namespace GoTrace.Analysis.Reporting.Html.Data;

/// <summary>A table, column by column.</summary>
internal sealed record TableData
{
    public required string Caption { get; init; }

    public string? Note { get; init; }

    /// <summary>How many rows are here.</summary>
    public int Rows { get; init; }

    /// <summary>How many there would be.</summary>
    public long Total { get; init; }

    public required IReadOnlyList<ColumnData> Columns { get; init; }
}

/// <summary>A column.</summary>
internal sealed record ColumnData
{
    /// <summary>For the page's program.</summary>
    public required string Key { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    public required ColumnKind Kind { get; init; }

    /// <summary>Numbers of texts, or of stacks, or −1 for none.</summary>
    public IReadOnlyList<int>? Ids { get; init; }

    public IReadOnlyList<double?>? Numbers { get; init; }
}

/// <summary>How a column's cells are shown.</summary>
internal enum ColumnKind
{
    Text,
    Code,
    Stack,
    Id,
    Count,
    Number,
    Ns,
    StartNs,
    Share,
    Bytes,
    Flag,
}
