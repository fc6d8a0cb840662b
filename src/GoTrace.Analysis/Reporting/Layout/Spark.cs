namespace GoTrace.Analysis.Reporting.Layout;

/// <summary>Small bars in a line of text.</summary>
internal static class Spark
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>A bar for each value; where it is nothing, a dot.</summary>
    /// <param name="values">The values, none below zero.</param>
    /// <param name="most">The value of the highest bar.</param>
    public static string Of(IReadOnlyList<double> values, double most) => string.Create(values.Count, (values, most), static (to, from) =>
    {
        for (int i = 0; i < to.Length; i++)
        {
            double share = from.most <= 0 ? 0 : from.values[i] / from.most;
            to[i] = share <= 0 ? '·' : Bars[Math.Clamp((int)Math.Ceiling(share * Bars.Length) - 1, 0, Bars.Length - 1)];
        }
    });
}
