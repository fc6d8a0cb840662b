using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>
/// The judge: every bundled trace of Go 1.15, 1.19 and 1.21, as Go 1.27 prints it. Where events have
/// the same time Go leaves their order to chance; all else has to be the same.
/// </summary>
public sealed partial class ExpectedTextTests
{
    private static readonly string Folder = Path.Combine(TestTraces.Root, "expected/legacy");

    public static TheoryData<string> Traces =>
        [.. Directory.GetFiles(Folder, "*.parsed.gz").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string, string> Hashes =>
        [.. File.ReadLines(Path.Combine(Folder, "ours.txt")).Select(l => l.Split(' ')).Select(f => (f[0], f[1]))];

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Prints_what_Go_prints_up_to_the_order_of_equal_times(string name)
    {
        byte[] trace = TestTraces.Read(TraceOf(name));
        List<(long Time, string Body)> expected = Events(await Text(name));

        (string text, TraceTextResult result) = await Texts.ParsedAsync(trace);
        List<(long Time, string Body)> actual = Events(text);

        result.Stop.Should().BeNull();
        actual.Select(e => e.Time).Should().Equal(expected.Select(e => e.Time));
        long[] recorded = [.. (await LegacyEvents.ReadAsync(trace)).Select(e => e.Time)];
        foreach ((int from, int to) in Ties(recorded))
        {
            Bodies(actual, from, to).Should().Equal(Bodies(expected, from, to), "of events {0} to {1}", from, to);
        }

        foreach (string processor in Processors(expected))
        {
            OnProcessor(actual, processor).Should().Equal(OnProcessor(expected, processor), "of {0}", processor);
        }
    }

    // Go's order of equal times comes and goes; ours is fixed, and these texts were found to be Go's but for that.
    [Theory]
    [MemberData(nameof(Hashes))]
    public async Task Prints_the_same_each_time(string trace, string sha256)
    {
        using var output = new HashingStream();

        await Texts.WriteAsync("parsed", TraceReader.Open(TestTraces.PathOf(trace)), output);

        output.Sha256().Should().Be(sha256);
    }

    [Theory]
    [InlineData("traces/go1.15/cgo-callbacks.trace")]
    [InlineData("traces/go1.19/cgo-callbacks.trace")]
    [InlineData("traces/go1.21/cgo-callbacks.trace")]
    public async Task Prints_nothing_of_what_Go_refuses_and_says_so(string trace)
    {
        TraceReader reader = TraceReader.Open(TestTraces.PathOf(trace));

        (string text, TraceTextResult result) = await Texts.ParsedAsync(reader);

        text.Should().BeEmpty();
        result.Stop!.Code.Should().Be(TraceFormatError.NoOrder);
        result.FurtherEventCount.Should().BeGreaterThan(200);
    }

    private static string TraceOf(string name)
    {
        string[] parts = name.Replace(".parsed.gz", "", StringComparison.Ordinal).Split('-', 2);
        string plain = $"traces/{parts[0]}/{parts[1]}";
        return File.Exists(TestTraces.PathOf(plain)) ? plain : plain + ".gz";
    }

    private static async Task<string> Text(string name)
    {
        await using FileStream file = File.OpenRead(Path.Combine(Folder, name));
        using var plain = new StreamReader(new GZipStream(file, CompressionMode.Decompress), Encoding.UTF8);
        return await plain.ReadToEndAsync();
    }

    private static List<(long Time, string Body)> Events(string text)
    {
        List<(long, string)> events = [];
        foreach (string e in NewEvent().Split(text))
        {
            if (e.Length > 0)
            {
                Match time = Time().Match(e);
                events.Add((long.Parse(time.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), e.Remove(time.Index, time.Length).TrimEnd('\n')));
            }
        }

        return events;
    }

    // Runs of events of equal time; a made-up end of a syscall is 1 ns later, and may stand among them.
    private static IEnumerable<(int From, int To)> Ties(long[] times)
    {
        int from = 0;
        long latest = long.MinValue;
        for (int i = 0; i <= times.Length; i++)
        {
            if (i == times.Length || times[i] > latest + 1)
            {
                yield return (from, i);
                from = i;
            }

            latest = i < times.Length ? Math.Max(latest, times[i]) : latest;
        }
    }

    private static string[] Bodies(List<(long Time, string Body)> events, int from, int to) =>
        [.. events[from..to].Select(e => e.Body).Order(StringComparer.Ordinal)];

    private static string[] Processors(List<(long Time, string Body)> events) =>
        [.. events.Select(e => e.Body.Split(' ')[1]).Distinct().Where(p => p.Length < 6 && p != "P=-1")];

    private static string[] OnProcessor(List<(long Time, string Body)> events, string processor) =>
        [.. events.Where(e => e.Body.Split(' ')[1] == processor).Select(e => e.Body)];

    [GeneratedRegex("^(?=M=)", RegexOptions.Multiline)]
    private static partial Regex NewEvent();

    [GeneratedRegex(" Time=(-?[0-9]+)")]
    private static partial Regex Time();
}
