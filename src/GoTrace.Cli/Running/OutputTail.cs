using System.Text;

namespace GoTrace.Cli.Running;

/// <summary>The last lines that a command wrote.</summary>
internal sealed class OutputTail
{
    private const int MostLines = 40;
    private const int MostLength = 500;
    private readonly Queue<string> _lines = new();
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _dropped;
    private int _open = 2; // output and error

    /// <summary>Takes a line; null is the end of one of the two streams.</summary>
    public void Add(string? line)
    {
        if (line is null)
        {
            if (Interlocked.Decrement(ref _open) == 0)
            {
                _end.TrySetResult();
            }

            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line.Length > MostLength ? line[..MostLength] + "..." : line);
            if (_lines.Count > MostLines)
            {
                _lines.Dequeue();
                _dropped++;
            }
        }
    }

    /// <summary>Waits for the ends of both streams, but not for ever.</summary>
    public async Task EndAsync(TimeSpan patience, CancellationToken stop)
    {
        try
        {
            await _end.Task.WaitAsync(patience, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }
    }

    /// <summary>The lines, indented; empty if there were none.</summary>
    public override string ToString()
    {
        lock (_lines)
        {
            var text = new StringBuilder();
            if (_dropped > 0)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n  ({_dropped} lines before these)");
            }

            foreach (string line in _lines)
            {
                text.Append("\n  | ").Append(line);
            }

            return text.ToString();
        }
    }
}
