using GoTrace.Shared;

namespace GoTrace.Cli.Tests.Support;

/// <summary>Gives bytes, and then nothing more until it is told to go on.</summary>
internal sealed class StallingStream(byte[] bytes, int stallAt, Task goOn) : InputStream
{
    private int _given;

    /// <summary>Done when a read waits.</summary>
    public TaskCompletionSource Stalled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_given >= stallAt && !goOn.IsCompleted)
        {
            Stalled.TrySetResult();
            await goOn.WaitAsync(cancellationToken);
        }

        int end = goOn.IsCompleted ? bytes.Length : stallAt;
        int count = Math.Min(buffer.Length, end - _given);
        bytes.AsSpan(_given, count).CopyTo(buffer.Span);
        _given += count;
        return count;
    }
}

/// <summary>Fails to write after some bytes, as a pipe does that nobody reads any more, or a full disk.</summary>
internal sealed class FailingStream(int room, IOException failure) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Length + buffer.Length > room)
        {
            throw failure;
        }

        base.Write(buffer);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return default;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }
}

/// <summary>Tells when a text was written.</summary>
internal sealed class WatchingWriter(string text) : StringWriter
{
    public TaskCompletionSource Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Write(string? value)
    {
        base.Write(value);
        if (value?.Contains(text, StringComparison.Ordinal) == true)
        {
            Seen.TrySetResult();
        }
    }
}

/// <summary>Keeps what is written, and tells when it is as it should be.</summary>
internal sealed class SeenStream : MemoryStream
{
    private readonly Lock _lock = new();
    private Func<string, bool> _condition = _ => false;
    private TaskCompletionSource _met = new();

    public string Text
    {
        get
        {
            lock (_lock)
            {
                return System.Text.Encoding.UTF8.GetString(ToArray());
            }
        }
    }

    public Task Until(Func<string, bool> condition)
    {
        lock (_lock)
        {
            _condition = condition;
            _met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Look();
            return _met.Task.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    // Spans come this way, too.
    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (_lock)
        {
            base.Write(buffer, offset, count);
            Look();
        }
    }

    private void Look()
    {
        if (_condition(System.Text.Encoding.UTF8.GetString(ToArray())))
        {
            _met.TrySetResult();
        }
    }
}
