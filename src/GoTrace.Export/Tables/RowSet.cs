namespace GoTrace.Export.Tables;

/// <summary>Rows of one table that are being collected, column by column. Derived types name the columns.</summary>
internal abstract class RowSet(string name, string meaning)
{
    private readonly List<Column> _columns = [];

    public string TableName { get; } = name;

    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>How many rows are complete.</summary>
    public int Count => _columns[0].Count;

    public TableDefinition Definition => new(TableName, meaning, [.. _columns.Select(c => c.Definition)]);

    public void Clear()
    {
        foreach (Column column in _columns)
        {
            column.Clear();
        }
    }

    protected LongColumn Int64(string name, string meaning, bool isNullable = false) =>
        With(new LongColumn(new TableColumn(name, ColumnType.Int64, isNullable, meaning)));

    protected IntColumn Int32(string name, string meaning, bool isNullable = false) =>
        With(new IntColumn(new TableColumn(name, ColumnType.Int32, isNullable, meaning)));

    protected DoubleColumn Real(string name, string meaning, bool isNullable = false) =>
        With(new DoubleColumn(new TableColumn(name, ColumnType.Double, isNullable, meaning)));

    protected BooleanColumn Flag(string name, string meaning) =>
        With(new BooleanColumn(new TableColumn(name, ColumnType.Boolean, false, meaning)));

    protected TextColumn Text(string name, string meaning, bool isNullable = false, bool isVaried = false) =>
        With(new TextColumn(new TableColumn(name, ColumnType.Text, isNullable, meaning), isVaried));

    private TColumn With<TColumn>(TColumn column)
        where TColumn : Column
    {
        _columns.Add(column);
        return column;
    }
}
