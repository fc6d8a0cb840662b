using System.Reflection;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>The real traces that come with the project.</summary>
internal static class TestTraces
{
    public static string Root { get; } = typeof(TestTraces).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TestData").Value!;

    /// <summary>Those of Go 1.22 and later, such as <c>go1.27/syscalls.trace</c>.</summary>
    public static TheoryData<string> Modern => [.. Names.Where(n => string.CompareOrdinal(n, "go1.22") > 0)];

    private static IEnumerable<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "traces"), "*.trace*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Path.Combine(Root, "traces"), f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static string PathOf(string name) => Path.Combine(Root, "traces", name);
}
