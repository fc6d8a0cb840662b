using System.Text;
using GoTrace.Fuzz.Cuts;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Damage;

/// <summary>What a later Go may write: read on where the format allows, with a word on what was not known.</summary>
public sealed class ForwardTests
{
    private const string Running =
        """
        clock 1 100
        batch 1 1 100
        ProcStatus 1 0 1
        GoStatus 1 1 1 2
        """;

    [Theory]
    [InlineData("traces/go1.27/goroutines.trace.gz", 27)]
    [InlineData("traces/go1.26/http.trace.gz", 99)]
    public async Task A_newer_header_is_read_like_the_newest_known(string trace, int minor)
    {
        byte[] bytes = TestTraces.Read(trace);
        Outcome known = await Outcome.ReadAsync(bytes);
        Encoding.ASCII.GetBytes($"go 1.{minor}").CopyTo(bytes, 0);
        Outcome newer = await Outcome.ReadAsync(bytes);
        newer.Events.Should().Equal(known.Events);
        newer.Damage.Should().BeEmpty();
        TraceWarning warning = newer.Warnings.Should().ContainSingle().Subject;
        warning.Code.Should().Be(TraceWarningCode.NewerVersion);
        warning.Message.Should().Contain($"1.{minor}");
    }

    [Theory]
    [InlineData("go 1.24 trace\0\0\0")]
    [InlineData("go 1.20 trace\0\0\0")]
    [InlineData("go 1.100 trace\0\0")]
    [InlineData("go 2.00 trace\0\0\0")]
    public async Task A_header_that_no_Go_writes_is_refused(string header)
    {
        Func<Task> read = () => Outcome.ReadAsync(Encoding.ASCII.GetBytes(header));
        (await read.Should().ThrowAsync<TraceFormatException>()).Which.Code
            .Should().BeOneOf(TraceFormatError.UnsupportedVersion, TraceFormatError.NotATrace);
    }

    [Fact]
    public async Task A_new_kind_of_batch_is_passed_over_in_a_newer_version()
    {
        Outcome outcome = await Read("go 1.27\n" + Running + "\nbatch 1 none 100\nbytes 35 01 02 03\nend");
        outcome.Damage.Should().BeEmpty();
        outcome.Warnings.Select(w => w.Code).Should().Equal(TraceWarningCode.NewerVersion, TraceWarningCode.UnknownBatch);
        outcome.Warnings[1].Message.Should().Contain("kind 53");
        outcome.FileEvents.Should().Be(2);
    }

    [Theory]
    [InlineData("1.26")]
    [InlineData("1.27")]
    public async Task An_event_of_a_new_type_costs_the_rest_of_its_batch(string version)
    {
        Outcome outcome = await Read($"go {version}\n{Running}\nHeapAlloc 1 5\nbytes C8 01 01 01\nbatch 1 1 300\nHeapAlloc 1 6\nend");
        TraceDamage damage = outcome.Damage.Should().ContainSingle().Subject;
        damage.Error.Code.Should().Be(TraceFormatError.BadEvent);
        damage.Error.Message.Should().Contain("type 200");
        damage.LostBytes.Should().Be(4);
        outcome.Events.Where(e => e.Kind == EventKind.Metric).Select(e => e.Value).Should().Equal(5, 6);
    }

    [Fact]
    public async Task Data_of_a_new_experiment_is_given_as_bytes()
    {
        byte[] bytes = TraceAssembler.Assemble("go 1.26\n" + Running + "\nexperiment 7 1 3 100\nbytes 0A 0B\nend");
        await using TraceReader reader = TraceReader.Create(bytes.AsMemory());
        TraceGeneration generation = (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken))!;
        generation.ExperimentalBatchCount.Should().Be(1);
        Data(generation).Should().Equal(7, 3, 10, 11);
        reader.Warnings.Should().ContainSingle().Which.Code.Should().Be(TraceWarningCode.UnknownExperiment);
        reader.Warnings[0].Message.Should().Contain("experiment 7");

        static long[] Data(TraceGeneration g)
        {
            ExperimentalBatch batch = g.GetExperimentalBatch(0);
            return [batch.Experiment, batch.Thread, .. batch.Data.ToArray().Select(b => (long)b)];
        }
    }

    [Fact]
    public async Task A_new_reason_is_a_text_like_any_other()
    {
        Outcome outcome = await Read(
            "go 1.26\n" + Running + "\nGoBlock 1 9 0\nbatch 1 none 100\nStrings\nString 9 \"waiting for the moon\"\nend".Replace("Strings\n", "bytes 04\n", StringComparison.Ordinal));
        outcome.Damage.Should().BeEmpty();
        outcome.Warnings.Should().BeEmpty();
        outcome.Generations[0].Texts.Should().Contain("waiting for the moon");
    }

    [Fact]
    public async Task Texts_that_are_not_UTF8_survive()
    {
        byte[] bytes = TraceAssembler.Assemble(
            "go 1.26\n" + Running + "\nUserLog 1 0 9 9 0\nbatch 1 none 100\nbytes 04\nString 9 \"a\\xffb\\xc3\"\nend");
        await using TraceReader reader = TraceReader.Create(bytes.AsMemory());
        TraceGeneration generation = (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken))!;
        StringId message = default;
        foreach (ref readonly TraceEvent e in generation)
        {
            message = e.Kind == EventKind.Log ? e.Message : message;
        }

        generation.GetUtf8(message).ToArray().Should().Equal((byte)'a', 0xff, (byte)'b', 0xc3);
        generation.GetString(message).Should().Be("a\uFFFDb\uFFFD");
    }

    [Fact]
    public async Task A_clock_without_a_frequency_is_assumed_to_be_the_usual_one()
    {
        byte[] whole = TestTraces.Read("traces/go1.22/contention.trace");
        PlainBatch clock = new PlainTrace(whole).Batches.Single(b => b.First == 8);
        Outcome outcome = await Outcome.ReadAsync([.. whole[..clock.Start], .. whole[clock.End..]]);
        outcome.Warnings.Should().ContainSingle().Which.Code.Should().Be(TraceWarningCode.AssumedClock);
        outcome.Damage.Should().ContainSingle().Which.Error.Code.Should().Be(TraceFormatError.BadClock);
        outcome.Events.Select(e => e.Time).Should().Equal((await Outcome.ReadAsync(whole)).Events.Select(e => e.Time));
    }

    private static Task<Outcome> Read(string description) => Outcome.ReadAsync(TraceAssembler.Assemble(description));
}
