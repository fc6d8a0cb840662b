namespace GoTrace.Fuzz.Targets;

/// <summary>Something that takes any bytes, and ends in a result or a <see cref="Parsing.TraceFormatException"/>.</summary>
internal abstract class Target
{
    public static IReadOnlyList<Target> All { get; } =
    [
        new ReaderTarget(), new StreamTarget(), new FileTarget(), new StrictTarget(), new SummaryTarget(), new ParsedTextTarget(), new WireTextTarget(),
        new GzipTarget(), new StoredTarget(),
    ];

    /// <summary>What it is called on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>One input in so many is given to it: the slow ones get fewer.</summary>
    public virtual int Stride => 1;

    /// <summary>What an input may allocate beyond what goes by its length: the room that every reader has.</summary>
    public virtual long FreeBytes => 24 << 20;

    /// <summary>Takes an input.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="random">For what it decides by chance.</param>
    /// <exception cref="BrokenPromiseException">Something came out that must not.</exception>
    public abstract void Take(byte[] input, Random random);

    public static Target ByName(string name) =>
        All.FirstOrDefault(t => t.Name == name)
        ?? throw new ArgumentException($"no target \"{name}\"; there are {string.Join(", ", All.Select(t => t.Name))}");
}

/// <summary>What a target gave is not what it promises to give.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
