namespace GoTrace.Export;

/// <summary>What values a column holds.</summary>
public enum ColumnType
{
    /// <summary>Whole numbers of 64 bits, signed.</summary>
    Int64,

    /// <summary>Whole numbers of 32 bits, signed.</summary>
    Int32,

    /// <summary>Binary floating point of 64 bits; never NaN or infinite.</summary>
    Double,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Text, in UTF-8 where it is written; never empty: that is null.</summary>
    Text,
}

/// <summary>A column of a table.</summary>
/// <param name="Name">In snake_case, its unit at the end if it has one.</param>
/// <param name="Type">What values it holds.</param>
/// <param name="IsNullable">Whether a value may be missing.</param>
/// <param name="Meaning">What it is, in a few words.</param>
public sealed record TableColumn(string Name, ColumnType Type, bool IsNullable, string Meaning);
