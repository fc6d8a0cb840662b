using System.Globalization;
using GoTrace.Throughput;

const string Usage = """
    usage: GoTrace.Throughput read FILE    [--passes N] [--from memory|file]
           GoTrace.Throughput analyze FILE [--passes N] [--from memory|file] [--threads N]
           GoTrace.Throughput text FILE    [--passes N] [--from memory|file] [--format parsed|json]

    Does the work several times in this process, and prints one line of JSON: the median pass's
    figures. seconds are of the clock, cpu_seconds those that all threads of the process had;
    alloc_bytes is of the last pass, peak_rss_bytes of the whole process.
    """;

if (args.Length < 2)
{
    Console.Error.WriteLine(Usage);
    return 1;
}

int passes = 0;
int threads = 1;
string format = "parsed";
bool fromFile = false;
for (int i = 2; i + 1 < args.Length; i += 2)
{
    string value = args[i + 1];
    switch (args[i])
    {
        case "--passes":
            passes = int.Parse(value, CultureInfo.InvariantCulture);
            break;
        case "--threads":
            threads = int.Parse(value, CultureInfo.InvariantCulture);
            break;
        case "--format":
            format = value;
            break;
        case "--from":
            fromFile = value == "file";
            break;
        default:
            Console.Error.WriteLine(Usage);
            return 1;
    }
}

var input = new Input(args[1], fromFile);
Func<Task<long>>? work = args[0] switch
{
    "read" => () => Work.ReadAsync(input),
    "analyze" => () => Work.AnalyzeAsync(input, threads),
    "text" => () => Work.TextAsync(input, format),
    _ => null,
};
if (work is null)
{
    Console.Error.WriteLine(Usage);
    return 1;
}

Console.WriteLine(await Meter.RunAsync(args[0], input.Length, passes, work));
return 0;
