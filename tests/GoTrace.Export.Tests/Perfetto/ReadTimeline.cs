using GoTrace.Export.Perfetto;
using GoTrace.Export.Tests.Protobuf;
using GoTrace.Parsing;

namespace GoTrace.Export.Tests.Perfetto;

/// <summary>
/// A timeline read back from its bytes as a trace processor reads it, by the public schema (protos/perfetto of
/// github.com/google/perfetto): packets in the order of the file give tracks and interned data, events are
/// sorted by time, those of equal time in the order of the file, and put together to slices.
/// </summary>
internal sealed class ReadTimeline
{
    private readonly Dictionary<int, Dictionary<ulong, ProtoMessage>> _interned = [];
    private readonly Dictionary<ulong, string> _paths = [];
    private readonly List<(ulong Time, int Order, ProtoMessage Event)> _events = [];
    private readonly Dictionary<ulong, Stack<ReadSlice>> _open = [];

    private ReadTimeline(byte[] file)
    {
        foreach (ProtoMessage packet in ProtoMessage.Parse(file).Messages(1))
        {
            ReadPacket(packet);
        }

        foreach ((ulong time, _, ProtoMessage e) in _events.OrderBy(e => e.Time).ThenBy(e => e.Order))
        {
            ReadEvent((long)time, e);
        }

        foreach (Stack<ReadSlice> open in _open.Values)
        {
            Require(open.Count == 0, "every slice has an end");
        }

        CheckFlows();
    }

    public Dictionary<ulong, ReadTrack> Tracks { get; } = [];

    public List<ReadSlice> Slices { get; } = [];

    public List<ReadSlice> Instants { get; } = [];

    public List<(ulong Track, long Time, long Value)> Counters { get; } = [];

    public int Packets { get; private set; }

    public Dictionary<ulong, ulong> Clocks { get; } = [];

    public static async Task<(ReadTimeline Timeline, PerfettoResult Result)> OfAsync(string trace, PerfettoOptions options)
    {
        await using TraceReader reader = TraceReader.Open(Bundle.PathOf(trace));
        using var file = new MemoryStream();
        PerfettoResult result = await PerfettoTrace.WriteAsync(reader, file, options, null, TestContext.Current.CancellationToken);
        return (new ReadTimeline(file.ToArray()), result);
    }

    /// <summary>The names of a track and those above it, such as <c>Go program/Processors (P)/P0</c>.</summary>
    public string PathOf(ulong track)
    {
        if (!_paths.TryGetValue(track, out string? path))
        {
            path = Tracks[track] is { Parent: not 0 } t ? $"{PathOf(t.Parent)}/{t.Name}" : Tracks[track].Name;
            _paths.Add(track, path);
        }

        return path;
    }

    public IEnumerable<ReadSlice> SlicesBelow(string path) => Slices.Where(s => PathOf(s.Track).StartsWith(path + '/', StringComparison.Ordinal));

    private void ReadPacket(ProtoMessage packet)
    {
        Require(packet.Number(10) == 1, "all packets are on one sequence");
        if (Packets++ == 0)
        {
            Require(packet.Number(13) == 1 && packet.Number(87) == 1, "the first packet clears what a reader knows");
        }
        else
        {
            Require(packet.Number(13) == 2, "the others build on what came before");
        }

        foreach (ProtoMessage data in packet.Messages(12))
        {
            foreach (int field in data.Fields)
            {
                foreach (ProtoMessage entry in data.Messages(field))
                {
                    if (!_interned.TryGetValue(field, out Dictionary<ulong, ProtoMessage>? table))
                    {
                        _interned.Add(field, table = []);
                    }

                    Require(entry.Number(1) != 0 && table.TryAdd(entry.Number(1), entry), "no number is given twice, and 0 is none");
                    CheckEntry(field, entry);
                }
            }
        }

        if (packet.Has(60))
        {
            ReadTrack track = ReadTrack.Of(packet.Message(60));
            Require(track.Uuid != 0, "0 is no track of ours");
            Require(track.Parent == 0 || Tracks.ContainsKey(track.Parent), "what is above a track is described before");
            if (Tracks.TryGetValue(track.Uuid, out ReadTrack? before) && before.Name != track.Name)
            {
                Require(!before.IsMergeable, "only a track of its own may get another name");
                track = track with { Parent = before.Parent };
            }

            Tracks[track.Uuid] = track;
        }
        else if (packet.Has(11))
        {
            ProtoMessage e = packet.Message(11);
            Require(Tracks.ContainsKey(e.Number(11)), "a track is described before its first event");
            _events.Add((packet.Number(8), _events.Count, e));
            CheckReferences(e);
        }
        else if (packet.Has(6))
        {
            foreach (ProtoMessage clock in packet.Message(6).Messages(1))
            {
                Clocks.Add(clock.Number(1), clock.Number(2));
            }
        }
    }

