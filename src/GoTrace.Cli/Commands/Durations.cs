using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace GoTrace.Cli.Commands;

/// <summary>Lengths of time as they are typed: <c>10ms</c>, <c>1.5s</c>.</summary>
internal static class Durations
{
    // The longer ones first: "ms" ends in "s".
    private static readonly (string Unit, double Ns)[] Units =
    [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
    ];

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    public static Option<TimeSpan?> CreateOption(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = Parse,
    };

    /// <summary>An option for a time that the command waits; a timer takes no longer ones than this.</summary>
    public static Option<TimeSpan?> CreateWaitOption(string name, string description)
    {
        Option<TimeSpan?> option = CreateOption(name, description);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: string text }] && TryParse(text, out TimeSpan value) && value > LongestWait)
            {
                result.AddError($"'{text}' is too long for {name}: {LongestWait.Days} days at most");
            }
        });
        return option;
    }

    public static bool TryParse(string text, out TimeSpan value)
    {
        foreach ((string unit, double ns) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                && number * ns / 100 < long.MaxValue)
            {
                value = TimeSpan.FromTicks((long)Math.Round(number * ns / 100));
                return true;
            }
        }

        value = default;
        return text == "0";
    }

    private static TimeSpan? Parse(ArgumentResult result)
    {
        if (result.Tokens is [{ Value: string text }] && TryParse(text, out TimeSpan value))
        {
            return value;
        }

        result.AddError($"'{(result.Tokens.Count > 0 ? result.Tokens[0].Value : "")}' is no length of time: give a number and a unit, such as 10ms or 1.5s");
        return null;
    }
}
