using System.Text;

namespace GoTrace.Cli.Hosting;

/// <summary>Where a command's input comes from, and its output goes to.</summary>
internal sealed class Terminal : IDisposable
{
    private const int DefaultWidth = 100;
    private readonly Func<Stream> _input;
    private CommandFailure? _unfinished;

    /// <summary>Makes a terminal.</summary>
    /// <param name="output">Data go here, as UTF-8.</param>
    /// <param name="error">Talk goes here.</param>
    /// <param name="input">Opens the standard input.</param>
    public Terminal(Stream output, TextWriter error, Func<Stream> input)
    {
        OutputStream = output;
        Output = new StreamWriter(new TolerantStream(output), new UTF8Encoding(false)) { NewLine = "\n" };
        Error = new TolerantWriter(error);
        _input = input;
    }

    /// <summary>For data that are no text; flush <see cref="Output"/> first.</summary>
    public Stream OutputStream { get; }

    /// <summary>For data.</summary>
    public TextWriter Output { get; }

    /// <summary>For talk; writing to it never fails.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether someone looks at <see cref="Output"/>.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Whether someone looks at <see cref="Error"/>.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Whether what was written to <see cref="Output"/> can be written over.</summary>
    public bool CanRedraw { get; init; }

    /// <summary>Whether <see cref="Output"/> may have colours.</summary>
    public bool UseColor { get; init; }

    /// <summary>Whether faults are told with all that is known of them.</summary>
    public bool IsDebugging { get; init; }

    /// <summary>Whether failures are told as JSON.</summary>
    public bool TalksJson { get; set; }

    /// <summary>
    /// How long a command may go on after it was asked to stop; a command that still has something to
    /// save then sets it.
    /// </summary>
    public TimeSpan StopPatience { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What a command leaves undone if it is stopped now, and nobody would see; null for nothing.</summary>
    public CommandFailure? Unfinished
    {
        get => _unfinished;
        set => _unfinished = value;
    }

    /// <summary>The width of the screen in characters; null where there is none.</summary>
    public int? Width { get; init; }

    /// <summary>Its height in lines; null where there is none.</summary>
    public int? Height { get; init; }

    /// <summary>How long something may take before it is told how far it has come.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The width of texts that are to be wrapped.</summary>
    public int TextWidth => Math.Clamp(Width ?? DefaultWidth, 40, 120);

    public Stream OpenInput() => _input();

    /// <summary>The same, to whoever asks first.</summary>
    public CommandFailure? TakeUnfinished() => Interlocked.Exchange(ref _unfinished, null);

    /// <summary>The terminal that the process was given.</summary>
    public static Terminal OfProcess()
    {
        bool isOutputTerminal = !Console.IsOutputRedirected;
        bool isErrorTerminal = !Console.IsErrorRedirected;
        if (OperatingSystem.IsWindows() && (isOutputTerminal || isErrorTerminal))
        {
            Console.OutputEncoding = Encoding.UTF8;
        }

        bool isPlain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            || Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new Terminal(StandardOutput.Open(), Console.Error, Console.OpenStandardInput)
        {
            IsOutputTerminal = isOutputTerminal,
            IsErrorTerminal = isErrorTerminal && Environment.GetEnvironmentVariable("TERM") != "dumb",
            CanRedraw = isOutputTerminal && Environment.GetEnvironmentVariable("TERM") != "dumb",
            UseColor = isOutputTerminal && !isPlain,
            IsDebugging = Environment.GetEnvironmentVariable("GOTRACE_DEBUG") == "1",
            Width = isOutputTerminal ? Window(() => Console.WindowWidth) : null,
            Height = isOutputTerminal ? Window(() => Console.WindowHeight) : null,
        };
    }

    /// <summary>Writes what is left.</summary>
    public void Flush() => Output.Flush();

    public void Dispose()
    {
        OutputStream.Dispose();
    }

    private static int? Window(Func<int> size)
    {
        try
        {
            return size() is > 0 and int told ? told : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
