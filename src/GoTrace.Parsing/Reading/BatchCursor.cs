namespace GoTrace.Parsing.Reading;

/// <summary>
/// Reads forward through one batch, and knows where in the file it is. The first fault stops it: it is
/// at its end then, and what it reads is 0.
/// </summary>
internal ref struct BatchCursor
{
    private readonly ReadOnlySpan<byte> _buffer;
    private int _end;
    private int _position;

    public BatchCursor(GenerationData data, ReadOnlySpan<byte> buffer, int position, int end)
    {
        Data = data;
        _buffer = buffer;
        _position = position;
        _end = end;
    }

    public GenerationData Data { get; }

    /// <summary>What was wrong, if something was.</summary>
    public TraceFormatException? Fault { get; private set; }

    public readonly bool AtEnd => _position >= _end;

    public void Back() => _position--;

    public WireType Type() => AtEnd ? WireType.None : (WireType)_buffer[_position++];

    public void Expect(WireType type, string what)
    {
        WireType found = Type();
        if (found != type)
        {
            _position--;
            Fail(TraceFormatError.BadTable, $"expected {what} (event type {(byte)type}), found event type {(byte)found}");
        }
    }

    public ulong Varint(string what)
    {
        int n = Wire.Varint.TryRead(_buffer[_position.._end], out ulong value);
        if (n <= 0)
        {
            Fail(TraceFormatError.BadTable, n == 0 ? $"the batch ends within {what}" : $"{what} is no varint");
            return 0;
        }

        _position += n;
        return value;
    }

    public int Skip(int length, string what)
    {
        if (length > _end - _position)
        {
            Fail(TraceFormatError.BadTable, $"the batch ends within {what}: {length} bytes wanted, {_end - _position} there");
            return _position;
        }

        int start = _position;
        _position += length;
        return start;
    }

    public void FailBeyond(string what, int limit, string option) =>
        Fail(TraceFormatError.LimitExceeded, $"the generation has more than {limit} {what} ({option})");

    public void Fail(TraceFormatError code, string detail)
    {
        if (Fault is null)
        {
            Fault = new TraceFormatException(code, detail, Data.Offset + _position, Data.Number);
            _end = _position;
        }
    }
}
