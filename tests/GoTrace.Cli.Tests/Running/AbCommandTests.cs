using System.Text.Json;
using GoTrace.Cli.Running;
using GoTrace.Cli.Tests.Capturing;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests.Running;

/// <summary>A shell script stands for the program: it writes the bundled traces one after the other.</summary>
public sealed class AbCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public AbCommandTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the programs here are shell scripts");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_both_in_turn_and_compares()
    {
        CliResult result = await RunAsync("--runs", "8", "--format", "json", "--metric", "sched.latency.p50", "--seed", "7");

        result.ExitCode.Should().Be(0, result.Error);
        result.Json.GetProperty("verdict").GetString().Should().Be("keep");
        result.Json.GetProperty("figures")[0].GetProperty("baseline").GetProperty("n").GetInt32().Should().Be(8);
        result.Error.Should().Contain("8 runs a side").And.Contain("--seed 7").And.Contain("warm-up 1 of 1").And.Contain("run 16 of 16");
        Directory.GetFiles(Traces, "*.trace").Should().HaveCount(16);
    }

    [Fact]
    public async Task A_seed_repeats_the_order()
    {
        await RunAsync("--runs", "6", "--seed", "3");
        string first = Order();
        Directory.Delete(Traces, recursive: true);
        await RunAsync("--runs", "6", "--seed", "3");
        string again = Order();
        Directory.Delete(Traces, recursive: true);
        await RunAsync("--runs", "6", "--seed", "4");

        again.Should().Be(first);
        Order().Should().NotBe(first);
        first.Split(' ').Chunk(2).Should().OnlyContain(round => round.Order().SequenceEqual(new[] { "baseline", "candidate" }));
    }

    [Fact]
    public async Task A_failing_command_is_shown_with_its_output_and_the_runs_before_it_stay()
    {
        string fails = Script("fails.sh", $"echo trying; echo 'no such flag' >&2; [ -e {_folder.At("ran")} ] && exit 7; touch {_folder.At("ran")}; cp {Before(1)} \"$1\"");

        CliResult result = await Tool.RunAsync(
            "ab", "--baseline", $"sh {fails} {{trace}}", "--candidate", Writes("after"), "--runs", "4", "--warm-up", "0", "--seed", "1", "-o", Traces);

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("the command failed: it ended with 7").And.Contain("| trying").And.Contain("| no such flag").And.Contain(fails);
        result.Error.Should().Contain("ended early");
        File.Exists(Path.Combine(Traces, "baseline-1.trace")).Should().BeTrue();
    }

    [Fact]
    public async Task A_command_that_writes_no_trace_is_told_where_to()
    {
        CliResult result = await Tool.RunAsync("ab", "--baseline", "echo hello", "--candidate", "echo hello", "-o", Traces);

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("wrote no trace to").And.Contain("{trace}").And.Contain("GOTRACE_FILE").And.Contain("| hello");
    }

    [Fact]
    public async Task What_is_written_must_be_a_trace()
    {
        CliResult result = await Tool.RunAsync("ab", "--baseline", "echo hello > {trace}", "--candidate", "echo hello > {trace}", "-o", Traces);

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("is no trace");
    }

    [Fact]
    public async Task The_environment_names_the_file_too()
    {
        string cp = $"cp {Before(1)} \"$GOTRACE_FILE\"";

        CliResult result = await Tool.RunAsync("ab", "--baseline", cp, "--candidate", cp, "--runs", "1", "--warm-up", "0", "-o", Traces);

        result.ExitCode.Should().Be(0, result.Error);
    }

    [Fact]
    public async Task A_run_that_takes_too_long_is_ended()
    {
        CliResult result = await Tool.RunAsync(
            "ab", "--baseline", "echo begun; sleep 600", "--candidate", "sleep 600", "--timeout", "200ms", "--warm-up", "0", "--seed", "2", "-o", Traces);

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("it took longer than 0.2 s");
    }

    [Fact]
    public async Task What_a_command_leaves_running_holds_nothing_up()
    {
        string leaves = $"sleep 600 & echo $! > {_folder.At("pid")}; cp {Before(1)} {{trace}}";
        try
        {
            CliResult result = await Tool.RunAsync(
                "ab", "--baseline", leaves, "--candidate", $"cp {Before(1)} {{trace}}", "--runs", "1", "--warm-up", "0", "-o", Traces);

            result.ExitCode.Should().Be(0, result.Error);
        }
        finally
        {
            System.Diagnostics.Process.GetProcessById(int.Parse(File.ReadAllText(_folder.At("pid")), System.Globalization.CultureInfo.InvariantCulture)).Kill();
        }
    }

    [Fact]
    public async Task No_run_is_begun_after_the_time_is_over()
    {
        CliResult result = await RunAsync("--runs", "8", "--max-time", "1ns", "--warm-up", "1");

        result.ExitCode.Should().Be(0, result.Error);
        result.Error.Should().Contain("16 runs are left out");
    }

    [Fact]
    public async Task A_stop_keeps_the_runs_so_far_and_compares_them()
    {
        using var stop = new CancellationTokenSource();
        string slow = Script(
            "slow.sh", $"n=$(ls {Traces} | grep -c trace); cp {Before(1)} \"$1\"; [ $n -ge 4 ] && touch {_folder.At("waits")} && sleep 600; true");
        Task<CliResult> running = Tool.RunAsync(
            new Tool.Setting { Stop = stop.Token }, "ab", "--baseline", $"sh {slow} {{trace}}", "--candidate", $"sh {slow} {{trace}}", "--warm-up", "0", "-o", Traces);
        while (!File.Exists(_folder.At("waits")))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        CliResult result = await running;

        result.ExitCode.Should().Be(130);
        result.Error.Should().Contain("ended early; 4 runs are in").And.Contain("compared here");
        result.Output.Should().Contain("too few runs: 2 against 2");
        Directory.GetFiles(Traces, "*.trace").Should().HaveCount(4, "the fifth run did not end");
        Directory.GetFiles(Traces, "*.unfinished").Should().ContainSingle();
    }

    [Fact]
    public async Task A_failing_run_is_not_left_among_the_others()
    {
        string fails = $"cp {Before(1)} {{trace}}; exit 1";

        CliResult result = await Tool.RunAsync("ab", "--baseline", fails, "--candidate", fails, "--warm-up", "0", "--seed", "1", "-o", Traces);

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("-1.trace.unfinished");
        Directory.GetFiles(Traces).Should().ContainSingle().Which.Should().EndWith("-1.trace.unfinished");
    }

    [Fact]
    public async Task Runs_of_an_earlier_session_are_not_written_over()
    {
        await RunAsync("--runs", "2");
        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(Traces, "baseline-1.trace"));

        CliResult again = await RunAsync("--runs", "1");

        again.ExitCode.Should().Be(1);
        again.Error.Should().Be($"gotrace: {Traces} has the runs of an earlier session: name another folder with -o\n");
        again.Output.Should().BeEmpty();
        File.GetLastWriteTimeUtc(Path.Combine(Traces, "baseline-1.trace")).Should().Be(written);
    }

    [Fact]
    public async Task The_gate_counts_here_too()
    {
        CliResult result = await Tool.RunAsync(
            "ab", "--baseline", Writes("after"), "--candidate", Writes("before"), "--runs", "8", "--warm-up", "0",
            "--metric", "sched.latency.p50", "--fail-on", "regression", "-o", Traces);

        result.ExitCode.Should().Be(3, result.Error);
    }

    // Each side writes the runs in the order of their waits, so that these rise over the session.
    [Fact]
    public async Task Drift_is_noted()
    {
        (string File, long P50)[] runs = await Task.WhenAll(Enumerable.Range(1, 8).Select(async n => (
            Before(n),
            (await Tool.RunAsync("summary", Before(n), "--format", "json")).Json
                .GetProperty("scheduling_latency").GetProperty("user").GetProperty("p50_ns").GetInt64())));
        await File.WriteAllLinesAsync(_folder.At("runs"), runs.OrderBy(r => r.P50).Select(r => r.File), TestContext.Current.CancellationToken);
        string Rises(string side) =>
            $"echo >> {_folder.At(side)}; cp \"$(sed -n $(grep -c '' {_folder.At(side)})p {_folder.At("runs")})\" {{trace}}";

        CliResult result = await Tool.RunAsync(
            "ab", "--baseline", Rises("a"), "--candidate", Rises("b"), "--runs", "8", "--warm-up", "0", "--metric", "sched.latency.p50",
            "--format", "json", "-o", Traces);

        result.ExitCode.Should().Be(0, result.Error);
        JsonElement warning = result.Json.GetProperty("warnings").EnumerateArray().Should().ContainSingle().Subject;
        warning.GetProperty("code").GetString().Should().Be("drift");
        warning.GetProperty("message").GetString().Should().StartWith("over the runs sched.latency.p50 rose");
    }

    [Fact]
    public async Task Services_are_compared_by_their_addresses()
    {
        using var before = TraceServer.Of(TestData.Read("tuning/workers/before-1.trace.gz"));
        using var after = TraceServer.Of(TestData.Read("tuning/workers/after-1.trace.gz"));

        CliResult result = await Tool.RunAsync(
            "ab", "--baseline", "http://" + before.Host, "--candidate", "http://" + after.Host, "--seconds", "1", "--runs", "4", "--warm-up", "0",
            "--metric", "sched.latency.p50", "--format", "json", "-o", Traces);

        result.ExitCode.Should().Be(0, result.Error);
        result.Json.GetProperty("verdict").GetString().Should().Be("keep");
        before.Requests.Should().HaveCount(4);
        after.Requests[0].Should().StartWith("GET /debug/pprof/trace?seconds=1 ");
    }

    [Fact]
    public void A_schedule_has_every_run_once()
    {
        IReadOnlyList<ScheduledRun> schedule = Schedule.Make(20, 5);

        schedule.Distinct().Should().HaveCount(40);
        schedule.Chunk(2).Count(round => round[0].IsCandidate).Should().BeInRange(4, 16);
        schedule.Chunk(2).Should().OnlyContain(round => round[0].IsCandidate != round[1].IsCandidate && round[0].Round == round[1].Round);
    }

    private string Traces => _folder.At("traces");

    private Task<CliResult> RunAsync(params string[] more) => Tool.RunAsync(
        ["ab", "--baseline", Writes("before"), "--candidate", Writes("after"), "-o", Traces, .. more]);

    // Each time the next of the bundled runs.
    private string Writes(string side)
    {
        string counter = _folder.At(side + ".count");
        string script = Script(
            side + ".sh",
            $"n=$(cat {counter} 2>/dev/null || echo 0); n=$((n % 8 + 1)); echo $n > {counter}; cp {Path.GetDirectoryName(Before(1))}/{side}-$n.trace.gz \"$1\"");
        return $"sh {script} {{trace}}";
    }

    private string Script(string name, string text)
    {
        File.WriteAllText(_folder.At(name), text + "\n");
        return _folder.At(name);
    }

    private string Order() => string.Join(' ', File.ReadAllLines(Path.Combine(Traces, "runs.csv")).Skip(1).Select(l => l.Split(',')[1]));

    private static string Before(int n) => TestData.Path($"tuning/workers/before-{n}.trace.gz");
}
