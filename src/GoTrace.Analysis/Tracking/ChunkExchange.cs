using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <summary>
/// Two threads on one generation: one brings its events in order, the other takes them in. They hand
/// over chunks in a ring; each waits by spinning, as the other is never far.
/// </summary>
internal sealed class ChunkExchange : IDisposable
{
    private const int Chunks = 8;

    private readonly TraceEvent[][] _chunks = new TraceEvent[Chunks][];
    private readonly int[] _counts = new int[Chunks];
    private readonly Thread _thread;
    private readonly SemaphoreSlim _work = new(0);
    private TraceGeneration? _generation;
    private Exception? _fault;
    private long _filled; // chunks put into the ring
    private long _taken; // chunks taken out of it
    private volatile bool _stopping;

    public ChunkExchange(int chunkLength)
    {
        for (int i = 0; i < Chunks; i++)
        {
            _chunks[i] = new TraceEvent[chunkLength];
        }

        _thread = new Thread(Order) { IsBackground = true, Name = "GoTrace ordering" };
        _thread.Start();
    }

    public void AddAll(Tracker tracker, TraceGeneration generation, CancellationToken cancellationToken)
    {
        _fault = null;
        _generation = generation;
        _work.Release();
        while (true)
        {
            long at = _taken;
            var wait = new SpinWait();
            while (Volatile.Read(ref _filled) == at)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }

            int count = _counts[at % Chunks];
            if (count == 0)
            {
                Volatile.Write(ref _taken, at + 1);
                break;
            }

            if (!_stopping)
            {
                tracker.Add(_chunks[at % Chunks].AsSpan(0, count));
                _stopping = cancellationToken.IsCancellationRequested;
            }

            Volatile.Write(ref _taken, at + 1);
        }

        if (_fault is { } fault)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        _stopping = true;
        _generation = null;
        _work.Release();
        _thread.Join();
        _work.Dispose();
    }

    private void Order()
    {
        while (true)
        {
            _work.Wait();
            if (_generation is not { } generation)
            {
                return;
            }

            while (true)
            {
                long at = _filled;
                var wait = new SpinWait();
                while (at - Volatile.Read(ref _taken) == Chunks)
                {
                    wait.SpinOnce(sleep1Threshold: -1);
                }

                int count = Fill(generation, _chunks[at % Chunks]);
                _counts[at % Chunks] = count;
                Volatile.Write(ref _filled, at + 1);
                if (count == 0)
                {
                    break;
                }
            }
        }
    }

    // Nothing may leave this thread but through the ring: whoever waits there would wait for ever.
    private int Fill(TraceGeneration generation, TraceEvent[] chunk)
    {
        try
        {
            return _stopping ? 0 : generation.Read(chunk);
        }
#pragma warning disable CA1031 // It is thrown again where the caller is.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _fault = e;
            return 0;
        }
    }
}
