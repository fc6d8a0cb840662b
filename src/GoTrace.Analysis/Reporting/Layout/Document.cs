namespace GoTrace.Analysis.Reporting.Layout;

/// <summary>A report before it has a form: text and Markdown are both made from it.</summary>
internal sealed class Document
{
    /// <summary>What it is about, and in a line what there is to know of it.</summary>
    public required Cell Title { get; init; }

    public string Note { get; init; } = "";

    /// <summary>Sentences that stand before everything else.</summary>
    public List<Cell> Lines { get; } = [];

    public List<Section> Sections { get; } = [];
}

/// <summary>A part of a report: its title and note stand in one line, its tables below.</summary>
internal sealed class Section(string title, Cell note = default)
{
    public string Title { get; } = title;

    public Cell Note { get; } = note;

    public List<Cell> Lines { get; } = [];

    public List<Table> Tables { get; } = [];

    /// <summary>Sentences that stand below the tables.</summary>
    public List<Cell> Closing { get; } = [];
}

/// <summary>A table.</summary>
internal sealed class Table(params Column[] columns)
{
    public IReadOnlyList<Column> Columns { get; } = columns;

    public List<Cell[]> Rows { get; } = [];

    public void Add(params Cell[] row) => Rows.Add(row);
}

/// <summary>A column of a table.</summary>
/// <param name="Name">What stands above it.</param>
/// <param name="IsText">Whether it begins at the left; numbers end at the right.</param>
internal readonly record struct Column(string Name, bool IsText = false)
{
    public static implicit operator Column(string name) => new(name);

    public static Column Text(string name) => new(name, true);
}
