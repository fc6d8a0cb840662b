using GoTrace.Parsing;

namespace GoTrace.Export.Tables;

/// <summary>Whole numbers of 64 bits.</summary>
internal sealed class LongColumn(TableColumn definition) : Column<long>(definition)
{
    /// <summary>Adds an id; <see cref="TraceEvent.NoId"/> is null.</summary>
    public void AddId(long id)
    {
        if (id == TraceEvent.NoId)
        {
            AddNull();
        }
        else
        {
            Add(id);
        }
    }

    /// <summary>Adds a number that may be missing.</summary>
    public void AddOptional(long? value)
    {
        if (value is { } there)
        {
            Add(there);
        }
        else
        {
            AddNull();
        }
    }

    protected override void Write(ICellWriter to, long value) => to.Write(value);
}

/// <summary>Whole numbers of 32 bits.</summary>
internal sealed class IntColumn(TableColumn definition) : Column<int>(definition)
{
    /// <summary>Adds a stack's number; 0 is null.</summary>
    public void AddStack(int stack)
    {
        if (stack == 0)
        {
            AddNull();
        }
        else
        {
            Add(stack);
        }
    }

    protected override void Write(ICellWriter to, int value) => to.Write(value);
}

/// <summary>Floating point.</summary>
internal sealed class DoubleColumn(TableColumn definition) : Column<double>(definition)
{
    /// <summary>Adds a number; one that is missing or no number is null.</summary>
    public void AddOptional(double? value)
    {
        if (value is { } there && double.IsFinite(there))
        {
            Add(there);
        }
        else
        {
            AddNull();
        }
    }

    protected override void Write(ICellWriter to, double value) => to.Write(value);
}

/// <summary>True or false.</summary>
internal sealed class BooleanColumn(TableColumn definition) : Column<bool>(definition)
{
    protected override void Write(ICellWriter to, bool value) => to.Write(value);
}

/// <summary>Texts.</summary>
internal sealed class TextColumn(TableColumn definition, bool isVaried) : Column<ReadOnlyMemory<char>>(definition)
{
    /// <summary>Whether a text seldom comes twice.</summary>
    public bool IsVaried { get; } = isVaried;

    /// <summary>Adds a text; null or empty is null where the column allows it.</summary>
    public void Add(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            AddNull();
        }
        else
        {
            Add(text.AsMemory());
        }
    }

    protected override void Write(ICellWriter to, ReadOnlyMemory<char> value) => to.Write(value.Span);
}
