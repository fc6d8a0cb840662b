using System.CommandLine;
using GoTrace.Cli.Exporting;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;

namespace GoTrace.Cli.Commands;

/// <summary>Takes traces to other tools.</summary>
internal static class ExportCommand
{
    private const string Examples = """
        Examples:
          gotrace export app.trace --format pprof -o sched.pb.gz
          go tool pprof -top sched.pb.gz
          gotrace export app.trace -o waker.pb.gz --stack waker
          gotrace export app.trace -o block.pb.gz --profile block --from 2s --goroutine 'main.*'
          gotrace export app.trace --format perfetto -o app.pftrace     to open at ui.perfetto.dev
          gotrace export app.trace -o second.pftrace --from 1s --to 1100ms
          gotrace export app.trace --format parquet -o tables
          gotrace export app.trace --format csv --table syscalls,stacks,frames -o tables
          gotrace export 'traces/*.trace' --dataset fleet --label v1.42.0

        Where --format is not given, the name of the output tells. With --time-base go a profile has
        just what go tool trace -pprof counts. What is in the files is in docs/pprof-and-perfetto.md;
        what tables there are is in docs/export.md, and how to ask a dataset in docs/fleet.md.
        """;

    public static Command Create(Terminal terminal)
    {
        ExportFormat[] formats = ExportFormat.All();
        var files = new Argument<string[]>("FILE") { Description = "Traces, patterns of them, or - for the standard input", Arity = ArgumentArity.OneOrMore };
        Option<string?> format = FormatOption(formats);
        var output = new Option<string?>("--output", "-o") { Description = "Where to write, in place of the standard output; for tables a folder", HelpName = "path" };
        var analysis = new AnalysisArguments();
        var command = new DocumentedCommand("export", "Traces for other tools: profiles for pprof, timelines for Perfetto, tables as Parquet, CSV and NDJSON, datasets of many traces.", Examples) { files, format, output };
        foreach (Option option in formats.SelectMany(f => f.Options).Distinct())
        {
            command.Add(option);
        }

        analysis.AddPartTo(command);
        command.SetAction((parsed, stop) =>
        {
            ExportFormat chosen = Choose(formats, parsed.GetValue(format), parsed.GetValue(output), parsed);
            CheckOptions(formats, chosen, parsed);
            List<string> found = InputFiles.Find(parsed.GetRequiredValue(files), terminal);
            var request = new ExportRequest(parsed, found, parsed.GetValue(output), analysis.Read(parsed), terminal);
            return chosen.WriteAsync(request, stop);
        });
        return command;
    }

    private static Option<string?> FormatOption(ExportFormat[] formats)
    {
        string[] names = [.. formats.Select(f => f.Name)];
        var option = new Option<string?>("--format") { Description = "What to make [default: what the output's name says]", HelpName = string.Join('|', names) };
        option.CompletionSources.Add(names);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: string word }] && !names.Contains(word, StringComparer.Ordinal))
            {
                result.AddError($"--format knows {List(names)}, not '{word}'");
            }
        });
        return option;
    }

    private static ExportFormat Choose(ExportFormat[] formats, string? name, string? output, ParseResult parsed)
    {
        ExportFormat? chosen = name is null
            ? Array.Find(formats, f => f.IsNamedBy(parsed))
                ?? Array.Find(formats, f => output is not null && f.Extensions.Any(e => output.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            : Array.Find(formats, f => f.Name == name);
        return chosen ?? throw CommandFailure.Usage(
            $"--format is missing, and the output's name does not tell: it is {List([.. formats.Select(f => f.Name)])}. See gotrace export --help");
    }

    // An option that says nothing to the chosen format is a mistake, and not to be passed over.
    private static void CheckOptions(ExportFormat[] formats, ExportFormat chosen, ParseResult parsed)
    {
        foreach (ExportFormat format in formats)
        {
            foreach (Option option in format.Options)
            {
                if (!chosen.Options.Contains(option) && parsed.GetResult(option) is { Implicit: false })
                {
                    throw CommandFailure.Usage($"{option.Name} is for --format {format.Name}, not for {chosen.Name}");
                }
            }
        }
    }

    private static string List(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";
}
