using System.Globalization;
using GoTrace.Cli.Inputs;

namespace GoTrace.Cli.Hosting;

/// <summary>How far the reading has come, on a line that goes away; only where it takes long and someone looks.</summary>
internal sealed class ProgressLine : IDisposable
{
    private const int BarLength = 20;
    private const int UsualWidth = 80;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private readonly Terminal _terminal;
    private readonly long _started = Environment.TickCount64;
    private readonly int _files;
    private readonly long _total;
    private readonly List<TraceInput> _open = [];
    private readonly Timer? _timer;
    private long _read;
    private int _done;
    private bool _isShown;
    private bool _isOver;

    public ProgressLine(Terminal terminal, IReadOnlyList<string> files)
    {
        _terminal = terminal;
        _files = files.Count;
        if (terminal.IsErrorTerminal)
        {
            _total = files.Sum(f => File.Exists(f) ? new FileInfo(f).Length : 0);
            _timer = new Timer(_ => Write(), null, terminal.Patience, Step);
        }
    }

    /// <summary>Counts a file in until the result is disposed.</summary>
    public IDisposable Show(TraceInput input)
    {
        lock (_open)
        {
            _open.Add(input);
        }

        return new Reading(this, input);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_open)
        {
            _isOver = true;
            if (_isShown)
            {
                _terminal.Error.Write("\r\e[K");
            }
        }
    }

    private void End(TraceInput input)
    {
        lock (_open)
        {
            _open.Remove(input);
            _read += input.Position;
            _done++;
        }
    }

    private void Write()
    {
        lock (_open)
        {
            if (_isOver)
            {
                return;
            }

            long read = _read + _open.Sum(t => t.Position);
            double seconds = (Environment.TickCount64 - _started) / 1000.0;
            string files = _files == 1 ? "" : $"{_done} of {_files} traces, ";
            string share = _total == 0 ? "" : Bar((double)read / _total) + " " + (100.0 * read / _total).ToString("0", CultureInfo.InvariantCulture) + "%, ";
            string left = read == 0 || _total == 0 ? "" : $", {((_total - read) / (read / seconds)).ToString("0", CultureInfo.InvariantCulture)} s left";
            string rate = Analysis.Reporting.Units.Bytes(read / seconds);
            string line = $"reading: {files}{share}{rate}/s{left}";
            int width = Math.Max(1, (_terminal.Width ?? UsualWidth) - 1);
            _terminal.Error.Write("\r\e[K" + (line.Length > width ? line[..width] : line));
            _isShown = true;
        }
    }

    private static string Bar(double share)
    {
        int done = (int)Math.Clamp(Math.Floor(share * BarLength), 0, BarLength);
        return new string('█', done) + new string('░', BarLength - done);
    }

    private sealed class Reading(ProgressLine line, TraceInput input) : IDisposable
    {
        public void Dispose() => line.End(input);
    }
}
