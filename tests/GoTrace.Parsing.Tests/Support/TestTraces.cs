using System.IO.Compression;
using System.Reflection;

namespace GoTrace.Parsing.Tests.Support;

/// <summary>The traces of testdata, and what Go's tool prints of them.</summary>
internal static class TestTraces
{
    public static string Root { get; } = Path.GetFullPath(typeof(TestTraces).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TestData").Value!);

    /// <summary>Expected texts of traces of Go 1.22 and later: testdata/expected/texts.txt.</summary>
    public static IReadOnlyList<ExpectedText> Texts { get; } =
    [
        .. File.ReadLines(Path.Combine(Root, "expected/texts.txt"))
            .Select(line => line.Split(' '))
            .Select(f => new ExpectedText(f[0], f[1], long.Parse(f[2], System.Globalization.CultureInfo.InvariantCulture), f[3])),
    ];

    public static string PathOf(string trace) => Path.Combine(Root, trace);

    /// <summary>A file's bytes, unzipped.</summary>
    public static byte[] Read(string trace)
    {
        using FileStream file = File.OpenRead(PathOf(trace));
        using Stream plain = trace.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var bytes = new MemoryStream();
        plain.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return zipped.ToArray();
    }
}

/// <summary>What Go's tool prints of a trace.</summary>
internal sealed record ExpectedText(string Trace, string Form, long Lines, string Sha256);
