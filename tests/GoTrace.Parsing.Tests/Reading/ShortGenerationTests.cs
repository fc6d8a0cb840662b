using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Reading;

/// <summary>A file of many short generations is asked for each byte about once, however short they are.</summary>
public sealed class ShortGenerationTests
{
    [Theory]
    [InlineData(20_000, 1)]
    [InlineData(5_000, 40)]
    [InlineData(100, 2_000)]
    public async Task A_file_of_them_is_read_about_once(int generations, int loops)
    {
        byte[] trace = LongTrace.Make(generations, loops);
        await using var source = new CountingFile(trace);
        await source.ReadAsync(new byte[TraceHeader.Length], TestContext.Current.CancellationToken);
        var loader = new GenerationLoader(source, new TraceHeader(22), TraceReaderOptions.Default);
        var data = new GenerationData();
        int given = 0;
        long bytes = TraceHeader.Length;
        while (await loader.LoadAsync(data, TestContext.Current.CancellationToken))
        {
            data.Partial.Should().BeNull();
            bytes += data.Length;
            given++;
        }

        loader.GiveBack();
        bytes.Should().Be(trace.Length);
        given.Should().Be(generations);
        source.Given.Should().BeLessThan(3L * trace.Length);
    }

    private sealed class CountingFile(byte[] bytes) : ByteSource
    {
        private int _position;

        public long Given { get; private set; }

        public override bool IsFile => true;

        public override ValueTask<long> RemainingAsync(CancellationToken cancellationToken) => new(bytes.Length - _position);

        public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
        {
            int n = Math.Min(destination.Length, bytes.Length - _position);
            bytes.AsMemory(_position, n).CopyTo(destination);
            _position += n;
            Given += n;
            return new ValueTask<int>(n);
        }

        public override void Seek(long position) => _position = (int)position;

        public override int ReadAt(Span<byte> destination, long position)
        {
            bytes.AsSpan((int)position, destination.Length).CopyTo(destination);
            return destination.Length;
        }

        public override ValueTask DisposeAsync() => default;
    }
}
