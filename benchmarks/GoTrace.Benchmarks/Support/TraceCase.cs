using System.IO.Compression;
using System.Reflection;
using GoTrace.Parsing;

namespace GoTrace.Benchmarks.Support;

/// <summary>A trace that benchmarks run on: in memory, and not gzipped.</summary>
public sealed class TraceCase
{
    private readonly string _path;
    private readonly Lazy<byte[]> _bytes;
    private readonly Lazy<long> _events;

    private TraceCase(string name, string path)
    {
        Name = name;
        _path = path;
        _bytes = new Lazy<byte[]>(Load);
        _events = new Lazy<long>(Count);
    }

    public static string TestData { get; } = typeof(TraceCase).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "TestData").Value!;

    public string Name { get; }

    public byte[] Bytes => _bytes.Value;

    public long Events => _events.Value;

    /// <summary>One bundled trace of a service for each of these releases, and the large one, if there is one.</summary>
    public static IEnumerable<TraceCase> Of(params string[] releases)
    {
        foreach (string release in releases)
        {
            yield return new TraceCase("http " + release, Path.Combine(TestData, "traces", "go" + release, "http.trace.gz"));
        }

        if (Environment.GetEnvironmentVariable("GOTRACE_LARGE") is { Length: > 0 } large)
        {
            yield return new TraceCase("large", large);
        }
    }

    public TraceReader Open() => TraceReader.Create(Bytes.AsMemory());

    public override string ToString() => Name;

    private byte[] Load()
    {
        using FileStream file = File.OpenRead(_path);
        if (!_path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return File.ReadAllBytes(_path);
        }

        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var all = new MemoryStream();
        gzip.CopyTo(all);
        return all.ToArray();
    }

    private long Count()
    {
        var counter = new EventCounter();
        Task.Run(async () =>
        {
            await using TraceReader reader = Open();
            while (await reader.ReadGenerationAsync() is { } generation)
            {
                generation.Accept(ref counter);
            }
        }).Wait();
        return counter.Count + 1;
    }
}
