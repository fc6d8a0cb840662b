using System.Reflection;

namespace GoTrace.Cli.Tests.Support;

/// <summary>The bundled traces.</summary>
internal static class TestData
{
    public static string Root { get; } = System.IO.Path.GetFullPath(
        typeof(TestData).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "TestData").Value!);

    /// <summary>The repository.</summary>
    public static string Repository { get; } = System.IO.Path.GetDirectoryName(Root)!;

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    /// <summary>A trace's bytes, unpacked.</summary>
    public static byte[] Read(string relative)
    {
        byte[] bytes = File.ReadAllBytes(Path(relative));
        if (!relative.EndsWith(".gz", StringComparison.Ordinal))
        {
            return bytes;
        }

        using var packed = new System.IO.Compression.GZipStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress);
        var plain = new MemoryStream();
        packed.CopyTo(plain);
        return plain.ToArray();
    }
}
