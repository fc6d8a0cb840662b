using System.Reflection;
using GoTrace.Analysis;

namespace GoTrace.Export.Tests.Protobuf;

/// <summary>The bundled traces, for the tests of protobuf forms.</summary>
internal static class Bundle
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(Bundle).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "TestData").Value!);

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static Task<TraceAnalysis> AnalyzeAsync(string relative, AnalysisOptions? options = null) =>
        TraceAnalyzer.AnalyzeAsync(PathOf(relative), options, null, TestContext.Current.CancellationToken);

    /// <summary>All traces of a folder, such as <c>traces/go1.27/http.trace.gz</c>.</summary>
    public static string[] Files(string folder) =>
    [
        .. Directory.EnumerateFiles(PathOf(folder), "*.trace*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All traces of the oldest and the newest release, and the small ones of those between, as tests are to be quick.</summary>
    public static IEnumerable<string> Some(string folder) =>
        Files(folder).Where(t => folder is "traces/go1.15" or "traces/go1.27" || new FileInfo(PathOf(t)).Length < 10_000);
}
