namespace GoTrace.Analysis.Reporting.Notebooks;

/// <summary>Gives a notebook's host what shows a result; found by the names of its members.</summary>
internal sealed class ResultFormatterSource
{
    private readonly object[] _formatters = [new ResultHtmlFormatter()];

    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
