using System.Globalization;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Reading;

/// <summary>
/// The two times of an event. What Go shows is held by the golden texts; what was recorded is counted
/// here once more from the wire form: the batch's time and each delta, in units of 64 ns.
/// </summary>
public sealed class TimeTests
{
    private const long Unit = 64;

    public static TheoryData<string> Traces =>
    [
        .. TestTraces.Texts.Where(t => t.Form == "wire" && t.Trace.StartsWith("traces/", StringComparison.Ordinal) && t.Lines < 12_000)
            .Select(t => t.Trace)
            .Where(t => !t.Contains("allocfree", StringComparison.Ordinal)), // of which the wire form of 1.23 to 1.25 is a part
    ];

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Recorded_times_are_those_of_the_file(string trace)
    {
        byte[] bytes = TestTraces.Read(trace);
        List<(string Type, long Time)> expected = Recorded(await Texts.WireAsync(bytes));
        List<(string Type, long Time)> found = [];
        long shown = 0;
        await using TraceReader reader = TraceReader.Create(bytes.AsMemory());
        while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is { } generation)
        {
            foreach (ref readonly TraceEvent e in generation)
            {
                e.GoTime.Should().Be(Math.Max(e.Time, shown + 1));
                shown = e.GoTime;
                if (e.Kind != EventKind.Sync)
                {
                    found.Add((e.Type.ToString(), e.Time));
                }
            }
        }

        RemoveThefts(found);
        found.Order().Should().Equal(expected.Order());
    }

    // A C thread that ends with a processor loses it by an event that the file does not have.
    private static void RemoveThefts(List<(string Type, long Time)> events)
    {
        for (int i = events.Count - 1; i > 0; i--)
        {
            if (events[i].Type == "GoDestroySyscall" && events[i - 1] == ("ProcSteal", events[i].Time))
            {
                events.RemoveAt(i - 1);
            }
        }
    }

    private static List<(string Type, long Time)> Recorded(string wire)
    {
        List<(string Type, long Time)> events = [];
        long time = 0;
        foreach (string line in wire.Split('\n'))
        {
            string[] words = line.Split(' ');
            if (words[0] == "EventBatch")
            {
                time = Number(words[3]) * Unit;
            }
            else if (words[0] == "CPUSample")
            {
                events.Add(("CpuSample", Number(words[1]) * Unit));
            }
            else if (words.Length > 1 && words[1].StartsWith("dt=", StringComparison.Ordinal) && words[0] != "ClockSnapshot")
            {
                time += Number(words[1]) * Unit;
                events.Add((words[0].Replace("STW", "Stw", StringComparison.Ordinal), time));
                if (words[0] is "GoSwitch" or "GoSwitchDestroy")
                {
                    events.Add((words[0] == "GoSwitch" ? "GoBlock" : "GoDestroy", time));
                    events.Add(("GoStart", time));
                }
            }
        }

        return events;
    }

    private static long Number(string word) =>
        (long)ulong.Parse(word.AsSpan(word.IndexOf('=', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
}
