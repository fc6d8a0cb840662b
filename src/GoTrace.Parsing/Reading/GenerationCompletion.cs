using GoTrace.Parsing.Ordering;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Reading;

/// <summary>What can be made of a generation's parts only when all of them are there.</summary>
internal static class GenerationCompletion
{
    /// <summary>Makes the tables, and finds the clock's rate.</summary>
    /// <param name="data">The generation.</param>
    /// <param name="header">The version.</param>
    /// <param name="lastFrequency">The frequency that the generation before had, or 0.</param>
    /// <param name="lenient">Whether to make do with what is there.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What is wrong, if something is and <paramref name="lenient"/> is not set.</returns>
    public static TraceFormatException? TryComplete(
        GenerationData data, TraceHeader header, ulong lastFrequency, bool lenient, CancellationToken cancellationToken)
    {
        if (data.Frequency == 0)
        {
            if (!lenient)
            {
                return Broken(data, TraceFormatError.BadClock, "the generation does not tell the clock's frequency");
            }

            data.Rate = lastFrequency == 0 ? ClockRate.Usual : new ClockRate(lastFrequency);
        }
        else
        {
            data.Rate = new ClockRate(data.Frequency);
        }

        if (!lenient && header.HasSync && !data.HasClock)
        {
            return Broken(data, TraceFormatError.BadClock, "the generation has no clock snapshot");
        }

        if (!data.Tables.Strings.Complete(lenient, out ulong twice, cancellationToken))
        {
            return Broken(data, TraceFormatError.BadTable, twice == 0 ? "a string has the reserved id 0" : $"two strings have the id {twice}");
        }

        if (!data.Tables.Stacks.Complete(lenient, out twice, cancellationToken))
        {
            return Broken(data, TraceFormatError.BadTable, twice == 0 ? "a stack has the reserved id 0" : $"two stacks have the id {twice}");
        }

        if (!data.Tables.LinkFrames(lenient, out ulong missing, out bool isFunction, cancellationToken))
        {
            string what = isFunction ? "function" : "file";
            return Broken(data, TraceFormatError.UnknownId, $"a stack frame's {what} is string {missing}, which the generation does not have");
        }

        Span<GenerationData.CpuSample> samples = data.Samples.Mutable();
        foreach (ref GenerationData.CpuSample sample in samples)
        {
            sample.At = data.Rate.ToNanoseconds((ulong)sample.At);
        }

        TimeSort.Sort(samples, cancellationToken);
        return null;
    }

    private static TraceFormatException Broken(GenerationData data, TraceFormatError code, string detail) =>
        new(code, detail, data.Offset, data.Number);
}
