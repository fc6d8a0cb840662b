namespace GoTrace.Parsing.Ordering;

/// <summary>
/// The strings with which Go's runtime begins every generation: labels of GC workers, reasons to
/// block, reasons to stop, in this order, under the ids from 1 on. So it is in every release that
/// writes these versions (runtime.traceRegisterLabelsAndReasons, 1.22 to 1.27). A generation whose end
/// is cut off has lost its own list, which comes last.
/// </summary>
internal static class KnownStrings
{
    /// <summary>Ids are below this.</summary>
    public const int Count = 23;

    private const ulong FirstReason = 5;
    private const ulong Unspecified = 5;
    private const ulong Preempted = 16;

    // From here on releases differ: 1.23 and 1.24 added a reason to block each.
    private const ulong FirstThatVaries = 20;

    private static readonly byte[][] Common =
    [
        [],
        [.. "Not worker"u8],
        [.. "GC (dedicated)"u8],
        [.. "GC (fractional)"u8],
        [.. "GC (idle)"u8],
        [.. "unspecified"u8],
        [.. "forever"u8],
        [.. "network"u8],
        [.. "select"u8],
        [.. "sync.(*Cond).Wait"u8],
        [.. "sync"u8],
        [.. "chan send"u8],
        [.. "chan receive"u8],
        [.. "GC mark assist wait for work"u8],
        [.. "GC background sweeper wait"u8],
        [.. "system goroutine wait"u8],
        [.. "preempted"u8],
        [.. "wait for debug call"u8],
        [.. "wait until GC ends"u8],
        [.. "sleep"u8],
    ];

    /// <summary>The text that an id has in a certain sort of event; empty if that can't be said.</summary>
    public static ReadOnlySpan<byte> Find(WireType type, ulong id) => type switch
    {
        WireType.GoLabel when id < FirstReason => Common[id],
        WireType.GoBlock when id is >= FirstReason and < FirstThatVaries => Common[id],
        WireType.GoStop when id is Unspecified or Preempted => Common[id],

        // Of the three reasons to stop, which come last, two are also reasons to block: this is the third.
        WireType.GoStop when id is >= FirstThatVaries and < Count => "runtime.Gosched"u8,
        _ => default,
    };
}
