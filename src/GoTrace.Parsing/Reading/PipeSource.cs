using System.Buffers;
using System.IO.Pipelines;

namespace GoTrace.Parsing.Reading;

/// <summary>A trace that comes from a pipe.</summary>
internal sealed class PipeSource(PipeReader pipe, bool leaveOpen) : ByteSource
{
    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            int n = (int)Math.Min(buffer.Length, destination.Length);
            buffer.Slice(0, n).CopyTo(destination.Span);
            SequencePosition consumed = buffer.GetPosition(n);
            pipe.AdvanceTo(consumed, n == 0 ? buffer.End : consumed);
            if (result.IsCanceled)
            {
                throw new OperationCanceledException("The pipe's pending read was cancelled.");
            }

            if (n > 0 || result.IsCompleted)
            {
                return n;
            }
        }
    }

    public override ValueTask DisposeAsync() => leaveOpen ? default : pipe.CompleteAsync();
}
