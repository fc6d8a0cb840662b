using GoTrace.Analysis;
using GoTrace.Analysis.Statistics;
using GoTrace.Export.Tests.Support;
using GoTrace.Parsing;

namespace GoTrace.Export.Tests.Tables;

/// <summary>What DuckDB makes of the tables is what the analysis, and the reader, say of the trace.</summary>
public sealed class FigureTests
{
    private const string Summary =
        "count(*), coalesce(sum(duration_ns), 0)::BIGINT, coalesce(max(duration_ns), 0), "
        + "coalesce(quantile_disc(duration_ns, 0.5), 0), coalesce(quantile_disc(duration_ns, 0.99), 0)";

    public static TheoryData<string> Traces => TestData.Varied;

    [Theory]
    [MemberData(nameof(Traces))]
    public Task Tables_come_to_the_figures_of_the_trace(string trace) => CheckAsync(TestData.Path(trace));

    [Theory]
    [InlineData("traces/go1.27/generations.trace.gz", 0.3)]
    [InlineData("traces/go1.27/generations.trace.gz", 0.6)]
    [InlineData("traces/go1.23/generations.trace.gz", 0.5)]
    [InlineData("traces/go1.27/annotations.trace", 0.5)]
    [InlineData("traces/go1.25/http.trace.gz", 0.4)]
    [InlineData("traces/go1.21/annotations.trace", 0.5)]
    public async Task Tables_of_a_damaged_trace_do_so_too(string trace, double where)
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = await TestData.ReadAsync(trace);
        bytes.AsSpan((int)(bytes.Length * where), 40).Fill(0xFF);
        string damaged = folder["damaged.trace"];
        await File.WriteAllBytesAsync(damaged, bytes, TestContext.Current.CancellationToken);

