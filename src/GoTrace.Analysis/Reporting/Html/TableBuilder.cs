using GoTrace.Analysis.Reporting.Html.Data;

namespace GoTrace.Analysis.Reporting.Html;

/// <summary>Makes a table of rows, column by column.</summary>
internal sealed class TableBuilder<T>(string caption, IEnumerable<T> rows, TextTable texts, ReportLimits limits)
{
    private readonly T[] _all = [.. rows];
    private readonly List<ColumnData> _columns = [];
    private string? _note;
    private long _total = -1;

    private ReadOnlySpan<T> Shown => _all.AsSpan(0, Math.Min(_all.Length, limits.Rows));

    public TableBuilder<T> Note(string note)
    {
        _note = note;
        return this;
    }

    /// <summary>Says that there are more rows than were given.</summary>
    public TableBuilder<T> OutOf(long total)
    {
        _total = total;
        return this;
    }

    public TableBuilder<T> Text(string key, string name, Func<T, string> of) => Ids(key, name, ColumnKind.Text, r => texts.NumberOf(of(r)));

    public TableBuilder<T> Code(string key, string name, Func<T, string> of) => Ids(key, name, ColumnKind.Code, r => texts.NumberOf(of(r)));

    public TableBuilder<T> Stack(string key, string name, Func<T, IReadOnlyList<CallSite>> of) =>
        Ids(key, name, ColumnKind.Stack, r => texts.NumberOf(of(r)));

    public TableBuilder<T> Ns(string key, string name, Func<T, double?> of) => Numbers(key, name, ColumnKind.Ns, of);

    public TableBuilder<T> Start(string key, string name, Func<T, double?> of) => Numbers(key, name, ColumnKind.StartNs, of);

    public TableBuilder<T> Count(string key, string name, Func<T, double?> of) => Numbers(key, name, ColumnKind.Count, of);

    public TableBuilder<T> Id(string key, string name, Func<T, double?> of) => Numbers(key, name, ColumnKind.Id, of);

    public TableBuilder<T> Number(string key, string name, Func<T, double?> of) => Numbers(key, name, ColumnKind.Number, of);

    public TableBuilder<T> Share(string key, string name, Func<T, double?> of) => Numbers(key, name, ColumnKind.Share, of);

    public TableBuilder<T> Bytes(string key, string name, Func<T, double?> of) => Numbers(key, name, ColumnKind.Bytes, of);

    public TableBuilder<T> Flag(string key, string name, Func<T, bool> of) => Numbers(key, name, ColumnKind.Flag, r => of(r) ? 1 : 0);

    public TableData Build() => new()
    {
        Caption = caption,
        Note = _note,
        Rows = Shown.Length,
        Total = Math.Max(_total, _all.Length),
        Columns = _columns,
    };

    private TableBuilder<T> Ids(string key, string name, ColumnKind kind, Func<T, int> of)
    {
        int[] ids = new int[Shown.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = of(_all[i]);
        }

        _columns.Add(new ColumnData { Key = key, Name = name, Kind = kind, Ids = ids });
        return this;
    }

    private TableBuilder<T> Numbers(string key, string name, ColumnKind kind, Func<T, double?> of)
    {
        double?[] numbers = new double?[Shown.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = PlainNumber.Of(of(_all[i]));
        }

        _columns.Add(new ColumnData { Key = key, Name = name, Kind = kind, Numbers = numbers });
        return this;
    }
}
