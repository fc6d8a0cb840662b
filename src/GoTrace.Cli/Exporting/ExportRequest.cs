using System.CommandLine;
using GoTrace.Analysis;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Exporting;

/// <summary>What was asked of <c>gotrace export</c>.</summary>
/// <param name="Parsed">The command line, for a format's own options.</param>
/// <param name="Files">The traces; at least one.</param>
/// <param name="Output">Where to write; null for the standard output.</param>
/// <param name="Analysis">Which part of a trace, and how to read it.</param>
/// <param name="Terminal">Where input comes from and output goes to.</param>
internal sealed record ExportRequest(
    ParseResult Parsed, IReadOnlyList<string> Files, string? Output, AnalysisOptions Analysis, Terminal Terminal);
