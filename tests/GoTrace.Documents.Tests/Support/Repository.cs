using System.Reflection;

namespace GoTrace.Documents.Tests.Support;

/// <summary>The repository as it lies there.</summary>
internal static class Repository
{
    /// <summary>Where it is.</summary>
    public static string Root { get; } = Path.GetDirectoryName(Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "TestData").Value!))!;

    /// <summary>What people read: the READMEs, and all in <c>docs</c>.</summary>
    public static IReadOnlyList<string> Documents { get; } =
    [
        "README.md",
        "samples/README.md",
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Select(f => "docs/" + Path.GetFileName(f)).Order(StringComparer.Ordinal),
    ];

    public static string Read(string file) => File.ReadAllText(At(file)).ReplaceLineEndings("\n");

    public static string At(string file) => Path.Combine(Root, file);

    /// <summary>The same text with bundled files named by where they are.</summary>
    public static string WithPlaces(string text) => text.Replace("\"testdata/", $"\"{Root}/testdata/", StringComparison.Ordinal);

    /// <summary>The same text with bundled files named as a document names them.</summary>
    public static string WithoutPlaces(string text) => text.Replace(Root + "/", "", StringComparison.Ordinal);
}
