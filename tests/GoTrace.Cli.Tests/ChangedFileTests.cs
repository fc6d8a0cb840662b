using System.Text;
using System.Text.Json;
using GoTrace.Analysis;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;
using GoTrace.Cli.Tests.Support;
using GoTrace.Soak;

namespace GoTrace.Cli.Tests;

/// <summary>What a user sees of a file that is cut short or overwritten while it is read: one sentence, and no figure.</summary>
public sealed class ChangedFileTests : IDisposable
{
    private const string CutShort = "the file was cut short while it was read (read it again when nothing writes to it), at byte ";
    private const string Overwritten = "the file was overwritten while it was read (read it again when nothing writes to it)";

    private readonly TempFolder _folder = new();
    private long _length; // before it is cut

    public void Dispose() => _folder.Dispose();

    // Its first text is written when a part of the first generation was read, and of no other more than is read ahead.
    [Theory]
    [InlineData("parsed", true)]
    [InlineData("parsed", false)]
    [InlineData("wire", true)]
    [InlineData("json", true)]
    [InlineData("json", false)]
    public async Task Events_end_with_a_sentence(string format, bool isCut)
    {
        string file = Long();
        using var output = new ActingStream(() => Change(file, isCut));

        CliResult result = await Tool.RunAsync(new Tool.Setting { Output = output }, "events", "--format", format, file);

        result.ExitCode.Should().Be(2, result.Error);
        ShouldTell(result.Error, format == "json", file, isCut);
        string text = Encoding.UTF8.GetString(output.ToArray());
        text.Should().EndWith("\n", "what is written is whole lines");
        if (format == "json")
        {
            text.TrimEnd('\n').Split('\n').Should().OnlyContain(l => JsonElement.Parse(l).ValueKind == JsonValueKind.Object);
        }
    }

    [Theory]
    [InlineData(1, true, false)]
    [InlineData(2, true, true)]
    [InlineData(1, false, true)]
    [InlineData(2, false, false)]
    public async Task There_are_no_figures_but_a_sentence(int parallelism, bool isCut, bool asJson)
    {
        string file = Long();
        using var error = new StringWriter { NewLine = "\n" };
        using var terminal = new Terminal(Stream.Null, TextWriter.Synchronized(error), () => Stream.Null);
        var options = new AnalysisOptions { Parallelism = parallelism, Collectors = [new ActingCollector(() => Change(file, isCut))] };

        (TraceAnalysis? analysis, CommandFailure? failure) =
            (await new Analyses(terminal, options).RunAsync([file], TestContext.Current.CancellationToken))[0];

        analysis.Should().BeNull();
        failure!.ExitCode.Should().Be(2);
        Failures.Write(failure, terminal, asJson);
        ShouldTell(error.ToString(), asJson, file, isCut);
    }

    private void ShouldTell(string error, bool asJson, string file, bool isCut)
    {
        string message = isCut ? CutShort : Overwritten;
        error.Should().EndWith("\n").And.NotMatch("*\n*\n*").And.NotContain("   at ").And.NotContain("Exception");
        if (asJson)
        {
            JsonElement told = JsonElement.Parse(error);
            told.GetProperty("code").GetString().Should().Be("changed");
            told.GetProperty("message").GetString().Should().StartWith(message);
            told.GetProperty("file").GetString().Should().Be(file);
            told.GetProperty("offset").GetInt64().Should().BeInRange(0, _length);
        }
        else
        {
            error.Should().StartWith($"gotrace: {file}: {message}");
        }
    }

    // So long that its events stay in the file.
    private string Long()
    {
        using var bytes = new MemoryStream();
        using var trace = new SteadyTrace(generations: 5, loops: 8_000);
        trace.CopyTo(bytes);
        _length = bytes.Length;
        _length.Should().BeGreaterThan(3 << 20);
        return _folder.Add("app.trace", bytes.ToArray());
    }

    private static void Change(string path, bool isCut)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (isCut)
        {
            file.SetLength(file.Length / 5);
        }
        else
        {
            file.Write(TestData.Read("traces/go1.25/generations.trace.gz"));
        }
    }

    /// <summary>Does something at the first write.</summary>
    private sealed class ActingStream(Action act) : MemoryStream
    {
        private bool _hasActed;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (!_hasActed)
            {
                _hasActed = true;
                act();
            }

            base.Write(buffer);
        }
    }

    /// <summary>Does something at the first generation's 1,000th event.</summary>
    private sealed class ActingCollector(Action act) : TraceCollector
    {
        private int _events;

        public override CollectorInterests Interests => CollectorInterests.Events;

        public override void OnEvent(ref readonly GoTrace.Parsing.TraceEvent traceEvent, AnalysisContext context)
        {
            if (++_events == 1_000)
            {
                act();
            }
        }
    }
}
