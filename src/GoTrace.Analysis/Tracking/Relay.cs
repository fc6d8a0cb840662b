using System.Runtime.ExceptionServices;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <summary>
/// Several threads on one generation, by turns. A thread brings a batch of events in order and then
/// takes that batch through each consumer itself, so that events stay in the cache of the core that
/// made them. Meanwhile the others are at the batches before and behind. Bringing in order is done
/// by one thread at a time, and so is each consumer's work, which sees the batches in their order.
/// </summary>
internal sealed class Relay : IDisposable
{
    private readonly IEventConsumer[] _consumers;
    private readonly int _chunkLength;
    private readonly long[] _taken; // by consumer: batches of this generation that are behind it
    private readonly TraceEvent[][] _batches; // by thread
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _work = new(0);
    private readonly Lock _order = new();
    private readonly object _turns = new();
    private TraceGeneration? _generation;
    private CancellationToken _cancellationToken;
    private Exception? _fault;
    private long _brought; // batches of this generation
    private bool _isAtEnd; // no more events
    private int _busy; // threads besides the caller's that are at this generation
    private volatile bool _stopping;

    /// <summary>Starts the threads.</summary>
    /// <param name="batchLength">Events a batch.</param>
    /// <param name="chunkLength">Events between two looks at whether to stop.</param>
    /// <param name="consumers">Who sees all events.</param>
    /// <param name="threads">How many threads in all, two at least; the caller's is one of them.</param>
    public Relay(int batchLength, int chunkLength, IEventConsumer[] consumers, int threads)
    {
        _consumers = consumers;
        _chunkLength = chunkLength;
        _taken = new long[consumers.Length];

        // One for each thing that can be done at the same time.
        threads = Math.Min(threads, consumers.Length + 1);
        _batches = new TraceEvent[threads][];
        _threads = new Thread[threads - 1];
        for (int i = 0; i < threads; i++)
        {
            _batches[i] = new TraceEvent[batchLength];
        }

        for (int i = 0; i < _threads.Length; i++)
        {
            TraceEvent[] batch = _batches[i + 1];
            _threads[i] = new Thread(() => Help(batch)) { IsBackground = true, Name = "GoTrace analysis" };
            _threads[i].Start();
        }
    }

    /// <summary>Takes a generation through all consumers; it is done when this returns.</summary>
    public void AddAll(TraceGeneration generation, CancellationToken cancellationToken)
    {
        _generation = generation;
        _cancellationToken = cancellationToken;
        _fault = null;
        _stopping = false;
        _isAtEnd = false;
        _brought = 0;
        Array.Clear(_taken);
        _busy = _threads.Length;
        _work.Release(_busy);
        Carry(_batches[0]);
        lock (_turns)
        {
            while (_busy > 0)
            {
                Monitor.Wait(_turns);
            }
        }

        if (_fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        _generation = null;
        _work.Release(_threads.Length);
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        _work.Dispose();
    }

    private void Help(TraceEvent[] batch)
    {
        while (true)
        {
            _work.Wait();
            if (_generation is null)
            {
                return;
            }

            Carry(batch);
            lock (_turns)
            {
                _busy--;
                Monitor.PulseAll(_turns);
            }
        }
    }

    private void Carry(TraceEvent[] batch)
    {
        while (true)
        {
            int count;
            long number;
            lock (_order)
            {
                count = _isAtEnd ? 0 : Fill(batch);
                _isAtEnd = count == 0;
                if (_isAtEnd)
                {
                    return;
                }

                number = _brought++;
            }

            Hand(number, batch.AsSpan(0, count));
        }
    }

    // To all consumers, to whichever has time first.
    private void Hand(long number, ReadOnlySpan<TraceEvent> events)
    {
        Span<bool> done = stackalloc bool[_consumers.Length];
        for (int left = _consumers.Length; left > 0; left--)
        {
            int next = WaitForTurn(number, done);
            done[next] = true;
            Add(_consumers[next], events);
            lock (_turns)
            {
                _taken[next] = number + 1;
                Monitor.PulseAll(_turns);
            }
        }
    }

    private int WaitForTurn(long number, ReadOnlySpan<bool> done)
    {
        lock (_turns)
        {
            while (true)
            {
                for (int i = 0; i < done.Length; i++)
                {
                    if (!done[i] && _taken[i] == number)
                    {
                        return i;
                    }
                }

                Monitor.Wait(_turns);
            }
        }
    }

    // No exception may leave a thread here: the others would wait for its turn for ever.
    private int Fill(TraceEvent[] batch)
    {
        try
        {
            return IsToStop() ? 0 : _generation!.Read(batch);
        }
#pragma warning disable CA1031 // It is thrown again where the caller is.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(e);
            return 0;
        }
    }

    private void Add(IEventConsumer consumer, ReadOnlySpan<TraceEvent> events)
    {
        try
        {
            while (!events.IsEmpty && !IsToStop())
            {
                int count = Math.Min(_chunkLength, events.Length);
                consumer.Add(events[..count]);
                events = events[count..];
            }
        }
#pragma warning disable CA1031 // It is thrown again where the caller is.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(e);
        }
    }

    // Only a new generation takes the word back.
    private bool IsToStop()
    {
        if (_cancellationToken.IsCancellationRequested)
        {
            _stopping = true;
        }

        return _stopping;
    }

    private void Fail(Exception fault)
    {
        Interlocked.CompareExchange(ref _fault, fault, null);
        _stopping = true;
    }
}
