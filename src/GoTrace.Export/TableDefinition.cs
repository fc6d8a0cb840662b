namespace GoTrace.Export;

/// <summary>A table that traces are exported to.</summary>
/// <param name="Name">Its name, and that of its file.</param>
/// <param name="Meaning">What a row is.</param>
/// <param name="Columns">Its columns, in order.</param>
public sealed record TableDefinition(string Name, string Meaning, IReadOnlyList<TableColumn> Columns);
