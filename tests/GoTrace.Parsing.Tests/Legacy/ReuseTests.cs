using System.Text;
using GoTrace.Parsing.Legacy;
using GoTrace.Parsing.Reading;

namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>What makes the events is used again for other traces, whatever stopped it before.</summary>
public sealed class ReuseTests
{
    [Fact]
    public async Task A_pass_that_was_stopped_leaves_nothing_behind()
    {
        GenerationData data = await LoadAsync(Wakeups());
        var used = new LegacySource();
        used.Reset(TraceReaderOptions.Default);
        Action stopped = () => used.Begin(data, new CancellationToken(canceled: true));
        stopped.Should().Throw<OperationCanceledException>();
        var fresh = new LegacySource();
        fresh.Reset(TraceReaderOptions.Default);
        used.Reset(TraceReaderOptions.Default);

        fresh.Begin(data, TestContext.Current.CancellationToken);
        Task again = Task.Run(() => used.Begin(data, CancellationToken.None), TestContext.Current.CancellationToken);

        await again.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Events(used).Should().Equal(Events(fresh));
    }

    private static List<string> Events(LegacySource source)
    {
        List<string> events = [];
        var room = new TraceEvent[128];
        int n;
        while ((n = source.Fill(room)) > 0)
        {
            events.AddRange(LegacyEvents.DescribeTimed(room[..n]));
        }

        return events;
    }

    private static async Task<GenerationData> LoadAsync(byte[] trace)
    {
        var data = new GenerationData();
        var source = new MemorySource(trace);
        await new LegacyLoader(source, new TraceHeader(8), TraceReaderOptions.Default).LoadAsync(data, TestContext.Current.CancellationToken);
        return data;
    }

    // A goroutine is woken again and again, and each time finds that another was faster.
    private static byte[] Wakeups()
    {
        var text = new StringBuilder(
            """
            go 1.8
            batch 0 1000
              GoCreate 1000 1 0 0
              GoCreate 1001 2 0 0
              ProcStart 1003 7
              GoStartLocal 1004 1
              Gomaxprocs 1005 1 0
              GoBlockSync 1010 0

            """);
        int ticks = 1020;
        for (int i = 0; i < 100; i++)
        {
            text.AppendLine(
                $"""
                GoStartLocal {ticks++} 2
                GoUnblockLocal {ticks++} 1 0
                GoSched {ticks++} 0
                GoStartLocal {ticks++} 1
                GoPreempt {ticks++} 0
                GoStartLocal {ticks++} 1
                FutileWakeup {ticks++}
                GoBlockSync {ticks++} 0
                """);
        }

        return LegacyAssembler.Assemble(text + "Frequency 1000000000");
    }
}
