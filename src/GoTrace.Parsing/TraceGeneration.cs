using System.Text;
using GoTrace.Parsing.Ordering;
using GoTrace.Parsing.Reading;

namespace GoTrace.Parsing;

/// <summary>
/// One generation of a trace: about a second of it, or, for traces up to Go 1.21, all of it. Its
/// events can be gone through once; what it holds is given back when the next generation is asked
/// for, and then whatever is asked of it throws.
/// </summary>
public sealed class TraceGeneration
{
    // Events are made some at a time: enough to pay for the call, few enough for the first cache.
    internal const int ChunkLength = 128;

    private readonly TraceEvent[] _chunk;
    private readonly EventSource _events;
    private readonly Func<TraceFormatException, bool> _onFailure;
    private GenerationData? _data;
    private bool _begun;
    private bool _ended;
    private bool _hadHole;

    internal TraceGeneration(
        GenerationData data, EventSource events, bool followsGap, TraceEvent[] chunk, Func<TraceFormatException, bool> onFailure)
    {
        _data = data;
        _events = events;
        _chunk = chunk;
        _onFailure = onFailure;
        FollowsGap = followsGap;
    }

    /// <summary>The number that the generation has in the file; they begin at 1 or later.</summary>
    public long Number => (long)Data.Number;

    /// <summary>Where in the (decompressed) input it begins, in bytes.</summary>
    public long Offset => Data.Offset;

    /// <summary>Its length in the input, in bytes.</summary>
    public int Length => Data.Length;

    /// <summary>
    /// Whether something is missing before it: then it stands for itself like a trace's first
    /// generation, and nothing that was open before is.
    /// </summary>
    public bool FollowsGap { get; }

    /// <summary>
    /// Whether some of its own bytes are broken, cut off or left out, so far as is known by now: bytes
    /// are checked before its events are given, events only when it is their turn.
    /// </summary>
    public bool IsPartial => Data.Partial is not null;

    /// <summary>
    /// Whether events of it are missing, so far as is known by now. From there on, some transitions have
    /// <see cref="GoroutineState.Undetermined"/> for their old or new state: what was before, or what
    /// comes after, is not known. What is under way at its end has no known end. Stays to be asked for.
    /// </summary>
    public bool HasHole => _data is null ? _hadHole : _events.HasHole;

    /// <summary>The clocks at its beginning; null for traces without them (headers before 1.25).</summary>
    public ClockSnapshot? ClockSnapshot
    {
        get
        {
            GenerationData data = Data;
            return data.HasClock
                ? new ClockSnapshot(
                    data.Rate.ToNanoseconds(data.ClockTime),
                    data.ClockMonotonic,
                    (long)data.ClockSeconds,
                    (long)data.ClockNanoseconds)
                : null;
        }
    }

    /// <summary>
    /// GOMAXPROCS at the beginning of a trace up to Go 1.21: Go's reader gives no event for it, and so
    /// neither does this one. Null where it is not told, and for later traces, where an event tells it.
    /// </summary>
    public long? InitialGoMaxProcs => _data is null ? throw GivenBack() : _events.InitialGoMaxProcs;

    /// <summary>
    /// How many strings there are: ids are below this. It may grow while events are gone through, as
    /// the name of a task that ends may come from an earlier generation.
    /// </summary>
    public int StringCount => Data.Tables.Strings.Count;

    /// <summary>How many stacks there are: ids are below this.</summary>
    public int StackCount => Data.Tables.Stacks.Count;

    /// <summary>How many batches of experimental data there are.</summary>
    public int ExperimentalBatchCount => Data.ExperimentalBatches.Count;

    /// <summary>What makes <see cref="IsPartial"/> true.</summary>
    internal TraceFormatException? PartialReason => Data.Partial;

    /// <summary>Whether Go's reader takes it up though it is partial.</summary>
    internal bool IsTakenByGo => Data.IsTakenByGo;

    /// <summary>What its events ended at, if not at their end.</summary>
    internal TraceFormatException? Failure => _events.Failure;

    /// <inheritdoc cref="EventSource.GoLimit"/>
    internal long GoLimit => _events.GoLimit;

    /// <inheritdoc cref="EventSource.GoFault"/>
    internal TraceFormatException? GoFault => _events.GoFault;

    private GenerationData Data => _data ?? throw GivenBack();

    /// <summary>A string as UTF-8; valid until the next generation is asked for. Not checked to be well-formed.</summary>
    /// <param name="id">From an event of this generation.</param>
    public ReadOnlySpan<byte> GetUtf8(StringId id) => Data.Tables.Utf8(id.Index);

