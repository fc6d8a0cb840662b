using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <summary>
/// Several threads on one generation: one brings its events in order, the caller's takes them in for
/// one consumer. A second consumer has no thread of its own unless there are three: whoever would
/// have to wait for the other does a chunk of its work instead, so that two threads are always busy.
/// Chunks of events go round in a ring.
/// </summary>
internal sealed class ChunkExchange : IDisposable
{
    private const int Chunks = 16;

    private readonly TraceEvent[][] _chunks = new TraceEvent[Chunks][];
    private readonly int[] _counts = new int[Chunks];
    private readonly IEventConsumer _own;
    private readonly IEventConsumer? _shared;
    private readonly Counter _filled = new(); // chunks put into the ring
    private readonly Counter _ownTaken = new(); // chunks that the caller's consumer took out
    private readonly Counter _sharedTaken = new(); // chunks that the other one took out
    private readonly Counter _sharedBusy = new(); // whether somebody works for it
    private readonly SemaphoreSlim _work = new(0);
    private readonly SemaphoreSlim _help = new(0);
    private readonly Thread[] _threads;
    private TraceGeneration? _generation;
    private Exception? _fault;
    private volatile bool _stopping;
    private volatile bool _isAtWork;

    /// <summary>Starts the threads.</summary>
    /// <param name="chunkLength">Events a chunk.</param>
    /// <param name="own">The consumer on the caller's thread.</param>
    /// <param name="shared">Another one; null for none.</param>
    /// <param name="hasHelper">Whether the other one has a thread of its own.</param>
    public ChunkExchange(int chunkLength, IEventConsumer own, IEventConsumer? shared, bool hasHelper)
    {
        for (int i = 0; i < Chunks; i++)
        {
            _chunks[i] = new TraceEvent[chunkLength];
        }

        _own = own;
        _shared = shared;
        var order = new Thread(Order) { IsBackground = true, Name = "GoTrace ordering" };
        _threads = shared is not null && hasHelper
            ? [order, new Thread(Help) { IsBackground = true, Name = "GoTrace analysis" }]
            : [order];
        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    public void AddAll(TraceGeneration generation, CancellationToken cancellationToken)
    {
        _fault = null;
        _stopping = false;
        _generation = generation;
        _isAtWork = true;
        _work.Release();
        _help.Release();
        int count;
        do
        {
            long at = _ownTaken.Read();
            WaitFor(_filled, at + 1);
            count = _counts[at % Chunks];
            Hand(_own, _chunks[at % Chunks].AsSpan(0, count));
            if (cancellationToken.IsCancellationRequested)
            {
                _stopping = true;
            }

            _ownTaken.Set(at + 1);
        }
        while (count > 0);
        WaitFor(_sharedTaken, _shared is null ? 0 : _filled.Read());
        _isAtWork = false;
        if (_fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        _stopping = true;
        _generation = null;
        _work.Release();
        _help.Release();
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        _work.Dispose();
        _help.Dispose();
    }

    // A chunk of no events ends a generation.
    private void Order()
    {
        while (true)
        {
            _work.Wait();
            if (_generation is not { } generation)
            {
                return;
            }

            int count;
            do
            {
                long at = _filled.Read();
                WaitFor(_ownTaken, at - Chunks + 1);
                if (_shared is not null)
                {
                    WaitFor(_sharedTaken, at - Chunks + 1);
                }

                count = Fill(generation, _chunks[at % Chunks]);
                _counts[at % Chunks] = count;
                _filled.Set(at + 1);
            }
            while (count > 0);
        }
    }

    private void Help()
    {
        while (true)
        {
            _help.Wait();
            if (_generation is null)
            {
                return;
            }

            var wait = new SpinWait();
            while (_isAtWork)
            {
                if (!TryShare())
                {
                    wait.SpinOnce(sleep1Threshold: -1);
                }
            }
        }
    }

    private void WaitFor(Counter counter, long value)
    {
        var wait = new SpinWait();
        while (counter.Read() < value)
        {
            if (!TryShare())
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    /// <summary>Does one chunk of the shared consumer's work, if there is one and nobody else is at it.</summary>
    private bool TryShare()
    {
        if (_shared is null || _sharedTaken.Read() >= _filled.Read() || !_sharedBusy.TryClaim())
        {
            return false;
        }

        long at = _sharedTaken.Read();
        bool isThere = at < _filled.Read();
        if (isThere)
        {
            Hand(_shared, _chunks[at % Chunks].AsSpan(0, _counts[at % Chunks]));
            _sharedTaken.Set(at + 1);
        }

        _sharedBusy.Set(0);
        return isThere;
    }

    // Nothing may leave a thread but through the ring: whoever waits there would wait for ever.
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
            Fail(e);
            return 0;
        }
    }

    private void Hand(IEventConsumer consumer, ReadOnlySpan<TraceEvent> events)
    {
        if (_stopping || events.IsEmpty)
        {
            return;
        }

        try
        {
            consumer.Add(events);
        }
#pragma warning disable CA1031 // It is thrown again where the caller is.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(e);
        }
    }

    private void Fail(Exception fault)
    {
        Interlocked.CompareExchange(ref _fault, fault, null);
        _stopping = true;
    }

    // Alone on its cache line, as two threads look at it all the time.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private sealed class Counter
    {
        [FieldOffset(128)]
        private long _value;

        public long Read() => Volatile.Read(ref _value);

        public void Set(long value) => Volatile.Write(ref _value, value);

        public bool TryClaim() => Interlocked.CompareExchange(ref _value, 1, 0) == 0;
    }
}
