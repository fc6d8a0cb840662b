using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Tests.Wire;

public sealed class BatchHeaderTests
{
    private static readonly byte[] Padded = Convert.FromHexString("0105ffffffffffffffffff01e4018a808080808080808000");

    [Fact]
    public void Is_read_with_padded_numbers()
    {
        BatchHeader.TryRead(Padded, out BatchHeader header).Should().Be(ReadStatus.Done);

        header.Generation.Should().Be(5);
        header.Thread.Should().Be(TraceEvent.NoId);
        header.Time.Should().Be(228);
        header.PayloadLength.Should().Be(10);
        header.Length.Should().Be(Padded.Length);
        header.Experiment.Should().Be(0);
        header.IsEndOfGeneration.Should().BeFalse();
    }

    [Fact]
    public void Needs_all_of_its_bytes()
    {
        for (int length = 0; length < Padded.Length; length++)
        {
            BatchHeader.TryRead(Padded.AsSpan(0, length), out _).Should().Be(ReadStatus.NeedMore);
        }
    }

    [Fact]
    public void Knows_experiments()
    {
        BatchHeader.TryRead([49, 1, 2, 3, 4, 5], out BatchHeader header).Should().Be(ReadStatus.Done);

        header.Experiment.Should().Be(1);
        (header.Generation, header.Thread, header.Time, header.PayloadLength).Should().Be((2UL, 3L, 4UL, 5));
    }

    [Fact]
    public void Is_a_single_byte_at_the_end_of_a_generation()
    {
        BatchHeader.TryRead([52], out BatchHeader header).Should().Be(ReadStatus.Done);

        header.IsEndOfGeneration.Should().BeTrue();
        header.Length.Should().Be(1);
    }

    [Theory]
    [InlineData("00", 0)]
    [InlineData("0201010101", 0)]
    [InlineData("01ffffffffffffffffff02", 1)]
    [InlineData("010101648180 04", 7)]
    public void Is_refused_where_it_is_broken(string hex, int at)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        BatchHeader.TryRead(bytes, out BatchHeader header).Should().Be(ReadStatus.Malformed);

        header.Fault.Should().NotBeNullOrEmpty();
        header.Length.Should().Be(at);
    }

    [Fact]
    public void May_announce_64_KiB() =>
        BatchHeader.TryRead([1, 1, 1, 1, 0x80, 0x80, 4], out _).Should().Be(ReadStatus.Done);
}
