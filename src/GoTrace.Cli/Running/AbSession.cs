using System.Diagnostics;
using System.Globalization;
using GoTrace.Analysis.Reporting;
using GoTrace.Cli.Capturing;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Running;

/// <summary>What an A/B session is to do.</summary>
internal sealed record AbPlan
{
    /// <summary>A command, or the address of a service.</summary>
    public required string Baseline { get; init; }

    /// <summary>A command, or the address of a service.</summary>
    public required string Candidate { get; init; }

    /// <summary>How many runs a side.</summary>
    public required int Runs { get; init; }

    /// <summary>How many more of each side ahead, which don't count.</summary>
    public required int WarmUps { get; init; }

    /// <summary>Decides the order.</summary>
    public required int Seed { get; init; }

    /// <summary>How long a run may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>After how long no further run is begun.</summary>
    public required TimeSpan? MaxTime { get; init; }

    /// <summary>The folder that traces go to.</summary>
    public required string Folder { get; init; }

    /// <summary>How long a service is traced for.</summary>
    public double? Seconds { get; init; }

    /// <summary>What to send to services.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];
}

/// <summary>Makes the runs of two sides in turn, and keeps a record of them.</summary>
internal sealed class AbSession(AbPlan plan, Terminal terminal) : IDisposable
{
    private readonly List<MadeRun> _made = [];
    private readonly TraceCapture _capture = new(plan.Headers, plan.Timeout);

    /// <summary>The runs that were made, in order.</summary>
    public IReadOnlyList<MadeRun> Made => _made;

    private string Record => Path.Combine(plan.Folder, "runs.csv");

    /// <summary>Makes the folder.</summary>
    /// <exception cref="CommandFailure">It has runs, which would be lost or be taken for some of these.</exception>
    public void Prepare()
    {
        if (File.Exists(Record))
        {
            throw CommandFailure.Usage($"{plan.Folder} has the runs of an earlier session: name another folder with -o");
        }

        Directory.CreateDirectory(plan.Folder);
    }

    /// <summary>Makes the runs. Those made stay when it ends early, whatever for.</summary>
    /// <exception cref="CommandFailure">A run failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        foreach (ScheduledRun run in Schedule.Make(plan.WarmUps, plan.Seed))
        {
            string file = Path.Combine(plan.Folder, "warm-up.trace");
            Tell($"warm-up {run.Round} of {plan.WarmUps}, {Name(run)}");
            await OneAsync(run, file, stop).ConfigureAwait(false);
            File.Delete(file);
        }

        IReadOnlyList<ScheduledRun> schedule = Schedule.Make(plan.Runs, plan.Seed);
        TimeSpan spentOnRuns = TimeSpan.Zero;
        for (int i = 0; i < schedule.Count; i++)
        {
            TimeSpan spent = Stopwatch.GetElapsedTime(started);
            if (plan.MaxTime is { } most && spent > most)
            {
                Tell($"{most.TotalSeconds:0.#} s are over: {schedule.Count - i} runs are left out");
                return;
            }

            ScheduledRun run = schedule[i];
            string file = Path.Combine(plan.Folder, $"{Name(run)}-{run.Round}.trace");
            long begun = Stopwatch.GetTimestamp();
            await OneAsync(run, file, stop).ConfigureAwait(false);
            var made = new MadeRun(_made.Count, run.IsCandidate, run.Round, Stopwatch.GetElapsedTime(begun), file);
            _made.Add(made);
            Note(made);
            spentOnRuns += made.Took;
            TimeSpan left = spentOnRuns / (i + 1) * (schedule.Count - i - 1);
            Tell(string.Create(
                CultureInfo.InvariantCulture,
                $"run {i + 1} of {schedule.Count}, {Name(run)} {run.Round}: {made.Took.TotalSeconds:0.00} s, {Units.Bytes(new FileInfo(file).Length)}{(left > TimeSpan.Zero ? $"; about {Units.Duration(left.TotalNanoseconds)} left" : "")}"));
        }
    }

    public void Dispose() => _capture.Dispose();

    private async Task OneAsync(ScheduledRun run, string file, CancellationToken stop)
    {
        File.Delete(file);
        try
        {
            await MakeAsync(run.IsCandidate ? plan.Candidate : plan.Baseline, file, stop).ConfigureAwait(false);
        }
        catch
        {
            SetAside(file);
            throw;
        }
    }

    private async Task MakeAsync(string side, string file, CancellationToken stop)
    {
        if (!TraceUrl.IsUrl(side))
        {
            await new ShellCommand(side).RunAsync(Path.GetFullPath(file), plan.Timeout, stop).ConfigureAwait(false);
            return;
        }

        CaptureResult result = await _capture.TakeAsync(TraceUrl.Parse(side, plan.Seconds), file, stop).ConfigureAwait(false);
        if (result.Wrong is { } wrong)
        {
            stop.ThrowIfCancellationRequested();
            throw new CommandFailure(ExitCode.Unreadable, "no_trace", $"the trace is not whole: {wrong}", result.Url.ToString());
        }
    }

    // A run that did not end is none, and what it wrote must not be taken for one by its name.
    private void SetAside(string file)
    {
        if (!File.Exists(file))
        {
            return;
        }

        try
        {
            File.Move(file, file + ".unfinished", overwrite: true);
            Tell($"what the last run wrote is in {file}.unfinished");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell($"{file} is of a run that did not end, and could not be renamed: {e.Message.TrimEnd('.')}");
        }
    }

    // Appended run by run, so that it is there whatever happens next.
    private void Note(MadeRun run)
    {
        if (run.Place == 0)
        {
            File.WriteAllText(Record, "place,side,round,seconds,file\n");
        }

        File.AppendAllText(Record, string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Place + 1},{(run.IsCandidate ? "candidate" : "baseline")},{run.Round},{run.Took.TotalSeconds:0.###},{Path.GetFileName(run.File)}\n"));
    }

    private void Tell(string message) => terminal.Error.WriteLine($"gotrace: {message}");

    private static string Name(ScheduledRun run) => run.IsCandidate ? "candidate" : "baseline";
}

/// <summary>A run that was made.</summary>
/// <param name="Place">Its place among all, from 0.</param>
/// <param name="IsCandidate">Whether it is of the candidate's side.</param>
/// <param name="Round">Which of its side, from 1.</param>
/// <param name="Took">How long it took.</param>
/// <param name="File">Its trace.</param>
internal sealed record MadeRun(int Place, bool IsCandidate, int Round, TimeSpan Took, string File);
