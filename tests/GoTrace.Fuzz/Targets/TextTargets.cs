using GoTrace.Parsing;

namespace GoTrace.Fuzz.Targets;

/// <summary>The text that Go's tool prints of events in order.</summary>
internal sealed class ParsedTextTarget : Target
{
    public override string Name => "parsed";

    public override int Stride => 16;

    public override void Take(byte[] input, Random random) => Calls.Run(async () =>
    {
        await using TraceReader reader = TraceReader.Create(input);
        await TraceText.WriteParsedAsync(reader, Stream.Null);
    });
}

/// <summary>The text that Go's tool prints of what stands in the file.</summary>
internal sealed class WireTextTarget : Target
{
    public override string Name => "wire";

    public override int Stride => 16;

    public override void Take(byte[] input, Random random) =>
        Calls.Run(() => TraceText.WriteWireAsync(new PieceStream(input, random), Stream.Null));
}

/// <summary>Runs what is asynchronous, and lets pass what a broken trace may raise.</summary>
internal static class Calls
{
    public static TraceFormatException? Run(Func<Task> call)
    {
        try
        {
            call().GetAwaiter().GetResult();
            return null;
        }
        catch (TraceFormatException e)
        {
            return e;
        }
    }
}
