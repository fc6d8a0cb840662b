using System.CommandLine;
using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;

namespace GoTrace.Cli.Commands;

/// <summary>Compares traces from before a change with traces from after it.</summary>
internal static class CompareCommand
{
    private const string Examples = """
        Examples:
          gotrace compare --baseline 'old/*.trace' --candidate 'new/*.trace'
          gotrace compare --baseline a1.trace a2.trace --candidate b1.trace b2.trace --all
          gotrace compare --baseline 'old/*' --candidate 'new/*' --format md > comment.md
          gotrace compare --baseline 'old/*' --candidate 'new/*' --format html > comparison.html
          gotrace compare --baseline 'old/*' --candidate 'new/*' --fail-on regression
          gotrace compare --baseline 'old/*' --candidate 'new/*' --metric 'sched.latency.*'
          gotrace compare 'go1.26=a*.trace' 'go1.27=b*.trace' 'tuned=c*.trace'
          gotrace compare 'old=a*.trace' 'new=b*.trace' --format benchfmt | benchstat -col side /dev/stdin

        Numbers in place of traces, for a CI that keeps no large files:
          gotrace summary --format json 'old/*.trace' > baseline.json
          gotrace compare --baseline-json baseline.json --candidate 'new/*.trace'

        A trace is one run, and runs are what is counted: take six or more a side. Figures that
        changed less than chance may explain show ~. More than two sides are compared with the
        first, and share alpha. A side by label may name summaries too: files ending in .json.
        """;

    public static Command Create(Terminal terminal)
    {
        var labelled = new Argument<string[]>("LABEL=FILES")
        {
            Description = "Sides by label, the baseline first, in place of --baseline and --candidate",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string[]> baseline = Files("--baseline", "Traces from before the change: files or patterns");
        Option<string[]> candidate = Files("--candidate", "Traces from after it");
        Option<string[]> baselineJson = Files("--baseline-json", "Summaries from before the change, as gotrace summary --format json writes them");
        Option<string[]> candidateJson = Files("--candidate-json", "Summaries from after it");
        var comparison = new ComparisonArguments();
        var analysis = new AnalysisArguments();
        var command = new DocumentedCommand("compare", "What a change did: traces from before it against traces from after it.", Examples)
        {
            labelled, baseline, candidate, baselineJson, candidateJson,
        };
        comparison.AddTo(command);
        analysis.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(
            new SideNames(
                parsed.GetValue(baseline) ?? [],
                parsed.GetValue(candidate) ?? [],
                parsed.GetValue(baselineJson) ?? [],
                parsed.GetValue(candidateJson) ?? [],
                parsed.GetValue(labelled) ?? []),
            analysis.Read(parsed),
            comparison.Read(parsed, terminal),
            terminal,
            stop));
        return command;
    }

    private static async Task<int> RunAsync(
        SideNames names, AnalysisOptions options, ComparisonReport report, Terminal terminal, CancellationToken stop)
    {
        IReadOnlyList<SideFiles> files = SideFiles.Find(names, terminal);
        (IReadOnlyList<Side>? sides, int exitCode) =
            await new SideRuns(terminal, options).ReadAsync(files, report.IsJson, stop).ConfigureAwait(false);
        return sides is null ? exitCode : report.Write(report.Compare(sides));
    }

    private static Option<string[]> Files(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILES",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };
}
