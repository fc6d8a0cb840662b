using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using GoTrace.Analysis;
using GoTrace.Parsing;
using GoTrace.Soak;

const string Usage = """
    usage: GoTrace.Soak EVENTS          a made trace whose generations follow each other
           GoTrace.Soak EVENTS TRACE    a real one of one generation, of Go 1.22 to 1.25, again and again; each stands
                                        for itself, as what a goroutine was at the end is not what it is at the beginning
           GoTrace.Soak EVENTS --to FILE   writes the made trace

    Reads and analyses a trace of so many events, and says what memory it takes as it goes by. Exit code 1
    if a figure is not the multiple of one generation's that it must be.
    """;
if (args.Length is not (1 or 2 or 3) || (args.Length == 3 && args[1] != "--to") || !long.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out long wanted))
{
    Console.Error.WriteLine(Usage);
    return 1;
}

const int Loops = 66_000; // of a generation: its events last 0.8 s, as those of a real one last about one
if (args.Length == 3)
{
    // Short ones have a short generation.
    int loops = (int)Math.Clamp(wanted / SteadyTrace.EventsOfLoop, 1, Loops);
    await using FileStream file = File.Create(args[2]);
    await using var made = new SteadyTrace(Math.Max(1, wanted / SteadyTrace.EventsOfLoop / loops), loops);
    await made.CopyToAsync(file);
    return 0;
}

byte[] trace = args.Length == 2 ? Unpack(args[1]) : [];
var options = new AnalysisOptions { Parallelism = 1 };
bool holds = true;
long generationsBehindGaps = 0;
(long eventsOfOne, _, _) = await ReadAsync(Make(1));
long rounds = (wanted + eventsOfOne - 1) / eventsOfOne;
Console.WriteLine($"{eventsOfOne} events a generation, {rounds} generations");
if (args.Length == 1)
{
    Check("events of a generation", eventsOfOne, SteadyTrace.EventsOfStart + ((long)Loops * SteadyTrace.EventsOfLoop));
}

TraceAnalysis one = await AnalyzeAsync(Make(1));
var clock = Stopwatch.StartNew();
(long events, long generations, long lost) = await ReadAsync(Make(rounds));
Report("read", events);
clock.Restart();
TraceAnalysis all = await AnalyzeAsync(Make(rounds));
Report("analysed", all.Events);
Memory.Show("analysed, with the figures");
Check("generations", generations, rounds);
Check("lost bytes", lost, 0);
Check("events", events, eventsOfOne * rounds);
Check("preemptions", all.Preemptions.Count, one.Preemptions.Count * rounds);
Check("waits of ready user goroutines", all.SchedulingLatency.User.Count, one.SchedulingLatency.User.Count * rounds);
Check("their time", all.SchedulingLatency.User.TotalNs, one.SchedulingLatency.User.TotalNs * rounds);
Check("syscalls", all.Syscalls.User.Count, one.Syscalls.User.Count * rounds);
if (args.Length == 1)
{
    Check("gaps", generationsBehindGaps, 0);
    Check("preemptions, as made", all.Preemptions.Count, rounds * Loops);
    Check("time of waits, as made", all.SchedulingLatency.User.TotalNs, rounds * Loops * SteadyTrace.ReadyNsOfLoop);
    Check("tasks, as made", all.Tasks["job"].Count, rounds * Loops);
    Check("regions, as made", all.Regions["part"].Count, rounds * Loops);
}

return holds ? 0 : 1;

Stream Make(long count) => args.Length == 1 ? new SteadyTrace(count, Loops) : new RepeatedTrace(trace, count);

async Task<TraceAnalysis> AnalyzeAsync(Stream stream)
{
    await using TraceReader reader = TraceReader.Create(stream);
    var memory = new Memory();
    return await TraceAnalyzer.AnalyzeAsync(reader, options, memory);
}

async Task<(long Events, long Generations, long LostBytes)> ReadAsync(Stream stream)
{
    await using TraceReader reader = TraceReader.Create(stream);
    var counter = default(Counter);
    long generations = 0;
    var memory = new Memory();
    generationsBehindGaps = 0;
    while (await reader.ReadGenerationAsync() is { } generation)
    {
        generations++;
        generation.Accept(ref counter);
        generationsBehindGaps += generation.FollowsGap ? 1 : 0;
        memory.Passed(generations, counter.Events);
    }

    return (counter.Events, generations, reader.Damage.Sum(d => d.LostBytes));
}

void Report(string what, long count)
{
    using Process process = Process.GetCurrentProcess();
    Console.WriteLine(
        $"{what}: {count} events in {clock.Elapsed.TotalSeconds:F1} s, {count / clock.Elapsed.TotalSeconds / 1e6:F1} million a second; peak memory of the process so far {process.PeakWorkingSet64 >> 20} MiB");
}

void Check(string what, long given, long expected)
{
    holds &= given == expected;
    Console.WriteLine($"{what}: {given}{(given == expected ? "" : $", but {expected} expected")}");
}

static byte[] Unpack(string path)
{
    byte[] bytes = File.ReadAllBytes(path);
    if (bytes is not [0x1f, 0x8b, ..])
    {
        return bytes;
    }

    using var unpacked = new MemoryStream();
    using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
    gzip.CopyTo(unpacked);
    return unpacked.ToArray();
}

// What stands in the file: neither a generation's beginning nor what a gap makes of its end.
internal struct Counter : IEventVisitor
{
    public long Events;

    public void Visit(ref readonly TraceEvent e) => Events += e.Kind == EventKind.Sync || e.Type == WireType.None ? 0 : 1;
}
