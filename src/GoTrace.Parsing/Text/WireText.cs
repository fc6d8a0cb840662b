using System.Buffers;
using System.Runtime.CompilerServices;
using GoTrace.Parsing.Reading;

namespace GoTrace.Parsing.Text;

/// <summary>Takes the bytes of a trace to a stream as the text of its events, in the order of the file.</summary>
internal sealed class WireText : IAsyncDisposable
{
    // No event that Go's runtime writes is longer than a batch; what claims to be longer than this is
    // not waited for.
    private const int LongestEvent = 16 << 20;

    private readonly ByteSource _source;
    private readonly WireForm _form;
    private readonly TextBuffer _text = new();
    private readonly TextOutput _output;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(256 << 10);
    private int _start;
    private int _end;
    private long _offset = TraceHeader.Length; // of _start
    private long _events;

    private WireText(ByteSource source, TraceHeader header, Stream output)
    {
        _source = source;
        _form = new WireForm(header);
        _output = new TextOutput(output);
    }

    public static async Task<TraceTextResult> WriteAsync(ByteSource raw, Stream output, CancellationToken cancellationToken)
    {
        ByteSource source = raw;
        try
        {
            (source, TraceHeader header) = await TraceOpening
                .ReadAsync(raw, TraceReaderOptions.Default, cancellationToken).ConfigureAwait(false);
            if (header.IsLegacy)
            {
                throw new TraceFormatException(
                    TraceFormatError.UnsupportedVersion,
                    $"the wire form is for traces of Go 1.22 and later, and the header of this one is \"{header}\"",
                    0);
            }

            var text = new WireText(source, header, output);
            await using ConfiguredAsyncDisposable disposed = text.ConfigureAwait(false);
            return await text.WriteAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _output.DisposeAsync().ConfigureAwait(false);
        _text.Dispose();
        byte[] bytes = _bytes;
        _bytes = [];
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private async Task<TraceTextResult> WriteAsync(CancellationToken cancellationToken)
    {
        TraceFormatException? stop = null;
        while (true)
        {
            int status = WriteWhole();
            if (_text.IsFull)
            {
                await _output.PassOnAsync(_text, cancellationToken).ConfigureAwait(false);
            }
            else if (status != WireForm.NeedMore)
            {
                stop = Broken(status);
                break;
            }
            else if (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } end)
            {
                stop = end.Fault;
                break;
            }
        }

        await _output.FinishAsync(_text, cancellationToken).ConfigureAwait(false);
        return new TraceTextResult(_events, _output.Total, stop, 0);
    }

    /// <summary>Writes the events that are there, until there is text enough.</summary>
    private int WriteWhole()
    {
        int status = WireForm.NeedMore;
        while (_start < _end && !_text.IsFull)
        {
            int before = _text.Count;
            status = _form.Write(_text, _bytes.AsSpan(_start, _end - _start));
            if (status <= 0)
            {
                _text.Truncate(before);
                return status;
            }

            _events++;
            _start += status;
            _offset += status;
            status = WireForm.NeedMore;
        }

        return status;
    }

    /// <summary>Reads on; gives something only at the end.</summary>
    private async ValueTask<End?> ReadAsync(CancellationToken cancellationToken)
    {
        int waiting = _end - _start;
        if (waiting > LongestEvent)
        {
            return new End(new TraceFormatException(
                TraceFormatError.LimitExceeded, $"an event of more than {LongestEvent} bytes", _offset));
        }

        MakeRoom(waiting);
        int n;
        try
        {
            n = await _source.ReadAsync(_bytes.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        }
        catch (TraceFormatException e)
        {
            return new End(e);
        }

        _end += n;
        if (n > 0)
        {
            return null;
        }

        return new End(waiting == 0
            ? null
            : new TraceFormatException(
                TraceFormatError.Truncated, $"the trace ends within an event, of which {waiting} bytes are there", _offset));
    }

    private void MakeRoom(int waiting)
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, waiting).CopyTo(_bytes);
            _start = 0;
            _end = waiting;
        }

        if (_end == _bytes.Length)
        {
            byte[] bigger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            _bytes.AsSpan(0, _end).CopyTo(bigger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = bigger;
        }
    }

    private TraceFormatException Broken(int status) => new(
        TraceFormatError.BadEvent,
        status == WireForm.UnknownType
            ? $"an event of type {_bytes[_start]}, which this version of the format does not have"
            : $"an event of type {_bytes[_start]}, of which a number is no varint",
        _offset);

    private sealed record End(TraceFormatException? Fault);
}
