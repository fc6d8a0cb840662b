namespace GoTrace.Parsing.Reading;

/// <summary>
/// Takes out of a generation what lies so far from the rest of it in time that only a broken number
/// can say so: left in, it would make a trace of a second last for years.
/// </summary>
internal static class GenerationTimes
{
    /// <summary>No generation lasts longer, in clock units: 13 days where a unit is 64 ns.</summary>
    public const ulong Longest = 1UL << 44;

    // So many of its batches tell where in time it lies.
    private const int Samples = 255;

    // Go's runtime has 15.6 million a second where its clock is the system's; on Windows a 256th of a counter's, which
    // on arm64 is some 39,000. With fewer than this, 2^44 units are beyond what numbers hold.
    private const ulong LeastFrequency = 2_000;

    public static void Check(GenerationData data)
    {
        if (data.Frequency is > 0 and < LeastFrequency)
        {
            data.AddFault(new LoadFault(
                new TraceFormatException(
                    TraceFormatError.BadClock, $"a clock of {data.Frequency} units a second, where no machine has one as slow", data.Offset, data.Number),
                0,
                TraceDamageKind.Corrupt));
            data.Frequency = 0;
        }

        if (data.Batches.Count == 0)
        {
            return;
        }

        ulong middle = Middle(data);
        bool isAllFine = IsNear(data.MinTime, middle);
        foreach (ref readonly GenerationData.Batch batch in data.Batches.Items)
        {
            isAllFine &= IsNear(batch.Time, middle);
        }

        if (!isAllFine)
        {
            TakeOut(data, middle);
        }

        TakeOutSamples(data, middle);
    }

    private static ulong Middle(GenerationData data)
    {
        Span<ulong> times = stackalloc ulong[Samples];
        int n = Math.Min(Samples, data.Batches.Count);
        for (int i = 0; i < n; i++)
        {
            times[i] = data.Batches[(int)((long)i * data.Batches.Count / n)].Time;
        }

        times = times[..n];
        times.Sort();
        return times[n / 2];
    }

    private static bool IsNear(ulong time, ulong middle) => (time > middle ? time - middle : middle - time) < Longest;

    private static void TakeOut(GenerationData data, ulong middle)
    {
        data.MinTime = middle;
        foreach (ref GenerationData.ThreadBatches thread in data.Threads.Mutable())
        {
            int before = -1;
            for (int i = thread.First; i >= 0; i = data.Batches[i].Next)
            {
                ref GenerationData.Batch batch = ref data.Batches[i];
                if (IsNear(batch.Time, middle))
                {
                    data.MinTime = Math.Min(data.MinTime, batch.Time);
                    before = i;
                    continue;
                }

                data.AddFault(new LoadFault(
                    new TraceFormatException(
                        TraceFormatError.BadClock,
                        $"a batch of thread {thread.Id} whose time, {batch.Time}, is nowhere near that of its generation, {middle}",
                        data.Offset + batch.Start,
                        data.Number),
                    batch.End - batch.Start,
                    TraceDamageKind.Corrupt));
                data.MissBatch(ref thread, before, i);
            }
        }
    }

    private static void TakeOutSamples(GenerationData data, ulong middle)
    {
        Span<GenerationData.CpuSample> samples = data.Samples.Mutable();
        int kept = 0;
        foreach (ref readonly GenerationData.CpuSample sample in samples)
        {
            if (IsNear((ulong)sample.At, middle))
            {
                samples[kept++] = sample;
            }
        }

        data.Samples.SetCount(kept);
    }
}
