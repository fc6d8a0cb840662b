using GoTrace.Analysis;
using GoTrace.Analysis.Reporting;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;

namespace GoTrace.Cli.Watching;

/// <summary>
/// A file that a program still writes to. It is read anew whenever it has changed: what it lacks at
/// its end is no damage, only not there yet.
/// </summary>
internal sealed class WatchedFile(string file, AnalysisOptions options, Terminal terminal) : IWatched
{
    private readonly AnalysisOptions _options = options with { Strict = false };
    private (long Length, DateTime Written)? _seen;

    public async Task<Sight> LookAsync(CancellationToken stop)
    {
        var info = new FileInfo(file);
        (long, DateTime)? found = info.Exists ? (info.Length, info.LastWriteTimeUtc) : null;
        if (found is null)
        {
            _seen = null;
            return new Sight($"{file}: there is no such file yet", null);
        }

        if (found == _seen)
        {
            return default;
        }

        _seen = found;
        (TraceAnalysis? analysis, CommandFailure? failure) =
            (await new Analyses(terminal, _options).RunAsync([file], stop).ConfigureAwait(false))[0];
        string size = Units.Bytes(info.Length);
        return failure switch
        {
            null => new Sight($"{file}: {size}", analysis),
            { Code: "changed" } => new Sight($"{file}: {size}, and being written anew", null),
            { Code: "not_a_trace" or "unsupported_version" or "no_access" or "fault" } => throw failure,
            _ => new Sight($"{file}: {size}, no generation yet", null),
        };
    }
}
