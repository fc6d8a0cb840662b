using System.Buffers;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace GoTrace.Parsing.Text;

/// <summary>
/// Writes text to a stream, a piece after the other, while the next is made: writing takes about as long. What fits
/// into one piece is written without any of that.
/// </summary>
internal sealed class TextOutput(Stream output) : IAsyncDisposable
{
    private readonly Channel<ReadOnlyMemory<byte>> _waiting =
        Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });

    // The rooms of the last two pieces: one of them waits, or is being written.
    private byte[]? _earlier;
    private byte[]? _later;
    private Task? _writing;

    /// <summary>The bytes that were passed on.</summary>
    public long Total { get; private set; }

    /// <summary>Has what there is written, sooner or later, and empties it.</summary>
    /// <param name="text">The next piece.</param>
    /// <param name="cancellationToken">The same with every piece: it stops the writing.</param>
    /// <exception cref="Exception">Whatever the stream threw, at this piece or one before.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask PassOnAsync(TextBuffer text, CancellationToken cancellationToken)
    {
        _writing ??= Task.Run(() => WriteAsync(cancellationToken), CancellationToken.None);
        while (!_waiting.Writer.TryWrite(text.Waiting))
        {
            if (!await _waiting.Writer.WaitToWriteAsync(CancellationToken.None).ConfigureAwait(false))
            {
                await _writing.ConfigureAwait(false); // tells what it failed with
            }
        }

        // As this one waits, the one before is taken, and the one before that is written.
        Total += text.Count;
        byte[]? free = _earlier;
        _earlier = _later;
        _later = text.Exchange(free);
    }

    /// <summary>Writes what there is, and waits until all is written; nothing can come after it.</summary>
    /// <inheritdoc cref="PassOnAsync"/>
    public async ValueTask FinishAsync(TextBuffer text, CancellationToken cancellationToken)
    {
        if (_writing is null)
        {
            await output.WriteAsync(text.Waiting, cancellationToken).ConfigureAwait(false);
            Total += text.Count;
            text.Truncate(0);
            return;
        }

        await PassOnAsync(text, cancellationToken).ConfigureAwait(false);
        _waiting.Writer.Complete();
        await _writing.ConfigureAwait(false);
    }

    /// <summary>Waits for what is being written.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_writing is { } writing)
        {
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        GiveBack(ref _earlier);
        GiveBack(ref _later);
    }

    private static void GiveBack(ref byte[]? room)
    {
        if (room is not null)
        {
            ArrayPool<byte>.Shared.Return(room);
            room = null;
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (_waiting.Reader.TryRead(out ReadOnlyMemory<byte> piece))
                {
                    cancellationToken.ThrowIfCancellationRequested(); // not every stream does
                    await output.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _waiting.Writer.TryComplete(); // whoever waits to pass on the next piece is told
        }
    }
}
