using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;

namespace GoTrace.Export.Tables.Rows;

/// <summary>The run's figures, those that comparisons look at.</summary>
internal sealed class MetricRows : RowSet
{
    public MetricRows()
        : base("metrics", "a figure of the run, the ones that gotrace compare looks at")
    {
        Name = Text("name", "such as sched.latency.p99");
        Unit = Text("unit", "count, ns, per_second, share or bytes");
        Value = Real("value", "the figure; null where the run does not have it", isNullable: true);
        Better = Text("better", "which way is better: lower or higher");
        IsPrimary = Flag("is_primary", "whether verdicts are made from it");
        GrowsWithWork = Flag("grows_with_work", "whether it grows with the trace's length and the work done, as counts do");
    }

    public TextColumn Name { get; }

    public TextColumn Unit { get; }

    public DoubleColumn Value { get; }

    public TextColumn Better { get; }

    public BooleanColumn IsPrimary { get; }

    public BooleanColumn GrowsWithWork { get; }

    public void Add(Figure figure, TraceAnalysis analysis)
    {
        Name.Add(figure.Name);
        Unit.Add(figure.Unit switch
        {
            FigureUnit.Ns => "ns",
            FigureUnit.PerSecond => "per_second",
            FigureUnit.Share => "share",
            FigureUnit.Bytes => "bytes",
            _ => "count",
        });
        Value.AddOptional(figure.Of(analysis));
        Better.Add(figure.Better == Analysis.Comparison.Better.Higher ? "higher" : "lower");
        IsPrimary.Add(figure.IsPrimary);
        GrowsWithWork.Add(figure.GrowsWithWork);
    }
}
