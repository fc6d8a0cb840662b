using System.Globalization;

namespace GoTrace.Parsing;

/// <summary>A trace could not be read, or not beyond some place.</summary>
public sealed class TraceFormatException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">What was wrong, for programs.</param>
    /// <param name="detail">What was wrong, for people: a clause without a final stop.</param>
    /// <param name="offset">Where in the (decompressed) input, in bytes; −1 if it can't be said.</param>
    /// <param name="generation">The generation's number, or 0 if none was begun.</param>
    /// <param name="innerException">What the platform said, if anything.</param>
    public TraceFormatException(
        TraceFormatError code, string detail, long offset = -1, ulong generation = 0, Exception? innerException = null)
        : base(Describe(detail, offset, generation), innerException)
    {
        Code = code;
        Detail = detail;
        Offset = offset;
        Generation = generation;
    }

    /// <summary>What was wrong, for programs.</summary>
    public TraceFormatError Code { get; }

    /// <summary>What was wrong, without the place.</summary>
    public string Detail { get; }

    /// <summary>Where in the (decompressed) input, in bytes; −1 if it can't be said.</summary>
    public long Offset { get; }

    /// <summary>The generation in which it was found, or 0 if none was begun.</summary>
    public ulong Generation { get; }

    private static string Describe(string detail, long offset, ulong generation)
    {
        string text = detail;
        if (offset >= 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", at byte {offset}");
        }

        if (generation != 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", in generation {generation}");
        }

        return text;
    }
}
