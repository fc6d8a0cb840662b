using System.Text;

namespace GoTrace.Export.Datasets;

/// <summary>
/// Where a run's files lie: <c>table=T/label=L/run=R/H.parquet</c>, as Hive partitions, with H made of
/// the trace's bytes. What is no letter or digit of a label or run, but for a few signs, is written
/// as its UTF-8 bytes, a % and two digits each.
/// </summary>
internal sealed class RunPlace
{
    private const int LongestName = 200; // of a folder, of the 255 bytes that file systems allow
    private const int HashDigits = 20;

    private readonly string _dataset;
    private readonly string _partition;

    public RunPlace(string dataset, string label, string? run, string hash, bool usesGoTime)
    {
        _dataset = dataset;
        Label = label;
        Run = run ?? NameOf(hash);
        _partition = Path.Join(Folder("label", label), Folder("run", Run));
        FileName = hash[..HashDigits] + (usesGoTime ? "-go" : "") + Extension;
    }

    public const string Extension = ".parquet";

    public string Label { get; }

    public string Run { get; }

    public string FileName { get; }

    /// <summary>What a run is called if nobody says otherwise: not to be taken for a number.</summary>
    public static string NameOf(string hash) => "sha256-" + hash[..HashDigits];

    /// <summary>The folder of one of the run's tables.</summary>
    public string FolderOf(string table) => Path.Join(_dataset, "table=" + table, _partition);

    /// <summary>The file of one of the run's tables.</summary>
    public string PathOf(string table) => Path.Join(FolderOf(table), FileName);

    private static string Folder(string key, string value)
    {
        if (value.Length == 0)
        {
            throw new ArgumentException($"a {key} must not be empty", key);
        }

        var name = new StringBuilder($"{key}=");
        foreach (byte b in Encoding.UTF8.GetBytes(value))
        {
            char c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            {
                name.Append(c);
            }
            else
            {
                name.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return name.Length <= LongestName
            ? name.ToString()
            : throw new ArgumentException($"a {key} of {value.Length} characters is too long to be the name of a folder", key);
    }
}
