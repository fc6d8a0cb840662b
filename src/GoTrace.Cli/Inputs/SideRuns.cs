using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Inputs;

/// <summary>Reads sides: their traces, and their summaries.</summary>
internal sealed class SideRuns(Terminal terminal, AnalysisOptions options)
{
    /// <summary>The sides with their runs; null where a file could not be read, which has been told then.</summary>
    /// <param name="files">The sides' files.</param>
    /// <param name="asJson">Whether failures are to be told as JSON.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<(IReadOnlyList<Side>? Sides, int ExitCode)> ReadAsync(IReadOnlyList<SideFiles> files, bool asJson, CancellationToken stop)
    {
        string[] traces = [.. files.SelectMany(f => f.Traces)];
        IReadOnlyList<(TraceAnalysis? Analysis, CommandFailure? Failure)> results =
            await new Analyses(terminal, options).RunAsync(traces, stop).ConfigureAwait(false);
        int exitCode = Tell(results, asJson);
        if (exitCode != ExitCode.Done)
        {
            return (null, exitCode); // a side that lacks a run is another side
        }

        var sides = new List<Side>();
        int next = 0;
        foreach (SideFiles side in files)
        {
            List<TraceAnalysis> runs = [.. results.Skip(next).Take(side.Traces.Count).Select(r => r.Analysis!)];
            next += side.Traces.Count;
            runs.AddRange(await StoredSummaries.ReadAsync(side.Summaries, terminal, stop).ConfigureAwait(false));
            sides.Add(runs.Count > 0 ? new Side(side.Label, runs) : throw CommandFailure.Usage($"side {side.Label} has no runs"));
        }

        return (sides, ExitCode.Done);
    }

    private int Tell(IReadOnlyList<(TraceAnalysis? Analysis, CommandFailure? Failure)> results, bool asJson)
    {
        int exitCode = ExitCode.Done;
        foreach ((TraceAnalysis? analysis, CommandFailure? failure) in results)
        {
            if (failure is not null)
            {
                Failures.Write(failure, terminal, asJson);
                exitCode = Math.Max(exitCode, failure.ExitCode);
            }
            else
            {
                Failures.WarnOf(analysis!, terminal);
            }
        }

        return exitCode;
    }
}
