using GoTrace.Analysis;
using GoTrace.Export.Perfetto;
using GoTrace.Parsing;

namespace GoTrace.Cli.Exporting;

/// <summary>A timeline for the Perfetto UI.</summary>
internal sealed class PerfettoFormat : SingleFileFormat
{
    public override string Name => "perfetto";

    public override IReadOnlyList<string> Extensions => [".pftrace", ".perfetto-trace"];

    protected override string What => "a timeline";

    protected override async Task<TraceAnalysis> WriteAsync(TraceReader reader, Stream output, ExportRequest request, CancellationToken stop)
    {
        PerfettoResult result = await PerfettoTrace.WriteAsync(
            reader,
            output,
            new PerfettoOptions
            {
                TimeBase = request.Analysis.TimeBase,
                Scope = request.Analysis.Scope,
                Parallelism = request.Analysis.Parallelism,
            },
            null,
            stop).ConfigureAwait(false);
        return result.Analysis;
    }
}
