using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace GoTrace.Cli.Commands;

/// <summary>Options that take a number.</summary>
internal static class Numbers
{
    /// <summary>A whole number of at least so much.</summary>
    public static Option<int> CreateWhole(string name, string description, int value, int least) => new(name)
    {
        Description = description,
        HelpName = "n",
        DefaultValueFactory = _ => value,
        CustomParser = result => Whole(result, name, least),
    };

    /// <summary>Any whole number.</summary>
    public static Option<int?> CreateWhole(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "n",
        CustomParser = result => Whole(result, name, int.MinValue),
    };

    /// <summary>A number that must be as the words say.</summary>
    public static Option<double?> Create(string name, string description, string unit, string words, Func<double, bool> isGood) => new(name)
    {
        Description = description,
        HelpName = unit,
        CustomParser = result =>
        {
            if (double.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && isGood(number))
            {
                return number;
            }

            result.AddError($"{name} needs a number {words}, not '{Text(result)}'");
            return null;
        },
    };

    private static int Whole(ArgumentResult result, string name, int least)
    {
        if (int.TryParse(Text(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least)
        {
            return number;
        }

        result.AddError($"{name} needs a whole number{(least == int.MinValue ? "" : $" of at least {least}")}, not '{Text(result)}'");
        return 0;
    }

    private static string Text(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
}
