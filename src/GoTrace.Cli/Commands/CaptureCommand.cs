using System.CommandLine;
using System.Diagnostics;
using GoTrace.Cli.Capturing;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Commands;

/// <summary>Takes traces from a live service.</summary>
internal static class CaptureCommand
{
    private const string Examples = """
        Examples:
          gotrace capture localhost:6060 -o app.trace
          gotrace capture http://host:6060/debug/pprof/trace --seconds 10 -o app.trace
          gotrace capture host:6060 --count 8 --every 1m -o before.trace      before-1.trace, before-2.trace, ...

        The service needs net/http/pprof. A trace goes to the file as it comes, and is read at the same
        time: what is wrong with it is told at once. The names of the files are written to the standard
        output. Ctrl-C keeps what came so far.
        """;

    public static Command Create(Terminal terminal)
    {
        var url = new Argument<string>("URL") { Description = "The service: an address, or host:port (then /debug/pprof/trace there)" };
        Option<double?> seconds = Seconds();
        Option<int> count = Numbers.CreateWhole("--count", "How many traces to take", 1, least: 1);
        Option<TimeSpan?> every = Durations.CreateWaitOption("--every", "From the beginning of one to that of the next; at once unless told");
        var output = new Option<string>("--output", "-o") { Description = "The file to write to; of several, their number is put before the extension", HelpName = "file", Required = true };
        Option<string[]> header = Header();
        Option<TimeSpan?> timeout = Durations.CreateOption("--timeout", "How long one may take [default: its length and 30s more]");
        var command = new DocumentedCommand("capture", "Takes traces from a live service.", Examples) { url, seconds, count, every, output, header, timeout };
        command.SetAction((parsed, stop) => RunAsync(
            TraceUrl.Parse(parsed.GetRequiredValue(url), parsed.GetValue(seconds)),
            FileNames(parsed.GetRequiredValue(output), parsed.GetValue(count)),
            parsed.GetValue(every) ?? TimeSpan.Zero,
            new TraceCapture(parsed.GetValue(header) ?? [], parsed.GetValue(timeout)),
            terminal,
            stop));
        return command;
    }

    public static Option<double?> Seconds() => Numbers.Create(
        "--seconds", "How long a trace is to be [default: 5, or what the address says]", "n", "above 0, and no more than a day", n => n is > 0 and <= 86_400);

    public static Option<string[]> Header() => new("--header")
    {
        Description = "A header to send, such as 'Authorization: Bearer TOKEN'",
        HelpName = "name: value",
    };

    private static async Task<int> RunAsync(
        Uri url, List<string> files, TimeSpan every, TraceCapture capture, Terminal terminal, CancellationToken stop)
    {
        using TraceCapture capturing = capture;
        terminal.StopPatience = TimeSpan.FromSeconds(5); // what came so far is to be kept
        int exitCode = ExitCode.Done;
        for (int i = 0; i < files.Count; i++)
        {
            long started = Stopwatch.GetTimestamp();
            CaptureResult result = await capture.TakeAsync(url, files[i], stop).ConfigureAwait(false);
            await terminal.Output.WriteLineAsync(result.File).ConfigureAwait(false);
            terminal.Flush();
            await terminal.Error.WriteLineAsync($"gotrace: {result}").ConfigureAwait(false);
            if (result.Wrong is { } wrong)
            {
                Failures.Warn($"{result.File} is not whole: {wrong}", terminal);
                exitCode = ExitCode.Unreadable;
            }

            stop.ThrowIfCancellationRequested();
            TimeSpan left = every - Stopwatch.GetElapsedTime(started);
            if (i + 1 < files.Count && left > TimeSpan.Zero)
            {
                await Task.Delay(left, stop).ConfigureAwait(false);
            }
        }

        return exitCode;
    }

    private static List<string> FileNames(string file, int count) => count == 1
        ? [file]
        : [.. Enumerable.Range(1, count).Select(i => Path.ChangeExtension(file, null) + $"-{i}" + Path.GetExtension(file))];
}
