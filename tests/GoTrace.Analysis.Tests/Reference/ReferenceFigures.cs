using System.Collections.Frozen;
using System.IO.Compression;
using System.Text.Json;
using GoTrace.Analysis.Tests.Support;

namespace GoTrace.Analysis.Tests.Reference;

/// <summary>The figures of the bundled traces as counted from the events of Go's own reader.</summary>
internal static class ReferenceFigures
{
    private static readonly Lazy<FrozenDictionary<(string Trace, string TimeBase), JsonElement>> All = new(Read);

    public static IEnumerable<string> Traces => All.Value.Keys.Select(k => k.Trace).Distinct().Order(StringComparer.Ordinal);

    public static JsonElement Of(string trace, TimeBase timeBase) => All.Value[(trace, timeBase == TimeBase.Go ? "go" : "recorded")];

    private static FrozenDictionary<(string Trace, string TimeBase), JsonElement> Read()
    {
        using var file = new GZipStream(File.OpenRead(TestData.Path("expected/figures.ndjson.gz")), CompressionMode.Decompress);
        using var lines = new StreamReader(file);
        var all = new Dictionary<(string, string), JsonElement>();
        while (lines.ReadLine() is { } line)
        {
            JsonElement entry = JsonElement.Parse(line);
            all.Add((entry.GetProperty("trace").GetString()!, entry.GetProperty("time_base").GetString()!), entry.GetProperty("figures"));
        }

        return all.ToFrozenDictionary();
    }
}
