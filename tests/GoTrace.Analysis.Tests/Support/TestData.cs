using System.Reflection;

namespace GoTrace.Analysis.Tests.Support;

/// <summary>The bundled traces.</summary>
internal static class TestData
{
    public static string Root { get; } = System.IO.Path.GetFullPath(
        typeof(TestData).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "TestData").Value!);

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    /// <summary>All traces in a folder and its folders, in order.</summary>
    public static string[] Files(string folder) =>
    [
        .. Directory.EnumerateFiles(Path(folder), "*.trace*", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
    ];
}
