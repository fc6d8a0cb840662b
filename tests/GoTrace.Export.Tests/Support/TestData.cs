using System.Collections.Concurrent;
using System.Reflection;
using GoTrace.Analysis;

namespace GoTrace.Export.Tests.Support;

/// <summary>The bundled traces, and what they come to.</summary>
internal static class TestData
{
    private static readonly ConcurrentDictionary<string, Lazy<TraceAnalysis>> Analyses = new();

    public static string Root { get; } = System.IO.Path.GetFullPath(
        typeof(TestData).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "TestData").Value!);

    /// <summary>Traces that differ in what there is to see, of old and new formats.</summary>
    public static TheoryData<string> Varied { get; } =
    [
        "traces/go1.27/http.trace.gz",
        "traces/go1.27/syscalls.trace",
        "traces/go1.27/generations.trace.gz",
        "traces/go1.27/gomaxprocs.trace",
        "traces/go1.27/annotations.trace",
        "traces/go1.27/cpuprofile.trace",
        "traces/go1.27/empty.trace",
        "traces/go1.25/allocfree.trace.gz",
        "traces/go1.23/gcpressure.trace.gz",
        "traces/go1.22/http.trace.gz",
        "traces/go1.22/annotations.trace",
        "traces/go1.21/http.trace.gz",
        "traces/go1.15/gcpressure.trace",
        "traces/go1.15/cgo-calls.trace",
    ];

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static TraceAnalysis Analyze(string relative) => Analyses.GetOrAdd(
        relative,
        r => new Lazy<TraceAnalysis>(() => TraceAnalyzer.AnalyzeAsync(Path(r)).GetAwaiter().GetResult())).Value;

    /// <summary>The runs of one side of a tuning change.</summary>
    public static IReadOnlyList<string> Runs(string change, string side) =>
    [
        .. Directory.EnumerateFiles(Path("tuning/" + change), side + "-*.trace*").Order(StringComparer.Ordinal)
            .Select(f => System.IO.Path.GetRelativePath(Root, f)),
    ];
}
