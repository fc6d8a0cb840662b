using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <summary>
/// Several threads on one generation: one brings its events in order, the others take them in, each
/// for consumers of its own. Chunks of events go round in a ring; whoever has to wait spins, as the
/// others are never far.
/// </summary>
internal sealed class ChunkExchange : IDisposable
{
    private const int Chunks = 16;

    private readonly TraceEvent[][] _chunks = new TraceEvent[Chunks][];
    private readonly int[] _counts = new int[Chunks];
    private readonly IEventConsumer[] _atSource;
    private readonly Lane[] _lanes; // the last one is the caller's own
    private readonly Thread[] _threads;
    private readonly Counter _filled = new(); // chunks put into the ring
    private TraceGeneration? _generation;
    private Exception? _fault;
    private volatile bool _stopping;

    /// <summary>Starts the threads.</summary>
    /// <param name="chunkLength">Events a chunk.</param>
    /// <param name="atSource">Consumers on the thread that brings events in order.</param>
    /// <param name="lanes">Consumers of the other threads; the last of these is the caller's.</param>
    public ChunkExchange(int chunkLength, IEventConsumer[] atSource, params IEventConsumer[][] lanes)
    {
        for (int i = 0; i < Chunks; i++)
        {
            _chunks[i] = new TraceEvent[chunkLength];
        }

        _atSource = atSource;
        _lanes = [.. lanes.Select(consumers => new Lane(consumers))];
        _threads = new Thread[_lanes.Length];
        _threads[0] = new Thread(Order) { IsBackground = true, Name = "GoTrace ordering" };
        for (int i = 0; i < _lanes.Length - 1; i++)
        {
            Lane lane = _lanes[i];
            _threads[i + 1] = new Thread(() => Serve(lane)) { IsBackground = true, Name = "GoTrace analysis" };
        }

        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    private SemaphoreSlim Work { get; } = new(0);

    public void AddAll(TraceGeneration generation, CancellationToken cancellationToken)
    {
        _fault = null;
        _stopping = false;
        _generation = generation;
        Work.Release();
        foreach (Lane lane in _lanes.AsSpan(0, _lanes.Length - 1))
        {
            lane.Work.Release();
        }

        Take(_lanes[^1], cancellationToken);
        foreach (Lane lane in _lanes.AsSpan(0, _lanes.Length - 1))
        {
            WaitFor(lane.Taken, _filled.Read());
        }

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
        Work.Release();
        foreach (Lane lane in _lanes)
        {
            lane.Work.Release();
        }

        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        Work.Dispose();
        foreach (Lane lane in _lanes)
        {
            lane.Work.Dispose();
        }
    }

    private void Order()
    {
        while (true)
        {
            Work.Wait();
            if (_generation is not { } generation)
            {
                return;
            }

            int count;
            do
            {
                long at = _filled.Read();
                foreach (Lane lane in _lanes)
                {
                    WaitFor(lane.Taken, at - Chunks + 1);
                }

                count = Fill(generation, _chunks[at % Chunks]);
                _counts[at % Chunks] = count;
                _filled.Set(at + 1);
            }
            while (count > 0);
        }
    }

    private void Serve(Lane lane)
    {
        while (true)
        {
            lane.Work.Wait();
            if (_generation is null)
            {
                return;
            }

            Take(lane, CancellationToken.None);
        }
    }

    private void Take(Lane lane, CancellationToken cancellationToken)
    {
        int count;
        do
        {
            long at = lane.Taken.Read();
            WaitFor(_filled, at + 1);
            count = _counts[at % Chunks];
            if (count > 0 && !_stopping)
            {
                Hand(lane.Consumers, _chunks[at % Chunks].AsSpan(0, count));
                if (cancellationToken.IsCancellationRequested)
                {
                    _stopping = true;
                }
            }

            lane.Taken.Set(at + 1);
        }
        while (count > 0);
    }

    // Nothing may leave a thread but through the ring: whoever waits there would wait for ever.
    private int Fill(TraceGeneration generation, TraceEvent[] chunk)
    {
        try
        {
            if (_stopping)
            {
                return 0;
            }

            int count = generation.Read(chunk);
            if (count > 0)
            {
                Hand(_atSource, chunk.AsSpan(0, count));
            }

            return count;
        }
#pragma warning disable CA1031 // It is thrown again where the caller is.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(e);
            return 0;
        }
    }

    private void Hand(IEventConsumer[] consumers, ReadOnlySpan<TraceEvent> events)
    {
        try
        {
            foreach (IEventConsumer consumer in consumers)
            {
                consumer.Add(events);
            }
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

    private static void WaitFor(Counter counter, long value)
    {
        var wait = new SpinWait();
        while (counter.Read() < value)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    private sealed class Lane(IEventConsumer[] consumers)
    {
        public IEventConsumer[] Consumers { get; } = consumers;

        public Counter Taken { get; } = new();

        public SemaphoreSlim Work { get; } = new(0);
    }

    // Alone on its cache line, as two threads look at it all the time.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private sealed class Counter
    {
        [FieldOffset(128)]
        private long _value;

        public long Read() => Volatile.Read(ref _value);

        public void Set(long value) => Volatile.Write(ref _value, value);
    }
}
