using GoTrace.Fuzz;
using GoTrace.Fuzz.Targets;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Damage;

/// <summary>Every file with which a fault was once found: testdata/damaged.</summary>
public sealed class FoundTests
{
    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(TestTraces.PathOf("damaged")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Does_no_harm_any_more(string file)
    {
        byte[] input = Corpus.Unpacked(TestTraces.PathOf("damaged/" + file));
        foreach (Target target in Target.All)
        {
            Action take = () => target.Take(input, new Random(1));
            take.Should().NotThrow("{0}", target.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Is_read_alike_byte_by_byte(string file)
    {
        byte[] input = Corpus.Unpacked(TestTraces.PathOf("damaged/" + file));
        using var whole = new GoTrace.Fuzz.Targets.Reading(TraceReader.Create(input), input.Length);
        using var bytes = new GoTrace.Fuzz.Targets.Reading(TraceReader.Create(new ByteStream(input)), input.Length);

        whole.ReadAll();
        bytes.ReadAll();

        bytes.Summary.Should().Be(whole.Summary);
    }

    [Theory]
    [InlineData("go1.19")]
    [InlineData("go1.21")]
    [InlineData("go1.27")]
    public void Figures_of_whole_traces_are_within_the_same_bounds(string release)
    {
        Target summary = Target.ByName("summary");
        foreach (Seed seed in Corpus.Read(TestTraces.PathOf("traces/" + release), "").Seeds)
        {
            Action take = () => summary.Take(seed.Bytes, new Random(1));
            take.Should().NotThrow("{0}", seed.Name);
        }
    }

    // The driver of the continuous build tries a hundred thousand; here some, so that it stays in order.
    [Fact]
    public void Mutated_traces_do_none_either()
    {
        var mutator = new GoTrace.Fuzz.Mutation.Mutator(Corpus.Read(TestTraces.PathOf("traces/go1.27"), "v2"));
        var options = new DriverOptions { Inputs = 500, Threads = 1, Time = TimeSpan.FromHours(1), InputTime = TimeSpan.FromHours(1) };
        new Driver(mutator, options).Run().Should().Be(0);
    }

    private sealed class ByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    }
}
