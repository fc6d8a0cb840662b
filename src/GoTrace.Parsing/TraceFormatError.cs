namespace GoTrace.Parsing;

/// <summary>What was wrong with a trace: for programs that tell faults apart.</summary>
public enum TraceFormatError
{
    /// <summary>The input does not begin as a Go execution trace does.</summary>
    NotATrace,

    /// <summary>The input is empty.</summary>
    Empty,

    /// <summary>The header names a version of the format that this library does not read.</summary>
    UnsupportedVersion,

    /// <summary>The input ends in the middle of something.</summary>
    Truncated,

    /// <summary>A batch does not begin, or is not framed, as a batch must be.</summary>
    BadBatch,

    /// <summary>Batches of different generations are mixed, or a generation has no end.</summary>
    BadGeneration,

    /// <summary>A table of strings or stacks is broken.</summary>
    BadTable,

    /// <summary>The clock's frequency or snapshot is missing, twice there, or out of place.</summary>
    BadClock,

    /// <summary>An event is of no known type, or its numbers are broken.</summary>
    BadEvent,

    /// <summary>An event names a string or a stack that its generation does not have.</summary>
    UnknownId,

    /// <summary>An event contradicts what the events before it said.</summary>
    Inconsistent,

    /// <summary>No thread's next event can come next: something is missing.</summary>
    NoOrder,

    /// <summary>A limit of <see cref="TraceReaderOptions"/> was reached.</summary>
    LimitExceeded,

    /// <summary>The compressed data is broken.</summary>
    BadCompression,

    /// <summary>
    /// The file was cut short or overwritten while it was read. What was given before it was noticed need not be of one
    /// and the same trace; nothing more can be read, strictly or not.
    /// </summary>
    Changed,
}
