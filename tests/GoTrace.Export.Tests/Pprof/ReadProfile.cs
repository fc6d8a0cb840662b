using System.IO.Compression;
using GoTrace.Export.Pprof;
using GoTrace.Export.Tests.Protobuf;
using GoTrace.Parsing;

namespace GoTrace.Export.Tests.Pprof;

/// <summary>A profile read back from its bytes, by the public schema (proto/profile.proto of github.com/google/pprof).</summary>
internal sealed class ReadProfile
{
    private readonly string[] _texts;
    private readonly Dictionary<ulong, string> _calls = [];

    private ReadProfile(ProtoMessage message)
    {
        _texts = [.. message.Texts(6)];
        _texts[0].Should().BeEmpty("text 0 has to be the empty one");
        SampleTypes = [.. message.Messages(1).Select(t => $"{Text(t, 1)}/{Text(t, 2)}")];
        DefaultSampleType = Text(message, 14);
        PeriodType = $"{Text(message.Message(11), 1)}/{Text(message.Message(11), 2)}";
        Period = message.Signed(12);
        DurationNs = message.Signed(10);
        TimeNs = message.Signed(9);
        Dictionary<ulong, string> functions = message.Messages(5).ToDictionary(f => f.Number(1), f => Text(f, 2));
        foreach (ProtoMessage location in message.Messages(4))
        {
            ProtoMessage line = location.Messages(4).Single();
            location.Number(1).Should().BePositive();
            _calls.Add(location.Number(1), $"{functions[line.Number(1)]}:{line.Signed(2)}");
        }

        Samples =
        [
            .. message.Messages(2).Select(s => new ReadSample(
                [.. s.Numbers(1).Select(l => _calls[l])],
                [.. s.Numbers(2).Select(v => (long)v)],
                [.. s.Messages(3).Select(l => $"{Text(l, 1)}={Text(l, 2)}")])),
        ];
    }

    public string[] SampleTypes { get; }

    public string DefaultSampleType { get; }

    public string PeriodType { get; }

    public long Period { get; }

    public long DurationNs { get; }

    public long TimeNs { get; }

    public IReadOnlyList<ReadSample> Samples { get; }

    public static async Task<ReadProfile> OfAsync(string trace, PprofOptions options)
    {
        await using TraceReader reader = TraceReader.Open(Bundle.PathOf(trace));
        return Of(await PprofProfile.ReadAsync(reader, options, null, TestContext.Current.CancellationToken));
    }

    public static ReadProfile Of(PprofProfile profile)
    {
        using var file = new MemoryStream();
        profile.Write(file);
        file.Position = 0;
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return new ReadProfile(ProtoMessage.Parse(bytes.ToArray()));
    }

    public long Sum(int value) => Samples.Sum(s => s.Values[value]);

    private string Text(ProtoMessage message, int field) => _texts[(int)message.Number(field)];
}

/// <summary>A sample: its calls, the innermost first, as FUNCTION:LINE; its values; its labels.</summary>
internal sealed record ReadSample(string[] Calls, long[] Values, string[] Labels);
