using System.IO.Compression;
using System.Text;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Text;

/// <summary>The judge: every bundled trace, as Go's own tool prints it.</summary>
public sealed class GoldenTextTests
{
    public static TheoryData<string, string> Texts => [.. TestTraces.Texts.Select(t => (t.Trace, t.Form))];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Prints_what_Go_prints(string trace, string form)
    {
        ExpectedText expected = TestTraces.Texts.Single(t => t.Trace == trace && t.Form == form);
        using var output = new HashingStream();

        TraceTextResult result = form == "wire"
            ? await TraceText.WriteWireAsync(TestTraces.PathOf(trace), output, TestContext.Current.CancellationToken)
            : await Support.Texts.WriteAsync(form, TraceReader.Open(TestTraces.PathOf(trace)), output);

        output.Lines.Should().Be(expected.Lines);
        output.Sha256().Should().Be(expected.Sha256);
        result.FurtherEventCount.Should().Be(0);
        if (form == "parsed")
        {
            result.Stop.Should().BeNull();
        }
    }

    public static TheoryData<string> WholeTexts =>
        [.. Directory.GetFiles(Path.Combine(TestTraces.Root, "expected/texts")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    // Tells no more than the hashes do, but shows where the texts part.
    [Theory]
    [MemberData(nameof(WholeTexts))]
    public async Task Prints_line_by_line_what_Go_prints(string name)
    {
        string[] parts = name.Split('-', 2); // go1.22-empty.trace.parsed.gz
        string form = parts[1].EndsWith(".wire.gz", StringComparison.Ordinal) ? "wire" : "parsed";
        byte[] trace = TestTraces.Read($"traces/{parts[0]}/{parts[1].Replace($".{form}.gz", "", StringComparison.Ordinal)}");

        string text = form == "wire" ? await Support.Texts.WireAsync(trace) : (await Support.Texts.ParsedAsync(trace)).Text;

        text.Split('\n').Should().Equal(Whole(name).Split('\n'));
    }

    internal static string Whole(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(TestTraces.Root, "expected/texts", name));
        using var plain = new StreamReader(new GZipStream(file, CompressionMode.Decompress), Encoding.UTF8);
        return plain.ReadToEnd();
    }
}
