using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using GoTrace.Analysis;
using GoTrace.Parsing;
using GoTrace.Soak;

// Reads and analyses a trace of many events: GoTrace.Soak TRACE EVENTS. Exit code 1 if a figure is not the multiple it must be.
if (args.Length != 2)
{
    Console.Error.WriteLine("usage: GoTrace.Soak TRACE EVENTS   (a trace of one generation, of Go 1.22 to 1.25, gzipped or not)");
    return 1;
}

byte[] trace = Unpack(args[0]);
var options = new AnalysisOptions { Parallelism = 1 };
TraceAnalysis one = await AnalyzeAsync(new RepeatedTrace(trace, 1));
(long eventsOfOne, _, _) = await ReadAsync(new RepeatedTrace(trace, 1));
long rounds = (long.Parse(args[1], CultureInfo.InvariantCulture) + eventsOfOne - 1) / eventsOfOne;
Console.WriteLine($"{eventsOfOne} events a generation, {rounds} generations");

var clock = Stopwatch.StartNew();
(long events, long generations, long lost) = await ReadAsync(new RepeatedTrace(trace, rounds));
Report("read", events);
clock.Restart();
TraceAnalysis all = await AnalyzeAsync(new RepeatedTrace(trace, rounds));
Report("analysed", all.Events);

bool holds = true;
Check("generations", generations, rounds);
Check("lost bytes", lost, 0);
Check("events", events, eventsOfOne * rounds);
Check("preemptions", all.Preemptions.Count, one.Preemptions.Count * rounds);
Check("waits of ready user goroutines", all.SchedulingLatency.User.Count, one.SchedulingLatency.User.Count * rounds);
Check("their time", all.SchedulingLatency.User.TotalNs, one.SchedulingLatency.User.TotalNs * rounds);
Check("syscalls", all.Syscalls.User.Count, one.Syscalls.User.Count * rounds);
return holds ? 0 : 1;

async Task<TraceAnalysis> AnalyzeAsync(Stream stream)
{
    await using TraceReader reader = TraceReader.Create(stream);
    return await TraceAnalyzer.AnalyzeAsync(reader, options);
}

static async Task<(long Events, long Generations, long LostBytes)> ReadAsync(Stream stream)
{
    await using TraceReader reader = TraceReader.Create(stream);
    var counter = default(Counter);
    long generations = 0;
    while (await reader.ReadGenerationAsync() is { } generation)
    {
        generations++;
        generation.Accept(ref counter);
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
