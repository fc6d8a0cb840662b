using System.Globalization;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Text;

/// <summary>Traces cut off at every byte: the text ends where Go's ends, and nothing worse happens.</summary>
public sealed class CutTests
{
    public static TheoryData<string, int, int, long, string> Cuts =>
    [
        .. File.ReadLines(Path.Combine(TestTraces.Root, "expected/cuts.txt"))
            .Select(line => line.Split(' '))
            .Select(f => (
                f[0],
                int.Parse(f[1], CultureInfo.InvariantCulture),
                int.Parse(f[2], CultureInfo.InvariantCulture),
                long.Parse(f[3], CultureInfo.InvariantCulture),
                f[4])),
    ];

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Print_what_Go_prints_of_them(string trace, int from, int to, long lines, string sha256)
    {
        byte[] whole = TestTraces.Read(trace);
        for (int length = from; length <= to; length++)
        {
            using var output = new HashingStream();
            TraceReader reader = TraceReader.Create(whole.AsMemory(0, length));
            if (length < TraceHeader.Length)
            {
                Func<Task> act = () => Support.Texts.WriteAsync("parsed", reader, output);
                await act.Should().ThrowAsync<TraceFormatException>();
            }
            else
            {
                TraceTextResult result = await Support.Texts.WriteAsync("parsed", reader, output);
                (result.EventCount + result.FurtherEventCount).Should().BeGreaterThanOrEqualTo(1);
            }

            output.Lines.Should().Be(lines, "of {0} bytes", length);
            output.Sha256().Should().Be(sha256, "of {0} bytes", length);
        }
    }
}
