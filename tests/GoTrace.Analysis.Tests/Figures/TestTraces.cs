using GoTrace.Analysis.Tests.Support;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>The real traces that come with the project.</summary>
internal static class TestTraces
{
    private static readonly string Folder = TestData.Path("traces");

    /// <summary>All of them, such as <c>go1.27/syscalls.trace</c>.</summary>
    public static TheoryData<string> All => [.. Names];

    /// <summary>Those of Go 1.22 and later.</summary>
    public static TheoryData<string> Modern => [.. Names.Where(IsModern)];

    /// <summary>Those up to Go 1.21.</summary>
    public static TheoryData<string> Legacy => [.. Names.Where(n => !IsModern(n))];

    private static IEnumerable<string> Names { get; } =
    [
        .. TestData.Files("traces").Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')),
    ];

    public static string PathOf(string name) => Path.Combine(Folder, name);

    private static bool IsModern(string name) => string.CompareOrdinal(name, "go1.22") > 0;
}
