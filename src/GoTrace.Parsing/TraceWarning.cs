namespace GoTrace.Parsing;

/// <summary>Something of a trace that this library read without knowing all of it.</summary>
/// <param name="Code">What, for programs.</param>
/// <param name="Message">What, for people: a sentence without a final stop.</param>
public sealed record TraceWarning(TraceWarningCode Code, string Message);

/// <summary>What a warning is about: for programs.</summary>
public enum TraceWarningCode
{
    /// <summary>The header is newer than any that this library knows; it is read like the newest known.</summary>
    NewerVersion = 0,

    /// <summary>Batches of a kind that is not known were passed over.</summary>
    UnknownBatch = 1,

    /// <summary>Data of an experiment that is not known is given as bytes.</summary>
    UnknownExperiment = 2,

    /// <summary>A generation does not tell its clock's frequency: that of most platforms was taken, or that of the generation before.</summary>
    AssumedClock = 3,

    /// <summary>
    /// A generation that was cut off has lost its strings: why goroutines stopped or blocked is told by
    /// numbers that are the same in every generation that Go's runtime writes. Other texts, and stacks,
    /// are empty.
    /// </summary>
    AssumedReasons = 4,
}
