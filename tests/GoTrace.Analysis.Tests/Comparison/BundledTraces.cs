using System.Collections.Concurrent;
using GoTrace.Analysis.Tests.Support;

namespace GoTrace.Analysis.Tests.Comparison;

/// <summary>Analyses of traces in testdata, each made once.</summary>
internal static class BundledTraces
{
    private static readonly ConcurrentDictionary<string, Lazy<TraceAnalysis>> Known = new();

    public static string Folder => TestData.Root;

    public static TraceAnalysis Analyze(string path) => Known.GetOrAdd(
        path,
        p => new Lazy<TraceAnalysis>(() => TraceAnalyzer.AnalyzeAsync(Path.Combine(Folder, p)).GetAwaiter().GetResult())).Value;

    /// <summary>The runs of one side of a tuning case, in order.</summary>
    public static TraceAnalysis[] Tuning(string name, string side) =>
    [
        .. Directory.GetFiles(Path.Combine(Folder, "tuning", name), side + "-*.trace*")
            .Order(StringComparer.Ordinal)
            .Select(f => Analyze(Path.GetRelativePath(Folder, f))),
    ];
}
