using System.CommandLine;
using GoTrace.Analysis.Comparison;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Commands;

/// <summary>The options that say how sides are compared, and how that is written, for every command that does so.</summary>
internal sealed class ComparisonArguments
{
    private readonly Option<string> _format = Choice.Create(
        "--format", "How to write it; html is a page for a browser, benchfmt what benchstat reads", Choice.Text, Choice.Json, Choice.Markdown, Choice.Html, Choice.BenchFormat);

    private readonly Option<bool> _all = new("--all") { Description = "Write all figures, not just the primary ones and those that changed" };

    private readonly Option<double?> _alpha = Numbers.Create(
        "--alpha", "How often to find a change where there is none [default: 0.05]", "share", "between 0 and 1, such as 0.05", n => n is > 0 and < 1);

    private readonly Option<double?> _threshold = Numbers.Create(
        "--threshold", "Which relative change matters in practice [default: 0.05]", "share", "of at least 0 and below 1, such as 0.05", n => n is >= 0 and < 1);

    private readonly Option<string[]> _metric = new("--metric")
    {
        Description = "Judge by these figures alone; a name may end in *",
        HelpName = "name[,name...]",
    };

    private readonly Option<string?> _work = new("--work") { Description = "The name of the tasks or regions that are the program's work", HelpName = "name" };
    private readonly Option<bool> _force = new("--force") { Description = "Compare what is not comparable, and judge by figures that warnings say are spoiled" };

    private readonly Option<string[]> _failOn = new("--fail-on")
    {
        Description = "Exit with 3 where a primary figure regressed, or the comparison is inconclusive",
        HelpName = "regression[,inconclusive]",
    };

    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_all);
        command.Add(_alpha);
        command.Add(_threshold);
        command.Add(_metric);
        command.Add(_work);
        command.Add(_force);
        command.Add(_failOn);
    }

    public ComparisonReport Read(ParseResult parsed, Terminal terminal) => new(terminal)
    {
        Options = new ComparisonOptions
        {
            Alpha = parsed.GetValue(_alpha) ?? ComparisonOptions.Default.Alpha,
            Threshold = parsed.GetValue(_threshold) ?? ComparisonOptions.Default.Threshold,
            Metrics = ReadMetrics(parsed.GetValue(_metric)),
            Work = parsed.GetValue(_work),
            Force = parsed.GetValue(_force),
        },
        Gate = Gate.Parse(parsed.GetValue(_failOn) ?? []),
        Format = parsed.GetRequiredValue(_format),
        All = parsed.GetValue(_all),
    };

    private static string[] ReadMetrics(string[]? given)
    {
        string[] names = [.. (given ?? []).SelectMany(m => m.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        return names.Length > 0 || given is null or [] ? names : throw CommandFailure.Usage("--metric names no figure");
    }
}
