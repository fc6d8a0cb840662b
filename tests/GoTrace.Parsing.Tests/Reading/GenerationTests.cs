using System.Text;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Reading;

public sealed class GenerationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Its place in the file, end to end, and its number; the flight recorder begins anywhere.
    [Theory]
    [InlineData("traces/go1.22/generations.trace.gz", 22)]
    [InlineData("traces/go1.24/generations.trace.gz", 23)]
    [InlineData("traces/go1.25/flightrecorder-2.trace.gz", 25)]
    [InlineData("traces/go1.27/flightrecorder-beside.trace.gz", 26)]
    public async Task Generations_lie_end_to_end(string trace, int header)
    {
        byte[] bytes = TestTraces.Read(trace);
        await using TraceReader reader = TraceReader.Create(new MemoryStream(bytes));
        long offset = TraceHeader.Length;
        long number = 0;
        while (await reader.ReadGenerationAsync(Cancellation) is { } generation)
        {
            generation.Offset.Should().Be(offset);
            offset += generation.Length;
            number = number == 0 ? generation.Number : number + 1;
            generation.Number.Should().Be(number);
            generation.IsPartial.Should().BeFalse();
            generation.FollowsGap.Should().BeFalse();
            (generation.ClockSnapshot is not null).Should().Be(header >= 25);
        }

        offset.Should().Be(bytes.Length);
        reader.Header.Minor.Should().Be(header);
        reader.Damage.Should().BeEmpty();
        number.Should().BeGreaterThan(1);
    }

    [Fact]
    public async Task Clocks_agree_with_Go()
    {
        byte[] trace = TraceAssembler.Assemble(
            """
            go 1.25
            batch 7 none 100
              Sync
              ClockSnapshot 7 999 951782399 120000099
              Frequency 500000000
            """);
        await using TraceReader reader = TraceReader.Create(trace.AsMemory());
        TraceGeneration generation = (await reader.ReadGenerationAsync(Cancellation))!;

        generation.ClockSnapshot.Should().Be(new ClockSnapshot(214, 999, 951782399, 120000099));
        generation.ClockSnapshot!.Value.Wall.Should().Be(
            new DateTimeOffset(2000, 2, 28, 23, 59, 59, TimeSpan.Zero).AddTicks(1200000));
    }

    [Theory]
    [InlineData(ulong.MaxValue, 5UL)]
    [InlineData(1UL << 62, 0UL)]
    [InlineData(0UL, ulong.MaxValue)]
    public void Wall_clocks_beyond_all_calendars_are_clamped(ulong seconds, ulong nanoseconds)
    {
        DateTimeOffset wall = new ClockSnapshot(0, 0, (long)seconds, (long)nanoseconds).Wall;

        wall.Offset.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public async Task Experimental_data_comes_as_it_was_written()
    {
        byte[] trace = TraceAssembler.Assemble(
            """
            go 1.26
            clock 1 100
            experiment 1 1 10 100
              bytes 00 01 02 03
            experiment 9 1 none 100
            end
            """);
        await using TraceReader reader = TraceReader.Create(trace.AsMemory());
        TraceGeneration generation = (await reader.ReadGenerationAsync(Cancellation))!;

        generation.ExperimentalBatchCount.Should().Be(2);
        generation.GetExperimentalBatch(0).Experiment.Should().Be(1);
        generation.GetExperimentalBatch(0).Thread.Should().Be(10);
        generation.GetExperimentalBatch(0).Data.ToArray().Should().Equal(0, 1, 2, 3);
        generation.GetExperimentalBatch(1).Experiment.Should().Be(9);
        generation.GetExperimentalBatch(1).Thread.Should().Be(TraceEvent.NoId);
        generation.GetExperimentalBatch(1).Data.IsEmpty.Should().BeTrue();
        Action beyond = () => _ = generation.GetExperimentalBatch(2).Thread;
        beyond.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Strings_and_stacks_are_resolved()
    {
        byte[] trace = TraceAssembler.Assemble(
            """
            go 1.26
            clock 1 100
            batch 1 10 100
              ProcStatus 1 0 1
              GoStatus 1 1 10 2
              GoBlock 1 3 4
            batch 1 none 100
              Stacks
              Stack 4 | 0x10 1 2 33 | 0x20 2 1 44
            batch 1 none 100
              Strings
              String 1 "main.wörk"
              String 2 "/src/main.go"
              String 3 "half \xc3"
            end
            """);
        await using TraceReader reader = TraceReader.Create(trace.AsMemory());
        TraceGeneration generation = (await reader.ReadGenerationAsync(Cancellation))!;
        TraceEvent block = default;
        foreach (ref readonly TraceEvent e in generation)
        {
            block = e;
        }

        generation.GetString(block.Text).Should().Be("half \uFFFD");
        generation.GetUtf8(block.Text).ToArray().Should().Equal([.. "half "u8, 0xc3]);
        StackTrace stack = generation.Stack(block.Stack);
        stack.Count.Should().Be(2);
        stack.IsEmpty.Should().BeFalse();
        stack[0].ToString().Should().Be("main.wörk /src/main.go:33");
        stack[1].ProgramCounter.Should().Be(0x20);
        stack[1].Line.Should().Be(44);
        Encoding.UTF8.GetString(stack[1].FunctionUtf8).Should().Be("/src/main.go");
        generation.GetString(stack[1].FileId).Should().Be("main.wörk");
        generation.Stack(StackId.None).IsEmpty.Should().BeTrue();
        generation.GetString(StringId.Empty).Should().BeEmpty();
        block.Stack.Index.Should().BeLessThan(generation.StackCount);
        block.Text.Index.Should().BeLessThan(generation.StringCount);
    }
}
