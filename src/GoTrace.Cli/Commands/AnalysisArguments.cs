using System.CommandLine;
using GoTrace.Analysis;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Commands;

/// <summary>The options that say how traces are analysed, for every command that does so.</summary>
internal sealed class AnalysisArguments
{
    private readonly Option<string> _timeBase = Choice.Create(
        "--time-base", "Figures from event times as recorded, or as Go's own reader mends them, to reconcile with its tools", "recorded", "go");

    private readonly Option<TimeSpan?> _longSyscall = Durations.CreateOption("--long-syscall", "From which length on a syscall is long [default: 10ms]");
    private readonly Option<TimeSpan?> _from = Durations.CreateOption("--from", "Leave out what comes before this time, such as a warm-up");
    private readonly Option<TimeSpan?> _to = Durations.CreateOption("--to", "Leave out what comes after this time");

    private readonly Option<string?> _goroutine = new("--goroutine")
    {
        Description = "Only goroutines that began with this function; it may end in *",
        HelpName = "function",
    };

    private readonly Option<string?> _task = new("--task")
    {
        Description = "Only goroutines while they work on tasks of this name; it may end in *",
        HelpName = "name",
    };

    private readonly Option<string?> _region = new("--region")
    {
        Description = "Only goroutines while they are in regions of this name; it may end in *",
        HelpName = "name",
    };

    private readonly Option<bool> _userOnly = new("--user-only")
    {
        Description = "Only goroutines of the program, not the runtime's own",
    };

    private readonly Option<TimeSpan?> _window = Durations.CreateOption("--window", "The length of a window of the figures over time, in JSON and pages [default: 100ms]");

    private readonly Option<int> _parallel = Numbers.CreateWhole("--parallel", "How many threads to use at most", Environment.ProcessorCount, least: 1);

    private readonly Option<bool> _strict = new("--strict")
    {
        Description = "Refuse a trace of which part is damaged; otherwise what can be read is used",
    };

    public AnalysisArguments() => _from.Aliases.Add("--skip");

    public void AddTo(Command command)
    {
        command.Add(_timeBase);
        command.Add(_longSyscall);
        command.Add(_from);
        command.Add(_to);
        command.Add(_goroutine);
        command.Add(_task);
        command.Add(_region);
        command.Add(_userOnly);
        command.Add(_window);
        command.Add(_parallel);
        command.Add(_strict);
    }

    /// <summary>Only those that say which part of a trace, and how to read it: for what makes no figures.</summary>
    public void AddPartTo(Command command)
    {
        command.Add(_timeBase);
        command.Add(_from);
        command.Add(_to);
        command.Add(_goroutine);
        command.Add(_task);
        command.Add(_region);
        command.Add(_userOnly);
        command.Add(_parallel);
        command.Add(_strict);
    }

    public AnalysisOptions Read(ParseResult parsed)
    {
        if (parsed.GetValue(_to) is { } to && to <= (parsed.GetValue(_from) ?? TimeSpan.Zero))
        {
            throw CommandFailure.Usage("--to is not later than --from: nothing lies between them");
        }

        return ReadAll(parsed);
    }

    private AnalysisOptions ReadAll(ParseResult parsed) => new()
    {
        TimeBase = parsed.GetValue(_timeBase) == "go" ? TimeBase.Go : TimeBase.Recorded,
        LongSyscall = parsed.GetValue(_longSyscall) ?? AnalysisOptions.Default.LongSyscall,
        Scope = new AnalysisScope
        {
            From = parsed.GetValue(_from) ?? TimeSpan.Zero,
            To = parsed.GetValue(_to),
            Goroutine = parsed.GetValue(_goroutine),
            Task = parsed.GetValue(_task),
            Region = parsed.GetValue(_region),
            IncludeSystem = !parsed.GetValue(_userOnly),
        },
        Window = parsed.GetValue(_window) ?? AnalysisOptions.Default.Window,
        Parallelism = parsed.GetValue(_parallel),
        Strict = parsed.GetValue(_strict),
    };
}
