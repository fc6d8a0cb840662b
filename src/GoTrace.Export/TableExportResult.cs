using GoTrace.Analysis;

namespace GoTrace.Export;

/// <summary>What was written.</summary>
/// <param name="Analysis">The trace's figures, made in the same pass.</param>
/// <param name="Tables">The tables.</param>
public sealed record TableExportResult(TraceAnalysis Analysis, IReadOnlyList<ExportedTable> Tables);

/// <summary>A table that was written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its file.</param>
/// <param name="Rows">How many rows it has.</param>
public sealed record ExportedTable(string Name, string Path, long Rows);
