using System.CommandLine;
using GoTrace.Analysis;
using GoTrace.Cli.Commands;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;
using GoTrace.Export.Pprof;
using GoTrace.Parsing;

namespace GoTrace.Cli.Exporting;

/// <summary>A profile for <c>go tool pprof</c>.</summary>
internal sealed class PprofFormat : SingleFileFormat
{
    private static readonly (string Name, ProfileKind Kind)[] Kinds =
    [
        ("sched", ProfileKind.Scheduling), ("syscall", ProfileKind.Syscall), ("block", ProfileKind.Block), ("sync", ProfileKind.Sync),
        ("net", ProfileKind.Network), ("preemption", ProfileKind.Preemption), ("cpu", ProfileKind.Cpu),
    ];

    private readonly Option<string> _profile = Choice.Create(
        "--profile",
        "For pprof, what of: waits for a processor, syscalls, all blocks, those of them on sync and channels or on the network, preemptions, CPU samples",
        [.. Kinds.Select(k => k.Name)]);

    private readonly Option<string> _stack = Choice.Create(
        "--stack", "For pprof, whose stack stands for a wait for a processor: that of the goroutine that waits, or of what made it ready", "waiter", "waker");

    public override string Name => "pprof";

    public override IReadOnlyList<string> Extensions => [".pb.gz", ".pprof"];

    public override IReadOnlyList<Option> Options => [_profile, _stack];

    protected override string What => "a profile";

    protected override async Task<TraceAnalysis> WriteAsync(TraceReader reader, Stream output, ExportRequest request, CancellationToken stop)
    {
        string name = request.Parsed.GetRequiredValue(_profile);
        bool isByWaker = request.Parsed.GetRequiredValue(_stack) == "waker";
        if (isByWaker && name != "sched")
        {
            throw CommandFailure.Usage($"--stack waker is for --profile sched: there is nobody who wakes in --profile {name}");
        }

        PprofProfile profile = await PprofProfile.ReadAsync(
            reader,
            new PprofOptions
            {
                Kind = Array.Find(Kinds, k => k.Name == name).Kind,
                Stack = isByWaker ? ProfileStack.Waker : ProfileStack.Waiter,
                TimeBase = request.Analysis.TimeBase,
                Scope = request.Analysis.Scope,
                Parallelism = request.Analysis.Parallelism,
            },
            null,
            stop).ConfigureAwait(false);
        profile.Write(output);
        if (profile.Count == 0 && !profile.Analysis.DataQuality.IsDamaged)
        {
            string why = name == "cpu" ? ": it has CPU samples where a CPU profile was taken at the same time" : "";
            Failures.Warn($"{InputFiles.Show(request.Files[0])}: there is nothing for --profile {name} in it{why}", request.Terminal);
        }

        return profile.Analysis;
    }
}
