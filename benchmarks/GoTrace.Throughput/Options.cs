using System.Globalization;

namespace GoTrace.Throughput;

/// <summary>What the command line asks for.</summary>
internal sealed class Options
{
    private static readonly string[] Modes = ["read", "analyze", "text"];

    private Options(string mode, string path)
    {
        Mode = mode;
        Path = path;
    }

    public string Mode { get; }

    public string Path { get; }

    /// <summary>0 for as many as <see cref="Meter"/> thinks fit.</summary>
    public int Passes { get; private set; }

    public int Threads { get; private set; } = 1;

    public bool IsFromFile { get; private set; }

    public bool IsJson { get; private set; }

    /// <summary>Reads a command line.</summary>
    /// <param name="args">The mode, the file, then options, each with a value.</param>
    /// <exception cref="UsageException">It can't be understood; the message says what is wrong with it.</exception>
    public static Options Parse(string[] args)
    {
        if (!Modes.Contains(args[0]))
        {
            throw new UsageException($"Unknown mode \"{args[0]}\": it is read, analyze or text.");
        }

        if (args.Length < 2 || args[1].StartsWith("--", StringComparison.Ordinal))
        {
            throw new UsageException($"{args[0]} takes a FILE.");
        }

        var options = new Options(args[0], args[1]);
        for (int i = 2; i < args.Length; i += 2)
        {
            options.Take(args[i], i + 1 < args.Length ? args[i + 1] : null);
        }

        return options;
    }

    private void Take(string name, string? value)
    {
        switch (name)
        {
            case "--passes":
                Passes = NumberOf(name, value);
                break;
            case "--threads" when Mode == "analyze":
                Threads = NumberOf(name, value);
                break;
            case "--format" when Mode == "text":
                IsJson = ChoiceOf(name, value, "parsed", "json");
                break;
            case "--from":
                IsFromFile = ChoiceOf(name, value, "memory", "file");
                break;
            default:
                throw new UsageException($"{Mode} does not know \"{name}\".");
        }
    }

    private static int NumberOf(string name, string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new UsageException($"{name} takes a whole number from 1 on, not {Shown(value)}.");

    // Whether it is the second one.
    private static bool ChoiceOf(string name, string? value, string first, string second) =>
        value == first || value == second
            ? value == second
            : throw new UsageException($"{name} takes {first} or {second}, not {Shown(value)}.");

    private static string Shown(string? value) => value is null ? "nothing" : $"\"{value}\"";
}

/// <summary>The command line can't be understood.</summary>
internal sealed class UsageException(string message) : Exception(message);
