using GoTrace.Analysis;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Inputs;

/// <summary>Summaries kept as JSON, in place of traces.</summary>
internal static class StoredSummaries
{
    /// <summary>Reads what <c>gotrace summary --format json</c> wrote: of one trace, or of several.</summary>
    /// <exception cref="CommandFailure">A file is something else.</exception>
    public static async Task<List<TraceAnalysis>> ReadAsync(IReadOnlyList<string> files, Terminal terminal, CancellationToken stop)
    {
        var runs = new List<TraceAnalysis>();
        foreach (string file in files)
        {
            string shown = InputFiles.Show(file);
            try
            {
                TraceInput input = TraceInput.Open(file, terminal);
                await using (input.ConfigureAwait(false))
                {
                    using var reader = new StreamReader(input.Stream);
                    string json = await reader.ReadToEndAsync(stop).ConfigureAwait(false);
                    runs.AddRange(TraceAnalysis.ListFromJson(json).Select(a => a with { Source = a.Source ?? shown }));
                }
            }
            catch (InvalidDataException e)
            {
                throw new CommandFailure(ExitCode.Unreadable, "not_a_summary", e.Message.TrimEnd('.'), shown);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw Failures.Of(e, shown);
            }
        }

        return runs;
    }
}
