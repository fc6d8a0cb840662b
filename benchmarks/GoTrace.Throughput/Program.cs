using GoTrace.Parsing;
using GoTrace.Throughput;

const string Usage = """
    usage: GoTrace.Throughput read FILE    [--passes N] [--from memory|file]
           GoTrace.Throughput analyze FILE [--passes N] [--from memory|file] [--threads N]
           GoTrace.Throughput text FILE    [--passes N] [--from memory|file] [--format parsed|json]

    Does the work several times in this process, and prints one line of JSON: the median pass's
    figures. seconds are of the clock, cpu_seconds those that all threads of the process had;
    alloc_bytes is of the last pass, peak_rss_bytes of the whole process.
    Ends with 1 if the command line is not understood, with 2 if the trace can't be read.
    """;

if (args.Length == 0 || args[0] is "-h" or "--help")
{
    Console.Error.WriteLine(Usage);
    return 1;
}

Options options;
try
{
    options = Options.Parse(args);
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

try
{
    var input = new Input(options.Path, options.IsFromFile);
    Func<Task<long>> work = options.Mode switch
    {
        "read" => () => Work.ReadAsync(input),
        "analyze" => () => Work.AnalyzeAsync(input, options.Threads),
        _ => () => Work.TextAsync(input, options.IsJson),
    };
    Console.WriteLine(await Meter.RunAsync(options.Mode, input.Length, options.Passes, work));
    return 0;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or TraceFormatException)
{
    Console.Error.WriteLine(
        Directory.Exists(options.Path) ? $"{options.Path} is a folder, not a trace."
        : e.Message.Contains(options.Path, StringComparison.Ordinal) ? e.Message
        : $"{options.Path}: {e.Message}");
    return 2;
}
