namespace GoTrace.Fuzz.Mutation;

/// <summary>Makes broken traces out of whole ones.</summary>
internal sealed class Mutator(Corpus corpus)
{
    private const int LargestInput = 4 << 20;

    /// <summary>An input, the same for the same number.</summary>
    /// <param name="seed">The number.</param>
    /// <param name="description">How it was made, for a report.</param>
    public byte[] Make(int seed, out string description)
    {
        var random = new Random(seed);
        return Change(random, corpus.Pick(random), out description);
    }

    /// <summary>Changes an input one to six times.</summary>
    /// <param name="random">How.</param>
    /// <param name="origin">The input; it stays as it is.</param>
    /// <param name="description">What was done to it.</param>
    public byte[] Change(Random random, Seed origin, out string description)
    {
        byte[] bytes = origin.Bytes;
        int rounds = 1 + (int)(random.NextDouble() * random.NextDouble() * 6);
        string how = origin.Name;
        for (int i = 0; i < rounds; i++)
        {
            bytes = Change(random, bytes, origin, out string change);
            how += $", {change}";
        }

        description = how;
        return bytes.Length <= LargestInput ? bytes : bytes[..LargestInput];
    }

    private byte[] Change(Random random, byte[] bytes, Seed origin, out string change)
    {
        switch (random.Next(16))
        {
            case 0:
            case 1:
                change = "bits flipped";
                return ByteChanges.Flip(random, bytes);
            case 2:
                change = "bytes set";
                return ByteChanges.Set(random, bytes);
            case 3:
            case 4:
                change = "cut";
                return ByteChanges.Cut(random, bytes);
            case 5:
                change = "bytes inserted";
                return ByteChanges.Insert(random, bytes);
            case 6:
                change = "bytes left out";
                return ByteChanges.LeaveOut(random, bytes);
            case 7:
                change = "a piece repeated";
                return ByteChanges.Repeat(random, bytes);
            case 8:
                Seed other = PickLike(random, origin);
                change = $"spliced with {other.Name}";
                return ByteChanges.Splice(random, bytes, other.Bytes);
            case 9:
                change = "batches swapped";
                return BatchChanges.Swap(random, bytes);
            case 10:
                change = "a batch left out";
                return BatchChanges.LeaveOut(random, bytes);
            case 11:
                change = "a batch repeated";
                return BatchChanges.Repeat(random, bytes);
            case 12:
                change = "a batch's head changed";
                return BatchChanges.ChangeHead(random, bytes);
            case 13:
            case 14:
                change = "an event's number changed";
                return BatchChanges.ChangeNumber(random, bytes);
            default:
                change = "an event's type changed";
                return BatchChanges.ChangeType(random, bytes);
        }
    }

    // Of the same version, if one is met soon.
    private Seed PickLike(Random random, Seed origin)
    {
        Seed other = corpus.Pick(random);
        ReadOnlySpan<byte> version = origin.Bytes.AsSpan(0, Math.Min(16, origin.Bytes.Length));
        for (int i = 0; i < 20 && !other.Bytes.AsSpan().StartsWith(version); i++)
        {
            other = corpus.Pick(random);
        }

        return other;
    }
}
