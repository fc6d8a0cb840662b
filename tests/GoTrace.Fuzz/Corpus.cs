using System.IO.Compression;

namespace GoTrace.Fuzz;

/// <summary>The traces that inputs are made from, unpacked. Small ones are taken more often.</summary>
internal sealed class Corpus
{
    private readonly List<Seed> _seeds = [];
    private readonly double[] _upTo;

    private Corpus(IEnumerable<Seed> seeds)
    {
        _seeds.AddRange(seeds);
        _upTo = new double[_seeds.Count];
        double sum = 0;
        for (int i = 0; i < _seeds.Count; i++)
        {
            sum += 1.0 / Math.Max(1000, _seeds[i].Bytes.Length);
            _upTo[i] = sum;
        }
    }

    public IReadOnlyList<Seed> Seeds => _seeds;

    /// <summary>Reads every trace under a folder.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="versions">"v1", "v2", or all.</param>
    public static Corpus Read(string folder, string versions) => new(
        Directory.EnumerateFiles(folder, "*.trace*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new Seed(Path.GetRelativePath(folder, path), Unpacked(path)))
            .Where(seed => versions.Length == 0 || versions == (IsV2(seed.Bytes) ? "v2" : "v1")));

    /// <summary>One of the traces; of every size the same number of bytes in the long run.</summary>
    public Seed Pick(Random random)
    {
        int index = Array.BinarySearch(_upTo, random.NextDouble() * _upTo[^1]);
        return _seeds[index < 0 ? Math.Min(~index, _seeds.Count - 1) : index];
    }

    public static bool IsV2(ReadOnlySpan<byte> bytes) => bytes.StartsWith("go 1.2"u8) && bytes[6] >= (byte)'2';

    public static byte[] Unpacked(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes is not [0x1f, 0x8b, ..])
        {
            return bytes;
        }

        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}

/// <summary>A trace as it was recorded.</summary>
internal sealed record Seed(string Name, byte[] Bytes);
