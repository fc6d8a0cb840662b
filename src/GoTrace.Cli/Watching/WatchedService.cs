using GoTrace.Analysis;
using GoTrace.Analysis.Reporting;
using GoTrace.Cli.Capturing;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;

namespace GoTrace.Cli.Watching;

/// <summary>A live service, of which trace after trace is taken. None is kept.</summary>
internal sealed class WatchedService(Uri url, TraceCapture capture, AnalysisOptions options, Terminal terminal) : IWatched, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gotrace-").FullName;
    private int _taken;

    public async Task<Sight> LookAsync(CancellationToken stop)
    {
        string file = Path.Combine(_folder, "live.trace");
        CaptureResult result;
        try
        {
            result = await capture.TakeAsync(url, file, stop).ConfigureAwait(false);
        }
        catch (CommandFailure e) when (_taken > 0)
        {
            return new Sight($"{url}: {e.Message}", null); // it may come back
        }

        stop.ThrowIfCancellationRequested();
        (TraceAnalysis? analysis, CommandFailure? failure) =
            (await new Analyses(terminal, options).RunAsync([file], stop).ConfigureAwait(false))[0];
        if (failure is not null && _taken == 0)
        {
            throw new CommandFailure(failure.ExitCode, failure.Code, failure.Message, url.ToString(), failure.Offset, failure.Generation);
        }

        _taken++;
        string wrong = failure?.Message ?? result.Wrong ?? "";
        return new Sight(
            $"{url}: trace {_taken}, {Units.Bytes(result.Bytes)}{(wrong.Length == 0 ? "" : ", not whole: " + wrong)}",
            analysis is null ? null : analysis with { Source = url.ToString() });
    }

    public void Dispose()
    {
        capture.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
