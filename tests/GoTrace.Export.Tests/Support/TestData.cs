using System.IO.Compression;
using System.Reflection;

namespace GoTrace.Export.Tests.Support;

/// <summary>The bundled traces.</summary>
internal static class TestData
{
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
        "traces/go1.21/cgo-callbacks.trace",
        "traces/go1.15/gcpressure.trace",
        "traces/go1.15/cgo-calls.trace",
    ];

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    /// <summary>A trace's bytes, unpacked.</summary>
    public static async Task<byte[]> ReadAsync(string relative)
    {
        await using FileStream file = File.OpenRead(Path(relative));
        await using Stream plain = relative.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var bytes = new MemoryStream();
        await plain.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>The runs of one side of a tuning change.</summary>
    public static IReadOnlyList<string> Runs(string change, string side) =>
    [
        .. Directory.EnumerateFiles(Path("tuning/" + change), side + "-*.trace*").Order(StringComparer.Ordinal)
            .Select(f => System.IO.Path.GetRelativePath(Root, f)),
    ];
}
