using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GoTrace.Parsing;

/// <summary>
/// One event of a trace, in the order and with the meaning that Go's own reader gives it. A plain
/// struct of numbers: it refers to nothing that the garbage collector knows, and its strings and
/// stacks are ids that the <see cref="TraceGeneration"/> it came from resolves.
/// </summary>
/// <remarks>
/// <see cref="Thread"/>, <see cref="Processor"/> and <see cref="Goroutine"/> say where the event
/// happened, as it was just before the event. What the event is about is
/// <see cref="ResourceId"/>. Members that a kind of event does not use are 0.
/// </remarks>
[DebuggerDisplay("{Kind} {Type} T={Time} M={Thread} P={Processor} G={Goroutine} R={ResourceId}")]
[StructLayout(LayoutKind.Explicit, Size = 96)]
public struct TraceEvent
{
    /// <summary>The value of a thread, processor or goroutine that is not there.</summary>
    public const long NoId = -1;

    [FieldOffset(0)]
    internal long _time;
    [FieldOffset(8)]
    internal long _goTime;
    [FieldOffset(16)]
    internal long _thread;
    [FieldOffset(24)]
    internal long _processor;
    [FieldOffset(32)]
    internal long _goroutine;
    [FieldOffset(40)]
    internal long _resource;
    [FieldOffset(48)]
    internal ulong _value;
    [FieldOffset(56)]
    internal ulong _value2;
    [FieldOffset(64)]
    internal int _stack;
    [FieldOffset(68)]
    internal int _transitionStack;
    [FieldOffset(72)]
    internal int _text;
    [FieldOffset(76)]
    internal int _text2;
    [FieldOffset(80)]
    internal int _goroutineIndex;
    [FieldOffset(84)]
    internal int _resourceIndex;
    [FieldOffset(88)]
    internal EventKind _kind;
    [FieldOffset(89)]
    internal WireType _type;
    [FieldOffset(90)]
    internal ResourceKind _resourceKind;
    [FieldOffset(91)]
    internal byte _from;
    [FieldOffset(92)]
    internal byte _to;
    [FieldOffset(93)]
    internal byte _detail;

    // The six above at once: for most types of events a constant, and so one store.
    [FieldOffset(88)]
    internal ulong _shape;

    /// <summary>The fields from <see cref="_kind"/> to <see cref="_detail"/> as one number.</summary>
    internal static ulong Shape(EventKind kind, WireType type, ResourceKind about, byte from, byte to, byte detail) =>
        (ulong)kind | ((ulong)type << 8) | ((ulong)about << 16) | ((ulong)from << 24) | ((ulong)to << 32) | ((ulong)detail << 40);

    /// <summary>The event that stands between generations, for where none was read.</summary>
    internal static TraceEvent Sync(long count, long time) => new()
    {
        _kind = EventKind.Sync,
        _type = WireType.Sync,
        _time = time,
        _goTime = time,
        _thread = NoId,
        _processor = NoId,
        _goroutine = NoId,
        _goroutineIndex = -1,
        _resourceIndex = -1,
        _resource = count,
    };

    /// <summary>Nanoseconds as recorded, on the clock of the thread that wrote the event.</summary>
    /// <remarks>
    /// Not always increasing from one event to the next: the clocks of two threads may disagree a
    /// little, and an event may have had to wait for one that carries a later time.
    /// </remarks>
    public readonly long Time => _time;

    /// <summary>Nanoseconds as Go's own reader shows them: at least one more than the event before.</summary>
    public readonly long GoTime => _goTime;

    /// <summary>The operating system thread (M), or <see cref="NoId"/>.</summary>
    public readonly long Thread => _thread;

    /// <summary>The processor (P), or <see cref="NoId"/>.</summary>
    public readonly long Processor => _processor;

    /// <summary>The goroutine (G), or <see cref="NoId"/>.</summary>
    public readonly long Goroutine => _goroutine;

    /// <summary>What this event tells.</summary>
    public readonly EventKind Kind => _kind;

    /// <summary>The type of the event in the file that this one was made from.</summary>
    public readonly WireType Type => _type;

    /// <summary>
    /// The stack of the goroutine on which the event happened. For <see cref="EventKind.StackSample"/>
    /// the sample.
    /// </summary>
    public readonly StackId Stack => new(_stack);

    /// <summary>What sort of thing <see cref="ResourceId"/> names.</summary>
    public readonly ResourceKind ResourceKind => _resourceKind;

    /// <summary>
    /// The goroutine or processor that a state transition, label or range is about;
    /// the task's id for tasks, regions and logs; the count from 1 for <see cref="EventKind.Sync"/>;
    /// the first argument of an experimental event.
    /// </summary>
    public readonly long ResourceId => _resource;

    /// <summary>
    /// A small number that stands for goroutine <see cref="ResourceId"/> as long as that lives, to
    /// index an array with; it is used again for another goroutine once this one has ended.
    /// −1 where <see cref="ResourceKind"/> is not <see cref="ResourceKind.Goroutine"/>.
    /// </summary>
    public readonly int ResourceIndex => _resourceIndex;

    /// <summary>As <see cref="ResourceIndex"/>, for <see cref="Goroutine"/>; −1 without one.</summary>
    public readonly int GoroutineIndex => _goroutineIndex;

    /// <summary>The old state, for a state transition of a goroutine.</summary>
    public readonly GoroutineState OldState => (GoroutineState)_from;

    /// <summary>The new state, for a state transition of a goroutine.</summary>
    public readonly GoroutineState NewState => (GoroutineState)_to;

    /// <summary>The old state, for a state transition of a processor.</summary>
    public readonly ProcessorState OldProcessorState => (ProcessorState)_from;

    /// <summary>The new state, for a state transition of a processor.</summary>
    public readonly ProcessorState NewProcessorState => (ProcessorState)_to;

    /// <summary>
    /// The stack of the goroutine that changes its state: for a new one where it will start, for one
    /// that stops where it stopped.
    /// </summary>
    public readonly StackId TransitionStack => new(_transitionStack);

    /// <summary>
    /// The reason of a state transition, the label, the kind of a stop-the-world, the type of a task
    /// or region, the category of a log message.
    /// </summary>
    public readonly StringId Text => new(_text);

    /// <summary>The message of a log event.</summary>
    public readonly StringId Message => new(_text2);

    /// <summary>Which metric a <see cref="EventKind.Metric"/> event sets.</summary>
    public readonly TraceMetric Metric => _kind == EventKind.Metric ? (TraceMetric)_detail : TraceMetric.None;

    /// <summary>Which range a range event begins, continues or ends.</summary>
    public readonly TraceRange Range =>
        _kind is EventKind.RangeBegin or EventKind.RangeActive or EventKind.RangeEnd ? (TraceRange)_detail : TraceRange.None;

    /// <summary>
    /// A metric's value; the bytes swept at the end of a sweep; the parent of a task (all bits set:
    /// none); the second argument of an experimental event.
    /// </summary>
    public readonly ulong Value => _value;

    /// <summary>The bytes reclaimed at the end of a sweep; the third argument of an experimental event.</summary>
    public readonly ulong Value2 => _value2;

    /// <summary>Whether this is a state transition of a goroutine.</summary>
    public readonly bool IsGoroutineTransition =>
        _kind == EventKind.StateTransition && _resourceKind == ResourceKind.Goroutine;

    /// <summary>Whether this is a state transition of a processor.</summary>
    public readonly bool IsProcessorTransition =>
        _kind == EventKind.StateTransition && _resourceKind == ResourceKind.Processor;
}
