using System.Diagnostics;
using GoTrace.Analysis;
using GoTrace.Analysis.Reporting;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Watching;

/// <summary>Looks at something again and again, until it is stopped.</summary>
internal static class Watch
{
    public static async Task RunAsync(IWatched watched, TimeSpan every, ReportOptions report, Terminal terminal, CancellationToken stop)
    {
        every = TimeSpan.FromMilliseconds(Math.Clamp(every.TotalMilliseconds, 100, int.MaxValue));
        var screen = new Screen(terminal);
        string? last = null;
        while (true)
        {
            long started = Stopwatch.GetTimestamp();
            (string? status, TraceAnalysis? analysis) = await watched.LookAsync(stop).ConfigureAwait(false);
            if (status is not null && (analysis is not null || status != last))
            {
                screen.Show(status, analysis?.ToText(report));
                last = status;
            }

            // As much time again as a look takes, at least: whoever is looked at needs the machine as well.
            TimeSpan took = Stopwatch.GetElapsedTime(started);
            TimeSpan left = every - took;
            await Task.Delay(left > took ? left : took < every ? took : every, stop).ConfigureAwait(false);
        }
    }
}
