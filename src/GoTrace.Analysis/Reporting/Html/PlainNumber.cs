namespace GoTrace.Analysis.Reporting.Html;

/// <summary>Numbers as JSON can have them, and no longer than a plot or a cell needs.</summary>
internal static class PlainNumber
{
    public static double? Of(double? value) => value is { } v && double.IsFinite(v) ? Of(v) : null;

    public static double Of(double value) =>
        !double.IsFinite(value) ? 0
        : Math.Abs(value) >= 1e4 ? Math.Round(value)
        : Math.Round(value, 5);
}
