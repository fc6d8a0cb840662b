using System.Security.Cryptography;
using System.Text;

namespace GoTrace.Analysis.Reporting.Html;

/// <summary>The program and style of a page, which this library holds as resources, and their hashes for its policy.</summary>
internal static class PageAssets
{
    private static readonly string[] Scripts =
    [
        "uplot.uPlot.iife.min.js", "format.js", "dom.js", "table.js", "timeplot.js", "histogram.js", "trace.js", "trace-plots.js", "comparison.js", "main.js",
    ];

    private static readonly string[] Styles = ["uplot.uPlot.min.css", "report.css"];

    public static string Script { get; } = string.Concat(Scripts.Select(s => Read(s) + "\n"));

    public static string Style { get; } = string.Concat(Styles.Select(s => Read(s) + "\n"));

    public static string ScriptHash { get; } = Hash(Script);

    public static string StyleHash { get; } = Hash(Style);

    /// <summary>The licence of the plot library, which goes with every copy.</summary>
    public static string PlotLicence { get; } = Read("uplot.LICENSE.txt");

    private static string Read(string name)
    {
        using Stream stream = typeof(PageAssets).Assembly.GetManifestResourceStream("GoTrace.Html." + name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A browser sees line ends as \n, and takes the hash of what it sees.
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
