using System.Text;
using System.Text.Unicode;
using GoTrace.Export.Protobuf;
using GoTrace.Parsing;

namespace GoTrace.Export.Perfetto;

/// <summary>
/// Writes a Perfetto trace packet by packet, all on one sequence. A packet is an element of the
/// message Trace, so that the file grows by appending.
/// </summary>
internal sealed class PacketWriter(Stream output)
{
    private const int FlushLength = 128 * 1024;
    private const ulong SequenceId = 1;

    private readonly ProtoWriter _writer = new(FlushLength + 4096);
    private bool _isBegun;
    private int _packet;
    private int _event;

    /// <summary>For the fields of what was begun.</summary>
    public ProtoWriter Fields => _writer;

    public long Packets { get; private set; }

    public void BeginPacket()
    {
        _packet = _writer.Begin(PacketField.PacketOfTrace);
        _writer.Write(PacketField.SequenceId, SequenceId);
        if (_isBegun)
        {
            _writer.Write(PacketField.SequenceFlags, PacketField.NeedsState);
        }
        else
        {
            _isBegun = true;
            _writer.Write(PacketField.SequenceFlags, PacketField.StateCleared);
            _writer.Write(PacketField.FirstOnSequence, true);
        }
    }

    public void EndPacket()
    {
        _writer.End(_packet);
        Packets++;
        if (_writer.Length >= FlushLength)
        {
            Flush();
        }
    }

    /// <summary>Begins an event; whatever it refers to was written before.</summary>
    public void BeginEvent(long time, ulong type, ulong track)
    {
        BeginPacket();
        _writer.Write(PacketField.Timestamp, (ulong)Math.Max(0, time));
        _event = _writer.Begin(PacketField.TrackEvent);
        _writer.Write(EventField.Type, type);
        _writer.Write(EventField.TrackUuid, track);
    }

    public void EndEvent()
    {
        _writer.End(_event);
        EndPacket();
    }

    public void Annotate(ulong name, ulong value)
    {
        int mark = _writer.Begin(EventField.Annotation);
        _writer.Write(AnnotationField.NameIid, name);
        _writer.Write(AnnotationField.UintValue, value);
        _writer.End(mark);
    }

    public void AnnotateText(ulong name, ulong text)
    {
        int mark = _writer.Begin(EventField.Annotation);
        _writer.Write(AnnotationField.NameIid, name);
        _writer.Write(AnnotationField.TextValueIid, text);
        _writer.End(mark);
    }

    /// <summary>A text that is written where it stands; what is not UTF-8 in it is replaced, as the schema asks for it.</summary>
    public void AnnotateText(ulong name, ReadOnlySpan<byte> utf8)
    {
        int mark = _writer.Begin(EventField.Annotation);
        _writer.Write(AnnotationField.NameIid, name);
        if (Utf8.IsValid(utf8))
        {
            _writer.Write(AnnotationField.TextValue, utf8);
        }
        else
        {
            _writer.Write(AnnotationField.TextValue, Encoding.UTF8.GetString(utf8));
        }

        _writer.End(mark);
    }

    public void WriteSliceEnd(long time, ulong track)
    {
        BeginEvent(time, EventField.SliceEnd, track);
        EndEvent();
    }

    public void WriteCounter(long time, ulong track, long value)
    {
        BeginEvent(time, EventField.Counter, track);
        _writer.Write(EventField.CounterValue, value);
        EndEvent();
    }

    /// <summary>Says what the wall clock showed at a time of the trace.</summary>
    public void WriteClock(ClockSnapshot clock)
    {
        BeginPacket();
        int snapshot = _writer.Begin(PacketField.ClockSnapshot);
        WriteClock(ClockField.Boottime, (ulong)Math.Max(0, clock.TraceTime));
        WriteClock(ClockField.Realtime, unchecked(((ulong)clock.WallSeconds * 1_000_000_000) + (ulong)clock.WallNanoseconds));
        _writer.End(snapshot);
        EndPacket();
    }

    public void Flush()
    {
        output.Write(_writer.Written.Span);
        _writer.Clear();
    }

    private void WriteClock(ulong id, ulong time)
    {
        int mark = _writer.Begin(ClockField.Clock);
        _writer.Write(ClockField.Id, id);
        _writer.Write(ClockField.Time, time);
        _writer.End(mark);
    }
}