        (await CheckAsync(damaged)).DataQuality.IsDamaged.Should().BeTrue();
    }

    private static async Task<TraceAnalysis> CheckAsync(string path)
    {
        using var folder = new TemporaryFolder();
        await TableExport.WriteParquetAsync(path, folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        using Duck duck = Duck.Of(folder.Path);
        TraceAnalysis figures = await TraceAnalyzer.AnalyzeAsync(path, cancellationToken: TestContext.Current.CancellationToken);

        await CheckEvents(duck, path);
        CheckTimes(duck, figures);
        if (!figures.DataQuality.IsDamaged)
        {
            CheckGoroutines(duck, figures); // beyond a hole the analysis takes a goroutine for another one
        }

        CheckLatency(duck, figures);
        CheckProcessors(duck, figures);
        CheckSyscalls(duck, figures);
        CheckRanges(duck, figures);
        CheckAnnotations(duck, figures);
        CheckStacks(duck);
        CheckRun(duck, figures);
        return figures;
    }

    private static async Task CheckEvents(Duck duck, string path)
    {
        var kinds = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var calls = new Dictionary<string, long>();
        Int128 times = 0;
        await using TraceReader reader = TraceReader.Open(path);
        while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is { } generation)
        {
            foreach (ref readonly TraceEvent e in generation)
            {
                string kind = e.Kind.ToString();
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                times += e.Time;
                string call = Innermost(generation.Stack(e.Stack));
                calls[call] = calls.GetValueOrDefault(call) + 1;
            }
        }

        kinds["Sync"] = kinds.GetValueOrDefault("Sync") + 1; // the one that closes the trace
        times += reader.EndEvent.Time;
        duck.Rows("SELECT replace(kind, '_', ''), count(*) FROM events GROUP BY ALL")
            .ToDictionary(r => (string)r[0]!, r => (long)r[1]!, StringComparer.OrdinalIgnoreCase)
            .Should().BeEquivalentTo(kinds, o => o.Using<string>(c => c.Subject.Should().BeEquivalentTo(c.Expectation)).WhenTypeIs<string>());
        duck.Rows("SELECT sum(time_ns)::VARCHAR FROM events")[0][0].Should().Be(times.ToString());
        calls[""] = calls.GetValueOrDefault("") + 1;
        duck.Rows("""
            SELECT coalesce(f.function || ' ' || f.file || ':' || f.line, ''), count(*)
            FROM events e LEFT JOIN frames f ON f.stack_id = e.stack_id AND f.depth = 0 GROUP BY 1
            """).ToDictionary(r => (string)r[0]!, r => (long)r[1]!).Should().Equal(calls);
        duck.Rows("SELECT min(seq), max(seq), count(DISTINCT seq) FROM events")[0].Should().Equal(0L, kinds.Values.Sum() - 1, kinds.Values.Sum());
    }

    private static string Innermost(StackTrace stack) => stack.Count == 0 || stack[0].FunctionUtf8.IsEmpty ? "" : stack[0].ToString();

    private static void CheckGoroutines(Duck duck, TraceAnalysis figures)
    {
        duck.Rows("""
            SELECT coalesce(g.function, ''), any_value(g.is_system),
                   coalesce(sum(s.duration_ns) FILTER (s.state = 'running'), 0)::BIGINT,
                   coalesce(sum(s.duration_ns) FILTER (s.state = 'runnable'), 0)::BIGINT,
                   coalesce(sum(s.duration_ns) FILTER (s.state = 'waiting'), 0)::BIGINT,
                   coalesce(sum(s.duration_ns) FILTER (s.state = 'syscall'), 0)::BIGINT,
                   count(*) FILTER (s.state = 'running' AND s.next_state = 'runnable' AND s.end_reason = 'preempted'),
                   count(DISTINCT g.goroutine)
            FROM goroutines g LEFT JOIN goroutine_states s USING (goroutine)
            GROUP BY 1
            """)
            .Select(r => string.Join(' ', r)).Order(StringComparer.Ordinal)
            .Should().Equal(figures.Goroutines.ByFunction.Select(g =>
                $"{g.Function} {g.System} {g.RunningNs} {g.RunnableNs} {g.WaitingNs} {g.SyscallNs} {g.Preemptions} {g.Count}").Order(StringComparer.Ordinal));
        duck.Number("SELECT count(*) FROM goroutines").Should().Be(figures.Goroutines.Seen);
        duck.Number("SELECT count(*) FROM goroutines WHERE created_ns IS NOT NULL").Should().BeLessThanOrEqualTo(figures.Goroutines.Created);
    }

    private static void CheckTimes(Duck duck, TraceAnalysis figures)
    {
        duck.Rows("""
            SELECT coalesce(sum(duration_ns) FILTER (state = 'running'), 0), coalesce(sum(duration_ns) FILTER (state = 'runnable'), 0),
                   coalesce(sum(duration_ns) FILTER (state = 'waiting'), 0), coalesce(sum(duration_ns) FILTER (state = 'syscall'), 0)
            FROM goroutine_states
            """)[0].Should().Equal(
            figures.Goroutines.ByFunction.Sum(g => g.RunningNs), figures.Goroutines.ByFunction.Sum(g => g.RunnableNs),
            figures.Goroutines.ByFunction.Sum(g => g.WaitingNs), figures.Goroutines.ByFunction.Sum(g => g.SyscallNs));
        duck.Rows("SELECT DISTINCT coalesce(function, '') FROM goroutines").Select(r => r[0]).Except([""])
            .Should().BeEquivalentTo(figures.Goroutines.ByFunction.Select(g => g.Function).Except([""]));
        duck.Number("SELECT count(*) - count(DISTINCT goroutine) FROM goroutines").Should().Be(0, "there is one row a goroutine");
        duck.Number("SELECT count(*) FROM goroutine_states ANTI JOIN goroutines USING (goroutine)").Should().Be(0);
        duck.Number("SELECT count(*) FROM goroutine_states WHERE state = 'runnable' AND next_state = 'running'").Should().Be(figures.Goroutines.Starts);
    }

    private static void CheckLatency(Duck duck, TraceAnalysis figures)
    {
        const string Waits = "FROM goroutine_states s JOIN goroutines g USING (goroutine) WHERE state = 'runnable' AND next_state = 'running' AND is_start_seen";
        Check(duck, Waits, figures.SchedulingLatency.All);
        Check(duck, Waits + " AND NOT is_system", figures.SchedulingLatency.User);
        foreach ((string cause, Distribution waits) in figures.SchedulingLatency.ByCause)
        {
            Check(duck, $"{Waits} AND cause = '{cause}'", waits);
        }
    }

    private static void CheckProcessors(Duck duck, TraceAnalysis figures)
    {
        duck.Rows("SELECT processor, sum(duration_ns)::BIGINT FROM processor_states WHERE state = 'running' GROUP BY 1 ORDER BY 1")
            .Select(r => (r[0], r[1]))
            .Should().Equal(figures.Processors.Where(p => p.RunningNs > 0).Select(p => ((object?)p.Id, (object?)p.RunningNs)));
        if (figures.DataQuality.IsDamaged)
        {
            return; // the end of a generation may be later than the beginning of one that comes after a hole
        }

        duck.Number("""
            SELECT count(*) FROM (SELECT start_ns, max(end_ns) OVER (PARTITION BY processor ORDER BY end_ns ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
                                  FROM processor_states)
            WHERE before > start_ns
            """).Should().Be(0, "a processor is in one state at a time");
    }

    private static void CheckSyscalls(Duck duck, TraceAnalysis figures)
    {
        Check(duck, "FROM syscalls WHERE is_measured", figures.Syscalls.All);
        Check(duck, "FROM syscalls WHERE is_measured AND NOT is_gc_start", figures.Syscalls.User);
        Check(duck, "FROM syscalls WHERE is_measured AND is_blocked", figures.Syscalls.Blocked);
        Check(duck, "FROM syscalls WHERE is_measured AND is_cgo", figures.Syscalls.Cgo);
        Check(duck, "FROM syscalls WHERE is_measured AND is_gc_start", figures.Syscalls.GcStart);
        duck.Number("SELECT count(*) FROM syscalls WHERE end_ns IS NULL").Should().Be(figures.Syscalls.CountOnly);
    }

    private static void CheckRanges(Duck duck, TraceAnalysis figures)
    {
        foreach ((string name, Distribution range) in figures.Ranges)
        {
            Check(duck, $"FROM ranges WHERE name = '{name}' AND duration_ns IS NOT NULL", range);
        }

        foreach ((string kind, Distribution pauses) in figures.StopTheWorld.ByKind)
        {
            Check(duck, $"FROM ranges WHERE name || ' (' || coalesce(kind, '') || ')' = '{kind}' AND duration_ns IS NOT NULL", pauses);
        }

        duck.Number("SELECT coalesce(sum(swept_bytes), 0)::BIGINT FROM ranges WHERE duration_ns IS NOT NULL").Should().Be(figures.Sweep.SweptBytes);
        duck.Number("SELECT coalesce(sum(reclaimed_bytes), 0)::BIGINT FROM ranges WHERE duration_ns IS NOT NULL").Should().Be(figures.Sweep.ReclaimedBytes);
    }

    private static void CheckAnnotations(Duck duck, TraceAnalysis figures)
    {
        CheckByName(duck, "tasks", figures.Tasks);
        CheckByName(duck, "regions", figures.Regions);
        duck.Rows("SELECT coalesce(category, ''), count(*) FROM logs GROUP BY 1").Select(r => (r[0], r[1]))
            .Should().BeEquivalentTo(figures.Logs.Select(l => ((object?)l.Key, (object?)l.Value)));
        duck.Number("SELECT count(*) FROM samples").Should().Be(figures.CpuSamples.Count);
        duck.Number("SELECT count(*) FROM samples WHERE is_async_preempt").Should().Be(figures.CpuSamples.AsyncPreempt);
    }

    private static void CheckStacks(Duck duck)
    {
        duck.Number("SELECT count(*) FROM stacks s WHERE frames <> (SELECT count(*) FROM frames f WHERE f.stack_id = s.stack_id)").Should().Be(0);
        duck.Number("SELECT count(*) FROM events WHERE stack_id IS NOT NULL AND stack_id NOT IN (SELECT stack_id FROM stacks)").Should().Be(0);
    }

    private static void CheckRun(Duck duck, TraceAnalysis figures)
    {
        object?[] run = duck.Rows("SELECT duration_ns, events, generations, gomaxprocs, goroutines, is_damaged, end_ns - start_ns FROM runs").Should().ContainSingle().Subject;
        run.Should().Equal(
            figures.DurationNs, figures.Events, (long)figures.Generations,
            figures.GoMaxProcs.Count > 0 ? figures.GoMaxProcs[^1] : figures.InitialGoMaxProcs, figures.Goroutines.Seen, figures.DataQuality.IsDamaged, figures.DurationNs);
        duck.Number("SELECT min(start_ns) - (SELECT start_ns FROM runs) FROM goroutine_states").Should().BeGreaterThanOrEqualTo(0);
        duck.Number("SELECT count(*) FROM metrics WHERE name = 'sched.latency.p99' AND value IS NOT DISTINCT FROM "
            + (figures.SchedulingLatency.User.Count == 0 ? "NULL" : figures.SchedulingLatency.User.P99Ns.ToString())).Should().Be(1);
    }

    // Count, total and maximum are exact; a quantile of a distribution is off by 1 % at the most.
    private static void Check(Duck duck, string from, Distribution expected) =>
        Check(duck.Rows($"SELECT {Summary} {from}")[0].AsSpan(), expected, from);

    private static void CheckByName(Duck duck, string table, IReadOnlyDictionary<string, Distribution> expected)
    {
        IReadOnlyList<object?[]> rows = duck.Rows($"SELECT coalesce(name, ''), {Summary} FROM {table} WHERE duration_ns IS NOT NULL GROUP BY 1");
        rows.Select(r => (string)r[0]!).Should().BeEquivalentTo(expected.Keys);
        foreach (object?[] row in rows)
        {
            Check(row.AsSpan(1), expected[(string)row[0]!], (string)row[0]!);
        }
    }

    private static void Check(ReadOnlySpan<object?> row, Distribution expected, string what)
    {
        row[0].Should().Be(expected.Count, what);
        row[1].Should().Be(expected.TotalNs, what);
        row[2].Should().Be(expected.MaxNs, what);
        ((double)(long)row[3]!).Should().BeApproximately(expected.P50Ns, (0.01 * expected.P50Ns) + 1, what);
        ((double)(long)row[4]!).Should().BeApproximately(expected.P99Ns, (0.01 * expected.P99Ns) + 1, what);
    }
}
