namespace GoTrace.Fuzz.Mutation;

/// <summary>Changes that know nothing of the format.</summary>
internal static class ByteChanges
{
    private static readonly byte[] Telling = [0, 1, 2, 4, 5, 6, 8, 49, 50, 52, 127, 128, 255];

    public static byte[] Flip(Random random, byte[] bytes)
    {
        byte[] changed = [.. bytes];
        for (int i = Few(random); i > 0 && changed.Length > 0; i--)
        {
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
        }

        return changed;
    }

    public static byte[] Set(Random random, byte[] bytes)
    {
        byte[] changed = [.. bytes];
        for (int i = Few(random); i > 0 && changed.Length > 0; i--)
        {
            changed[random.Next(changed.Length)] = random.Next(2) == 0 ? Telling[random.Next(Telling.Length)] : (byte)random.Next(256);
        }

        return changed;
    }

    public static byte[] Cut(Random random, byte[] bytes) => bytes[..random.Next(bytes.Length + 1)];

    public static byte[] Insert(Random random, byte[] bytes)
    {
        byte[] inserted = new byte[1 << random.Next(10)];
        if (random.Next(3) == 0)
        {
            Array.Fill(inserted, Telling[random.Next(Telling.Length)]);
        }
        else
        {
            random.NextBytes(inserted);
        }

        int at = random.Next(bytes.Length + 1);
        return [.. bytes.AsSpan(0, at), .. inserted, .. bytes.AsSpan(at)];
    }

    public static byte[] LeaveOut(Random random, byte[] bytes)
    {
        (int from, int to) = Piece(random, bytes);
        return [.. bytes.AsSpan(0, from), .. bytes.AsSpan(to)];
    }

    public static byte[] Repeat(Random random, byte[] bytes)
    {
        (int from, int to) = Piece(random, bytes);
        int at = random.Next(bytes.Length + 1);
        return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(from, to - from), .. bytes.AsSpan(at)];
    }

    public static byte[] Splice(Random random, byte[] bytes, byte[] other) =>
        [.. bytes.AsSpan(0, random.Next(bytes.Length + 1)), .. other.AsSpan(random.Next(other.Length))];

    private static (int From, int To) Piece(Random random, byte[] bytes)
    {
        int from = random.Next(bytes.Length + 1);
        int length = random.Next(2) == 0 ? random.Next(64) : random.Next(bytes.Length + 1);
        return (from, Math.Min(bytes.Length, from + length));
    }

    private static int Few(Random random) => 1 << random.Next(4);
}
