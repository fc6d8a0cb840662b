using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>The same trace from memory, a stream, a pipe or gzip, in pieces of any length.</summary>
public sealed class SourceTests
{
    public static TheoryData<string> Traces =>
    [
        "traces/go1.15/syscalls.trace",
        "traces/go1.19/cpuprofile.trace",
        "traces/go1.21/annotations.trace",
        "traces/go1.21/cgo-callbacks.trace",
    ];

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Is_the_same_from_anywhere(string trace)
    {
        byte[] bytes = TestTraces.Read(trace);
        string[] expected = Describe(await LegacyEvents.ReadAsync(bytes));

        await AssertSameAsync(TraceReader.Open(TestTraces.PathOf(trace)), expected);
        await AssertSameAsync(TraceReader.Create(new MemoryStream(bytes)), expected);
        await AssertSameAsync(TraceReader.Create(new MemoryStream(TestTraces.Zip(bytes))), expected);
        await AssertSameAsync(TraceReader.Create(TestTraces.Zip(bytes).AsMemory()), expected);
        await AssertSameAsync(TraceReader.Create(new FragmentedStream(bytes, () => 1)), expected);
        await AssertSameAsync(TraceReader.Create(new FragmentedPipeReader(bytes, () => 1)), expected);
        var random = new Random(1);
        await AssertSameAsync(TraceReader.Create(new FragmentedPipeReader(bytes, () => random.Next(1, 5000))), expected);
    }

    // Nothing may be read behind the end of the caller's memory, and nothing need be there.
    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Reads_nothing_behind_the_end_of_memory(string trace)
    {
        byte[] bytes = TestTraces.Read(trace);
        string[] expected = Describe(await LegacyEvents.ReadAsync(bytes));
        byte[] amid = new byte[bytes.Length + 200];
        Array.Fill(amid, (byte)0xff);
        bytes.CopyTo(amid, 100);

        await AssertSameAsync(TraceReader.Create(amid.AsMemory(100, bytes.Length)), expected);
    }

    // The last bytes are read from a copy with room behind it: events end anywhere in it.
    [Fact]
    public async Task The_end_of_a_trace_may_be_events()
    {
        for (int events = 1; events < 120; events++)
        {
            string lines = string.Join("\n", Enumerable.Range(1, events).Select(i => i % 3 == 0 ? $"UserLog {1010 + i} 1 1 0 \"message {i}\"" : $"HeapAlloc {1010 + i} {i * 1000}"));
            byte[] trace = LegacyAssembler.Assemble(
                $"go 1.21\nFrequency 1000000000\nString 1 \"key\"\nbatch 0 1000\nProcStart 1000 1\nGomaxprocs 1001 4 0\n{lines}");

            List<string> told = [];
            await using TraceReader reader = TraceReader.Create(trace.AsMemory(), new TraceReaderOptions { Strict = true });
            TraceGeneration generation = (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken))!;
            foreach (ref readonly TraceEvent e in generation)
            {
                if (e.Kind is EventKind.Metric or EventKind.Log)
                {
                    told.Add($"{e.Time} {e.Value} {generation.GetString(e.Message)}");
                }
            }

            told.Should().Equal(Enumerable.Range(1, events).Select(i => i % 3 == 0 ? $"{10 + i} 0 message {i}" : $"{10 + i} {i * 1000} "));
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Can_be_read_in_portions_of_any_size(string trace)
    {
        byte[] bytes = TestTraces.Read(trace);
        string[] expected = Describe(await LegacyEvents.ReadAsync(bytes));
        for (int room = 4; room < 9; room++)
        {
            await using TraceReader reader = TraceReader.Create(bytes.AsMemory());
            TraceGeneration generation = (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken))!;
            List<TraceEvent> events = [];
            var portion = new TraceEvent[room];
            while (generation.Read(portion) is > 0 and var n)
            {
                events.AddRange(portion.AsSpan(0, n));
            }

            Describe(events).Should().Equal(expected[..^1], "of portions of {0}", room);
        }
    }

    [Fact]
    public async Task Events_that_come_length_first_are_read_like_others()
    {
        const string Events =
            """
            go 1.21
            batch 0 1000
              long GoCreate 1000 1 0 0
              long ProcStart 1003 7
              long GoStartLocal 1004 1
              long Gomaxprocs 1005 4 0
              long HeapAlloc 1010 7
              long UserTaskCreate 1011 1 0 1 0
              long UserLog 1012 1 1 0 "a message"
              long GoSysCall 1013 0
              long GoSysBlock 1014
              long GoSysExit 1015 1 2 0
              Frequency 1000000000
              String 1 "text"
            """;
        List<TraceEvent> events = await LegacyEvents.ReadAsync(LegacyAssembler.Assemble(Events), new TraceReaderOptions { Strict = true });
        List<TraceEvent> plain = await LegacyEvents.ReadAsync(LegacyAssembler.Assemble(Events.Replace("long ", "", StringComparison.Ordinal)));

        LegacyEvents.DescribeTimed(events).Should().Equal(LegacyEvents.DescribeTimed(plain));
        events.Should().HaveCount(9);
    }

    [Fact]
    public async Task Limits_end_a_trace_where_they_are_reached()
    {
        byte[] bytes = TestTraces.Read("traces/go1.21/http.trace.gz");
        TraceReaderOptions[] limits =
        [
            new() { MaxGenerationBytes = 5000 },
            new() { MaxProcessors = 1 },
            new() { MaxStrings = 20 },
            new() { MaxStacks = 20 },
            new() { MaxFrames = 20 },
            new() { MaxGoroutines = 10 },
        ];
        foreach (TraceReaderOptions options in limits)
        {
            await using TraceReader reader = TraceReader.Create(bytes.AsMemory(), options);
            await using TraceReader ofStream = TraceReader.Create(new MemoryStream(bytes), options);

            List<TraceEvent> events = await LegacyEvents.ReadAsync(reader);

            reader.Damage.Should().Contain(d => d.Error.Code == TraceFormatError.LimitExceeded && d.Kind == TraceDamageKind.LeftOut, options.ToString());
            events.Should().HaveCountGreaterThan(5, options.ToString());
            Describe(await LegacyEvents.ReadAsync(ofStream)).Should().Equal(Describe(events), options.ToString());
            ofStream.Damage.Select(d => d.LostBytes).Should().Equal(reader.Damage.Select(d => d.LostBytes), options.ToString());
        }
    }

    private static string[] Describe(IEnumerable<TraceEvent> events) =>
        [.. events.Select(e => $"{e.Time} {e.GoTime} {LegacyEvents.Describe(in e)} {e.Stack} {e.TransitionStack} {e.Value} {e.Value2} {e.GoroutineIndex} {e.ResourceIndex}")];

    private static async Task AssertSameAsync(TraceReader reader, string[] expected)
    {
        await using (reader)
        {
            Describe(await LegacyEvents.ReadAsync(reader)).Should().Equal(expected);
        }
    }
}
