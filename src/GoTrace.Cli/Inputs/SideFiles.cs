using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Inputs;

/// <summary>The files of one side of a comparison.</summary>
/// <param name="Label">What the side is called.</param>
/// <param name="Traces">Its traces.</param>
/// <param name="Summaries">Its summaries kept as JSON.</param>
internal sealed record SideFiles(string Label, IReadOnlyList<string> Traces, IReadOnlyList<string> Summaries)
{
    /// <summary>The sides that a command line names: two by options, or any number by <c>label=files</c>.</summary>
    /// <exception cref="CommandFailure">It names none, or both ways, or files that are not there.</exception>
    public static IReadOnlyList<SideFiles> Find(SideNames names, Terminal terminal)
    {
        bool byOption = names.Baseline.Length + names.Candidate.Length + names.BaselineJson.Length + names.CandidateJson.Length > 0;
        if (byOption && names.Labelled.Length > 0)
        {
            throw CommandFailure.Usage($"'{names.Labelled[0]}' names a side, and so do --baseline and --candidate: use the one or the other");
        }

        List<SideFiles> sides = byOption ? ByOption(names, terminal) : ByLabel(names.Labelled, terminal);
        WarnOfDoubles(sides, terminal);
        return sides;
    }

    private static List<SideFiles> ByOption(SideNames names, Terminal terminal)
    {
        SideFiles baseline = new("baseline", InputFiles.Find(names.Baseline, terminal), InputFiles.Find(names.BaselineJson, terminal));
        SideFiles candidate = new("candidate", InputFiles.Find(names.Candidate, terminal), InputFiles.Find(names.CandidateJson, terminal));
        foreach (SideFiles side in (SideFiles[])[baseline, candidate])
        {
            if (side.Traces.Count + side.Summaries.Count == 0)
            {
                throw CommandFailure.Usage($"a side is missing: give --{side.Label}, or --{side.Label}-json");
            }
        }

        return [baseline, candidate];
    }

    private static List<SideFiles> ByLabel(string[] labelled, Terminal terminal)
    {
        var byLabel = new List<(string Label, List<string> Names)>();
        foreach (string argument in labelled)
        {
            int at = argument.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || at == argument.Length - 1)
            {
                throw CommandFailure.Usage($"'{argument}' is no side: give a label and files, such as 'old=old-*.trace'");
            }

            string label = argument[..at];
            int known = byLabel.FindIndex(s => s.Label == label);
            if (known < 0)
            {
                known = byLabel.Count;
                byLabel.Add((label, []));
            }

            byLabel[known].Names.Add(argument[(at + 1)..]);
        }

        if (byLabel.Count < 2)
        {
            throw CommandFailure.Usage("two sides are needed: --baseline and --candidate, or 'old=old-*.trace' 'new=new-*.trace'");
        }

        return byLabel.ConvertAll(s =>
        {
            ILookup<bool, string> files = InputFiles.Find(s.Names, terminal).ToLookup(f => f.EndsWith(".json", StringComparison.OrdinalIgnoreCase));
            return new SideFiles(s.Label, [.. files[false]], [.. files[true]]);
        });
    }

    private static void WarnOfDoubles(List<SideFiles> sides, Terminal terminal)
    {
        IEnumerable<string> doubles = sides.SelectMany(s => s.Traces.Concat(s.Summaries).Where(f => f != InputFiles.StandardInput).Select(Path.GetFullPath))
            .GroupBy(f => f, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key);
        foreach (string file in doubles)
        {
            Failures.Warn($"{file} is on two sides: it makes them more alike than they are", terminal);
        }
    }
}

/// <summary>What a command line says of sides.</summary>
/// <param name="Baseline">Traces from before.</param>
/// <param name="Candidate">Traces from after.</param>
/// <param name="BaselineJson">Summaries from before.</param>
/// <param name="CandidateJson">Summaries from after.</param>
/// <param name="Labelled">Sides as <c>label=files</c>.</param>
internal sealed record SideNames(string[] Baseline, string[] Candidate, string[] BaselineJson, string[] CandidateJson, string[] Labelled);
