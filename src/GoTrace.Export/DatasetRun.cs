namespace GoTrace.Export;

/// <summary>A run of a dataset.</summary>
/// <param name="Label">What it is one of.</param>
/// <param name="Run">What it is called.</param>
/// <param name="TraceSha256">The hash of the trace's file, in hexadecimal.</param>
/// <param name="Tables">The tables that were written; none if all were there.</param>
public sealed record DatasetRun(string Label, string Run, string TraceSha256, IReadOnlyList<ExportedTable> Tables)
{
    /// <summary>Whether the dataset had all of it already.</summary>
    public bool WasThere => Tables.Count == 0;
}
