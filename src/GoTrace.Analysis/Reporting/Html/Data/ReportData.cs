namespace GoTrace.Analysis.Reporting.Html.Data;

/// <summary>All that a page shows. Texts and stacks are kept once, and named by their place.</summary>
internal sealed record ReportData
{
    public required string Title { get; init; }

    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Frames, innermost first, of three numbers each: function and file, which are texts, and line.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Stacks { get; init; }

    public IReadOnlyList<TraceData>? Traces { get; init; }

    public IReadOnlyList<ComparisonData>? Comparisons { get; init; }
}

/// <summary>One trace.</summary>
internal sealed record TraceData
{
    public required string Name { get; init; }

    public required IReadOnlyList<HeadlineData> Headlines { get; init; }

    public required IReadOnlyList<NoteData> Quality { get; init; }

    public TimelineData? Timeline { get; init; }

    /// <summary>Groups of distributions that belong into one plot, by the plot's name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<HistogramData>> Histograms { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyDictionary<string, TableData> Tables { get; init; }
}

/// <summary>A main figure.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">With its unit.</param>
/// <param name="Note">What it is made up of, or what to hold it against.</param>
internal sealed record HeadlineData(string Label, string Value, string Note);

/// <summary>A remark.</summary>
/// <param name="Level"><c>ok</c>, <c>note</c> or <c>warn</c>.</param>
/// <param name="Text">What.</param>
internal sealed record NoteData(string Level, string Text);

/// <summary>A distribution for a plot.</summary>
internal sealed record HistogramData
{
    public required string Name { get; init; }

    public long Count { get; init; }

    public long P50Ns { get; init; }

    public long P99Ns { get; init; }

    public long MaxNs { get; init; }

    /// <summary>Three numbers a bucket: from, to, and how much.</summary>
    public required IReadOnlyList<double> Buckets { get; init; }
}
