using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Watching;

/// <summary>
/// Shows report after report: in place of each other where the terminal can do that, otherwise one
/// below the other.
/// </summary>
internal sealed class Screen(Terminal terminal)
{
    private string _report = "";
    private bool _isFirst = true;

    /// <summary>Shows what there is.</summary>
    /// <param name="status">A line about it.</param>
    /// <param name="report">The report; null for the one before.</param>
    public void Show(string status, string? report)
    {
        if (terminal.CanRedraw)
        {
            _report = report ?? _report;
            Redraw(status + "   (Ctrl-C ends it)");
        }
        else if (report is not null)
        {
            terminal.Output.Write((_isFirst ? "" : "\n") + report);
        }
        else
        {
            terminal.Error.WriteLine("gotrace: " + status);
        }

        _isFirst = false;
        terminal.Flush();
    }

    // From the top, line over line, and what is left below goes away: nothing flickers.
    private void Redraw(string status)
    {
        int rows = Math.Max(2, terminal.Height ?? int.MaxValue) - 1;
        string[] lines = _report.TrimEnd('\n').Split('\n');
        terminal.Output.Write(_isFirst ? "\e[2J\e[H" : "\e[H");
        int width = terminal.Width ?? int.MaxValue;
        terminal.Output.Write((status.Length > width ? status[..width] : status) + "\e[K");
        foreach (string line in lines.Take(rows - 1))
        {
            terminal.Output.Write($"\n{line}\e[K");
        }

        terminal.Output.Write("\n\e[J");
    }
}
