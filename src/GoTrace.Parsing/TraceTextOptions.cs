namespace GoTrace.Parsing;

/// <summary>How a trace is written as text. Immutable.</summary>
public sealed record TraceTextOptions
{
    /// <summary>The defaults.</summary>
    public static TraceTextOptions Default { get; } = new();

    /// <summary>
    /// The time zone of wall clocks in the <c>parsed</c> form: the machine's own unless told, as Go's
    /// tool has it. In JSON they are UTC.
    /// </summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Local;
}
