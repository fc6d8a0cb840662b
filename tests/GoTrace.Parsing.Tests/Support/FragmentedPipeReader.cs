using System.Buffers;
using System.IO.Pipelines;

namespace GoTrace.Parsing.Tests.Support;

/// <summary>
/// Gives bytes in pieces of chosen lengths, each a segment of its own; and is strict about how a pipe
/// is to be used.
/// </summary>
internal sealed class FragmentedPipeReader(byte[] bytes, Func<int> nextLength) : PipeReader
{
    private int _consumed;
    private int _shown;
    private bool _reading;

    public bool IsCompleted { get; private set; }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_reading)
        {
            throw new InvalidOperationException("AdvanceTo was not called.");
        }

        _reading = true;
        int before = _shown;
        _shown = Math.Min(bytes.Length, _shown + nextLength());
        var first = new Segment(bytes.AsMemory(_consumed, before - _consumed), _consumed);
        Segment last = first.Append(bytes.AsMemory(before, _shown - before));
        var sequence = new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        return new ValueTask<ReadResult>(new ReadResult(sequence, false, _shown == bytes.Length));
    }

    public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!_reading)
        {
            throw new InvalidOperationException("Nothing was read.");
        }

        _reading = false;
        int at = Offset(consumed);
        int seen = Offset(examined);
        if (at < _consumed || at > _shown || seen < at)
        {
            throw new ArgumentOutOfRangeException(nameof(consumed));
        }

        _consumed = at;
        if (seen < _shown)
        {
            _shown = seen; // what was not looked at is shown again
        }
    }

    public override void CancelPendingRead() => throw new NotSupportedException();

    public override void Complete(Exception? exception = null) => IsCompleted = true;

    private static int Offset(SequencePosition position) =>
        (int)((Segment)position.GetObject()!).RunningIndex + position.GetInteger();

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
