using System.Runtime.CompilerServices;
using GoTrace.Parsing.Legacy;
using GoTrace.Parsing.Ordering;
using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Tables;
using GoTrace.Parsing.Tests.Legacy;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Reading;

/// <summary>What is kept for the next trace is known by its size, and names nothing of the trace before.</summary>
public sealed class KeptRoomTests
{
    [Fact]
    public void Room_for_threads_counts()
    {
        const int Threads = 50_000;
        var data = new GenerationData();
        for (int i = 0; i < Threads; i++)
        {
            data.ThreadIndexes.Add((ulong)i, i);
        }

        data.RoomBytes.Should().BeGreaterThan(12 * Threads);
    }

    [Fact]
    public async Task Room_for_returns_from_syscalls_counts_though_the_trace_lies_in_memory()
    {
        const int Exits = 20_000;
        List<byte> trace = [.. LegacyAssembler.Assemble("go 1.19\nbatch 0 1000\nFrequency 1000000000")];
        for (int i = 0; i < Exits; i++)
        {
            trace.AddRange([0xc0 | 29, 4, 1, 1, 1, 1]); // GoSysExit: length, time, goroutine, number, its own time
        }

        GenerationData data = await LoadLegacyAsync([.. trace], 19);

        data.Faults.Should().BeEmpty();
        data.RoomBytes.Should().BeGreaterThan(12 * Exits);
    }

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(1_100_000, true)]
    public async Task What_had_a_million_goroutines_is_not_kept(int goroutines, bool isOversized)
    {
        List<byte> trace = [.. LegacyAssembler.Assemble("go 1.19\nFrequency 1000000000\nbatch 0 1000\nProcStart 1000 7\nGomaxprocs 1005 4 0")];
        for (int i = 1; i <= goroutines; i++)
        {
            trace.AddRange([0xc0 | 13, 6, 1, (byte)(i | 0x80), (byte)((i >> 7) | 0x80), (byte)(i >> 14), 0, 0]); // GoCreate
        }

        var source = new LegacySource();
        source.Reset(TraceReaderOptions.Default);
        source.Begin(await LoadLegacyAsync([.. trace], 19), TestContext.Current.CancellationToken);
        var room = new TraceEvent[1024];
        int events = 0;
        for (int n; (n = source.Fill(room)) > 0; events += n)
        {
        }

        source.Forget();
        source.LetGo();
        events.Should().BeGreaterThan(goroutines);
        source.IsOversized.Should().Be(isOversized);
    }

    [Fact]
    public void Room_for_names_counts_when_they_are_forgotten()
    {
        const int Names = 2_000;
        byte[] bytes = new byte[1000 * (Names + 1)];
        new Random(5).NextBytes(bytes);
        var tables = new GenerationTables { Bytes = bytes };
        for (int i = 1; i <= Names; i++)
        {
            tables.Strings.AddRaw((ulong)i, 1000 * i, 1000);
        }

        tables.Strings.Complete(lenient: false, out _).Should().BeTrue();
        var annotations = new Annotations();
        annotations.BeginGeneration(tables);
        for (int i = 1; i <= Names; i++)
        {
            annotations.TryBeginTask((ulong)i, 0, i).Should().BeTrue();
        }

        annotations.Clear();

        annotations.Capacity.Should().BeGreaterThan(bytes.Length / 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_last_generation_is_let_go_of(bool isLegacy)
    {
        EventSource source = isLegacy ? new LegacySource() : new Orderer();
        WeakReference tables = Use(source);

        GC.Collect();

        tables.IsAlive.Should().BeFalse();
        GC.KeepAlive(source);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Use(EventSource source)
    {
        byte[] trace = TestTraces.Read(source is LegacySource ? "traces/go1.21/http.trace.gz" : "traces/go1.22/gcpressure.trace.gz");
        var memory = new MemorySource(trace);
        var data = new GenerationData();
        IGenerationLoader loader = source is LegacySource
            ? new LegacyLoader(memory, new TraceHeader(21), TraceReaderOptions.Default)
            : new GenerationLoader(memory, new TraceHeader(22), TraceReaderOptions.Default);
        loader.LoadAsync(data, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult().Should().BeTrue();
        source.Reset(TraceReaderOptions.Default);
        source.Begin(data, TestContext.Current.CancellationToken);
        var room = new TraceEvent[1024];
        while (source.Fill(room) > 0)
        {
        }

        source.LetGo();
        return new WeakReference(data.Tables);
    }

    private static async Task<GenerationData> LoadLegacyAsync(byte[] trace, int minor)
    {
        var data = new GenerationData();
        var loader = new LegacyLoader(new MemorySource(trace), new TraceHeader(minor), TraceReaderOptions.Default);
        await loader.LoadAsync(data, TestContext.Current.CancellationToken);
        return data;
    }
}
