using GoTrace.Analysis;
using GoTrace.Export.Protobuf;

namespace GoTrace.Export.Perfetto;

/// <summary>Stacks that events refer to by the number that they have in the trace; each is written once, before its first use.</summary>
internal sealed class InternedStacks(PacketWriter packets)
{
    private readonly InternedTexts _functions = new(packets, InternedField.FunctionName);
    private readonly InternedTexts _files = new(packets, InternedField.SourcePath);
    private readonly Dictionary<CallSite, ulong> _frames = [];
    private bool[] _isWritten = new bool[256];

    /// <summary>Sees to it that a stack is known; to be called before the event that refers to it is begun.</summary>
    /// <returns>What to refer to it by; 0 where there is no stack.</returns>
    public ulong Prepare(int stack, AnalysisContext context)
    {
        if (stack >= _isWritten.Length)
        {
            Array.Resize(ref _isWritten, Math.Max(stack + 1, 2 * _isWritten.Length));
        }

        if (stack != 0 && !_isWritten[stack])
        {
            _isWritten[stack] = true;
            Write((ulong)stack, context.StackOf(stack));
        }

        return (ulong)stack;
    }

    private void Write(ulong number, IReadOnlyList<CallSite> calls)
    {
        var frames = new ulong[calls.Count];
        for (int i = 0; i < frames.Length; i++)
        {
            frames[^(i + 1)] = FrameOf(calls[i]); // the outermost first
        }

        ProtoWriter fields = packets.Fields;
        packets.BeginPacket();
        int data = fields.Begin(PacketField.InternedData);
        int entry = fields.Begin(InternedField.Callstack);
        fields.Write(InternedField.Iid, number);
        foreach (ulong frame in frames)
        {
            fields.Write(InternedField.CallstackFrames, frame);
        }

        fields.End(entry);
        fields.End(data);
        packets.EndPacket();
    }

    private ulong FrameOf(CallSite call)
    {
        if (_frames.TryGetValue(call, out ulong number))
        {
            return number;
        }

        number = (ulong)_frames.Count + 1;
        _frames.Add(call, number);
        ulong function = _functions[call.Function];
        ulong file = call.File.Length == 0 ? 0 : _files[call.File];
        ProtoWriter fields = packets.Fields;
        packets.BeginPacket();
        int data = fields.Begin(PacketField.InternedData);
        int entry = fields.Begin(InternedField.Frame);
        fields.Write(InternedField.Iid, number);
        fields.Write(InternedField.FrameFunction, function);
        if (file != 0)
        {
            fields.Write(InternedField.FrameSourcePath, file);
            fields.Write(InternedField.FrameLine, (ulong)Math.Clamp(call.Line, 0, uint.MaxValue));
        }

        fields.End(entry);
        fields.End(data);
        packets.EndPacket();
        return number;
    }
}
