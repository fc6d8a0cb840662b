namespace GoTrace.Analysis.Processors;

/// <summary>A stretch of a processor's time of which it turned out later that nothing is known.</summary>
/// <param name="What">What it was booked as.</param>
/// <param name="Since">When it began.</param>
/// <param name="Until">When it ended: now.</param>
/// <param name="StarvedSince"><see cref="Flow.StarvedEach"/> when it began; where the processor was not idle, that of now.</param>
/// <param name="StarvedUntil">The same now.</param>
internal readonly record struct Doubt(Activity What, long Since, long Until, double StarvedSince, double StarvedUntil)
{
    /// <summary>Lost parallelism in it.</summary>
    public double Starved => StarvedUntil - StarvedSince;

    /// <summary>The part of it in a stretch.</summary>
    /// <param name="begin">When that begins.</param>
    /// <param name="end">When that ends.</param>
    public long In(long begin, long end)
    {
        long from = Math.Max(Since, begin);
        long to = Math.Min(Until, end);
        return from < to ? ProcessorAccounts.Between(from, to) : 0;
    }

    /// <summary>Lost parallelism in the part of it that lies in a stretch.</summary>
    /// <param name="begin"><see cref="Flow.StarvedEach"/> when that begins.</param>
    /// <param name="end">The same when it ends.</param>
    public double StarvedIn(double begin, double end) => Math.Max(0, Math.Min(StarvedUntil, end) - Math.Max(StarvedSince, begin));
}
