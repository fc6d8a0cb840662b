namespace GoTrace.Analysis.Reporting.Html;

/// <summary>
/// How much of a trace a page shows. A page that comes out too large is made again with the next,
/// smaller limits; with the last ones no trace is too large.
/// </summary>
/// <param name="Rows">Rows of a table.</param>
/// <param name="Frames">Frames of a stack.</param>
/// <param name="TextCost">Bytes of a text, as the page has it.</param>
/// <param name="PartBytes">Bytes for the timelines of single processors.</param>
/// <param name="Slices">Slices of time.</param>
internal sealed record ReportLimits(int Rows, int Frames, int TextCost, int PartBytes, int Slices)
{
    public static IReadOnlyList<ReportLimits> FromLargest { get; } =
    [
        new(250, 48, 400, 400_000, 600),
        new(150, 24, 240, 250_000, 600),
        new(80, 16, 200, 120_000, 300),
        new(40, 12, 120, 60_000, 150),
        new(20, 8, 90, 20_000, 150),
        new(8, 4, 60, 5_000, 50),
    ];
}
