using GoTrace.Parsing;

namespace GoTrace.Throughput;

/// <summary>The trace: all of it in memory, or read from its file again for each pass.</summary>
internal sealed class Input(string path, bool fromFile)
{
    private readonly byte[] _bytes = fromFile ? [] : File.ReadAllBytes(path);

    public long Length { get; } = new FileInfo(path).Length;

    public TraceReader Open() => fromFile ? TraceReader.Open(path) : TraceReader.Create(_bytes);
}
