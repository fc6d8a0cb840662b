using System.Text;

namespace GoTrace.Cli.Running;

/// <summary>The last lines that a command wrote.</summary>
internal sealed class OutputTail
{
    private const int MostLines = 40;
    private const int MostLength = 500;
    private readonly Queue<string> _lines = new();
    private int _dropped;

    public void Add(string? line)
    {
        if (line is null)
        {
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