    private void CheckEntry(int field, ProtoMessage entry)
    {
        if (field == 6)
        {
            Require(_interned[5].ContainsKey(entry.Number(2)), "a frame has a function");
            Require(!entry.Has(5) || _interned[18].ContainsKey(entry.Number(5)), "a frame has a file");
        }
        else if (field == 7)
        {
            Require(entry.Has(2) && entry.Numbers(2).All(_interned[6].ContainsKey), "a stack has frames");
        }
    }

    private void CheckReferences(ProtoMessage e)
    {
        Require(!e.Has(10) || _interned[2].ContainsKey(e.Number(10)), "an event has a name");
        Require(!e.Has(10) || _interned[1].ContainsKey(e.Number(3)), "an event has a category");
        Require(!e.Has(56) || _interned[7].ContainsKey(e.Number(56)), "an event has a stack");
        Require(e.Messages(4).All(a => _interned[3].ContainsKey(a.Number(1))), "what is said of an event has names");
    }

    private void ReadEvent(long time, ProtoMessage e)
    {
        ulong track = e.Number(11);
        if (!_open.TryGetValue(track, out Stack<ReadSlice>? open))
        {
            _open.Add(track, open = []);
        }

        Require(Tracks[track].IsCounter == (e.Number(9) == 4), "counters are on tracks of their own");
        switch (e.Number(9))
        {
            case 1:
                var slice = new ReadSlice(track, _interned[2][e.Number(10)].Text(2), time, open.Count, Annotations(e), StackOf(e), Flows(e));
                Slices.Add(slice);
                open.Push(slice);
                break;
            case 2:
                Require(open.Count > 0, "an end has a beginning");
                open.Pop().End = time;
                break;
            case 3:
                Instants.Add(new ReadSlice(track, _interned[2][e.Number(10)].Text(2), time, open.Count, Annotations(e), StackOf(e), Flows(e)));
                break;
            case 4:
                Counters.Add((track, time, e.Signed(30)));
                break;
            default:
                throw new InvalidDataException($"type {e.Number(9)}");
        }
    }

    private Dictionary<string, string> Annotations(ProtoMessage e) => e.Messages(4).ToDictionary(
        a => _interned[3][a.Number(1)].Text(2),
        a => a.Has(3) ? $"{a.Number(3)}" : a.Has(17) ? _interned[29][a.Number(17)].Text(2) : a.Text(6));

    // Innermost first, though the file has it the other way round.
    private string[] StackOf(ProtoMessage e) => e.Has(56)
        ? [.. _interned[7][e.Number(56)].Numbers(2).Reverse().Select(f => _interned[5][_interned[6][f].Number(2)].Text(2))]
        : [];

    private static (ulong Id, bool Ends)[] Flows(ProtoMessage e) => [.. e.AllFixed64(47).Select(f => (f, false)), .. e.AllFixed64(48).Select(f => (f, true))];

    private void CheckFlows()
    {
        var origins = new Dictionary<ulong, long>();
        foreach (ReadSlice instant in Instants)
        {
            foreach ((ulong id, _) in instant.Flows)
            {
                origins.Add(id, instant.Start);
            }
        }

        foreach ((ulong id, _) in Slices.SelectMany(s => s.Flows))
        {
            Require(origins.ContainsKey(id), "a flow comes from somewhere");
        }

        Slices.SelectMany(s => s.Flows).Where(f => f.Ends).Should().OnlyHaveUniqueItems("a flow ends once");
    }

    private static void Require(bool holds, string text)
    {
        if (!holds)
        {
            throw new InvalidDataException(text);
        }
    }
}

internal sealed record ReadTrack(ulong Uuid, ulong Parent, string Name, bool IsMergeable, bool IsCounter)
{
    public static ReadTrack Of(ProtoMessage m) => new(
        m.Number(1), m.Number(5), m.Has(3) ? m.Message(3).Text(6) : m.Text(2), m.Number(15) != 2, m.Has(8));
}

internal sealed record ReadSlice(
    ulong Track, string Name, long Start, int Depth, Dictionary<string, string> Annotations, string[] Stack, (ulong Id, bool Ends)[] Flows)
{
    public long End { get; set; } = -1;

    public long Length => End - Start;
}
