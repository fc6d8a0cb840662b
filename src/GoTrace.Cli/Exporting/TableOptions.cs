using System.CommandLine;
using GoTrace.Cli.Hosting;
using GoTrace.Export;

namespace GoTrace.Cli.Exporting;

/// <summary>The options of tables, and of datasets of them.</summary>
internal sealed class TableOptions
{
    public TableOptions()
    {
        Tables.CompletionSources.Add([.. TableCatalog.All.Select(t => t.Name)]);
        Tables.Validators.Add(result =>
        {
            foreach (string name in result.Tokens.SelectMany(t => t.Value.Split(',')))
            {
                if (TableCatalog.Find(name) is null)
                {
                    result.AddError($"there is no table '{name}': there are {string.Join(", ", TableCatalog.All.Select(t => t.Name))}");
                }
            }
        });
    }

    public Option<string[]> Tables { get; } = new("--table")
    {
        Description = "Only these tables, such as goroutine_states or syscalls,stacks; may be given several times [default: all]",
        HelpName = "names",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public Option<string?> Dataset { get; } = new("--dataset")
    {
        Description = "Add the traces to this dataset of Parquet files, in place of --output",
        HelpName = "folder",
    };

    public Option<string?> Label { get; } = new("--label")
    {
        Description = $"What the runs are of, in the dataset, such as a release [default: {TraceDataset.DefaultLabel}]",
        HelpName = "label",
    };

    public Option<string?> Run { get; } = new("--run")
    {
        Description = "What to call the run in the dataset [default: a name made of the trace's bytes]",
        HelpName = "name",
    };

    /// <summary>How tables are to be written.</summary>
    /// <exception cref="CommandFailure">Something was asked for that tables can't give.</exception>
    public TableExportOptions Read(ExportRequest request)
    {
        if (request.Analysis.Scope != new Analysis.AnalysisScope())
        {
            throw CommandFailure.Usage("tables are of a whole trace: leave out --from, --to, --goroutine, --task, --region and --user-only, and choose rows where the tables are read");
        }

        return new TableExportOptions
        {
            Tables = request.Parsed.GetValue(Tables) is { Length: > 0 } names ? [.. names.SelectMany(n => n.Split(',')).Distinct()] : null,
            TimeBase = request.Analysis.TimeBase,
            Parallelism = request.Analysis.Parallelism,
            Strict = request.Analysis.Strict,
        };
    }
}
