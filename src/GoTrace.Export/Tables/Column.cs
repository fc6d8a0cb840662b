using System.Runtime.CompilerServices;

namespace GoTrace.Export.Tables;

/// <summary>A column of rows that are being collected.</summary>
internal abstract class Column(TableColumn definition)
{
    public TableColumn Definition { get; } = definition;

    /// <summary>How many rows there are.</summary>
    public abstract int Count { get; }

    public abstract void Clear();

    /// <summary>Goes back to the first row, for <see cref="WriteNext"/>.</summary>
    public abstract void Rewind();

    /// <summary>Writes the value of the next row.</summary>
    public abstract void WriteNext(ICellWriter to);
}

/// <summary>
/// A column of one type. Values lie one behind the other; those of a nullable column leave out what is
/// missing, and a level for each row says whether it is there: just what Parquet wants.
/// </summary>
internal abstract class Column<T>(TableColumn definition) : Column(definition)
    where T : struct
{
    private T[] _values = [];
    private int[] _levels = [];
    private int _valueCount;
    private int _rowCount;
    private int _row;
    private int _value;

    public override int Count => _rowCount;

    public ReadOnlyMemory<T> Values => _values.AsMemory(0, _valueCount);

    /// <summary>For a nullable column: for each row 1 if it has a value, 0 if not.</summary>
    public ReadOnlyMemory<int> Levels => _levels.AsMemory(0, _rowCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T value)
    {
        if (_valueCount == _values.Length)
        {
            Array.Resize(ref _values, Math.Max(64, _valueCount * 2));
        }

        _values[_valueCount++] = value;
        if (Definition.IsNullable)
        {
            AddLevel(1);
        }
        else
        {
            _rowCount++;
        }
    }

    public void AddNull()
    {
        if (!Definition.IsNullable)
        {
            throw new InvalidOperationException($"column {Definition.Name} has a value in every row");
        }

        AddLevel(0);
    }

    public override void Clear()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(_values, 0, _valueCount);
        }

        _valueCount = 0;
        _rowCount = 0;
    }

    public override void Rewind()
    {
        _row = 0;
        _value = 0;
    }

    public override void WriteNext(ICellWriter to)
    {
        int row = _row++;
        if (Definition.IsNullable && _levels[row] == 0)
        {
            to.WriteNull();
        }
        else
        {
            Write(to, _values[_value++]);
        }
    }

    protected abstract void Write(ICellWriter to, T value);

    private void AddLevel(int level)
    {
        if (_rowCount == _levels.Length)
        {
            Array.Resize(ref _levels, Math.Max(64, _rowCount * 2));
        }

        _levels[_rowCount++] = level;
    }
}