    /// <summary>A string as a new <see cref="string"/>; what is not UTF-8 in it is replaced.</summary>
    /// <param name="id">From an event of this generation.</param>
    public string GetString(StringId id) => Encoding.UTF8.GetString(GetUtf8(id));

    /// <summary>A stack trace; valid until the next generation is asked for.</summary>
    /// <param name="id">From an event of this generation.</param>
    public StackTrace Stack(StackId id) => Data.Tables.Stack(id.Index);

    /// <summary>A batch of experimental data; valid until the next generation is asked for.</summary>
    /// <param name="index">From 0 to <see cref="ExperimentalBatchCount"/> − 1.</param>
    public ExperimentalBatch GetExperimentalBatch(int index)
    {
        GenerationData data = Data;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)data.ExperimentalBatches.Count, nameof(index));
        ref readonly GenerationData.RawExperimentalBatch raw = ref data.ExperimentalBatches[index];
        return new ExperimentalBatch(raw.Experiment, raw.Thread, data.Tables.Bytes.Span.Slice(raw.Start, raw.Length));
    }

    /// <summary>Goes through the events in order; once.</summary>
    /// <exception cref="InvalidOperationException">They were gone through before, or the generation was given back.</exception>
    public Enumerator GetEnumerator()
    {
        BeginEvents();
        return new Enumerator(this);
    }

    /// <summary>Shows each event in order to a visitor; once. The fastest way.</summary>
    /// <typeparam name="TVisitor">A struct, so that the loop is compiled for it.</typeparam>
    /// <param name="visitor">Takes the events.</param>
    /// <exception cref="InvalidOperationException">They were gone through before, or the generation was given back.</exception>
    public void Accept<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IEventVisitor, allows ref struct
    {
        BeginEvents();
        while (true)
        {
            ReadOnlySpan<TraceEvent> events = NextChunk();
            if (events.IsEmpty)
            {
                return;
            }

            foreach (ref readonly TraceEvent e in events)
            {
                visitor.Visit(in e);
            }
        }
    }

    /// <summary>
    /// Copies the next events in order, for callers that hand them to another thread; other than
    /// <see cref="GetEnumerator"/> it goes on where the call before ended.
    /// </summary>
    /// <param name="destination">Room for at least 4 events.</param>
    /// <returns>How many there are now; 0 at the end.</returns>
    public int Read(Span<TraceEvent> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, EventSource.LeastRoom, nameof(destination));
        if (_data is null)
        {
            throw GivenBack();
        }

        _begun = true;
        return Next(destination);
    }

    internal void Detach()
    {
        _hadHole = HasHole;
        _data = null;
    }

    /// <summary>Goes to the end, so that the next generation finds the states it goes on from.</summary>
    internal void Drain(CancellationToken cancellationToken)
    {
        _begun = true;
        while (!NextChunk().IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The next events in order, or none at the end.</summary>
    internal ReadOnlySpan<TraceEvent> NextChunk()
    {
        if (_data is null)
        {
            throw GivenBack();
        }

        return _chunk.AsSpan(0, Next(_chunk));
    }

    private int Next(Span<TraceEvent> room)
    {
        if (_ended)
        {
            return 0;
        }

        if (_data!.ReadFailure is { } failure)
        {
            throw failure is TraceFormatException or OperationCanceledException
                ? failure
                : new IOException("The trace's file could not be read, and so there are no further events.", failure);
        }

        int count = _events.Fill(room);
        while (count == 0 && _events.Failure is { } fault && _onFailure(fault))
        {
            count = _events.Fill(room);
        }

        _ended = count == 0;
        return count;
    }

    private void BeginEvents()
    {
        if (_data is null)
        {
            throw GivenBack();
        }

        if (_begun)
        {
            throw new InvalidOperationException("The events of a generation can be gone through only once.");
        }

        _begun = true;
    }

    private static InvalidOperationException GivenBack() =>
        new("The generation was given back when the next one was asked for, or the reader was disposed.");

    /// <summary>Walks a generation's events.</summary>
    public ref struct Enumerator
    {
        private readonly TraceGeneration _generation;
        private ReadOnlySpan<TraceEvent> _events;
        private int _index;

        internal Enumerator(TraceGeneration generation)
        {
            _generation = generation;
            _events = default;
            _index = -1;
        }

        /// <summary>The event; valid until the next call of <see cref="MoveNext"/>.</summary>
        public readonly ref readonly TraceEvent Current => ref _events[_index];

        /// <summary>Goes on to the next event.</summary>
        public bool MoveNext()
        {
            if (++_index < _events.Length)
            {
                return true;
            }

            _events = _generation.NextChunk();
            _index = 0;
            return !_events.IsEmpty;
        }
    }
}
