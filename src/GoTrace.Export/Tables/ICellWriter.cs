namespace GoTrace.Export.Tables;

/// <summary>Takes the values of a row, one after the other.</summary>
internal interface ICellWriter
{
    void WriteNull();

    void Write(long value);

    void Write(double value);

    void Write(bool value);

    void Write(ReadOnlySpan<char> text);
}
