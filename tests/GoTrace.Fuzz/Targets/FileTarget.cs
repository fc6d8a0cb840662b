using GoTrace.Parsing;

namespace GoTrace.Fuzz.Targets;

/// <summary>The reader over a file, in which events stay until it is their turn: the same as over memory.</summary>
internal sealed class FileTarget : Target
{
    // The file goes with its handle. A reader may have it beside.
    private static readonly FileStreamOptions Scratch = new()
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        Options = FileOptions.DeleteOnClose,
    };

    public override string Name => "file";

    public override int Stride => 4;

    public override void Take(byte[] input, Random random)
    {
        // Inputs are so short that leaving their events in the file would save nothing.
        var options = new TraceReaderOptions { ReadAhead = random.Next(2) == 0, PlainOrdering = random.Next(4) == 0, LeastLeftInFile = 0 };
        using var whole = new Reading(TraceReader.Create(input, options), input.Length);
        whole.ReadAll();
        string path = Path.Combine(Path.GetTempPath(), $"gotrace-fuzz-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}");
        using var scratch = new FileStream(path, Scratch);
        scratch.Write(input);
        using var file = new Reading(TraceReader.Open(path, options), input.Length);
        file.ReadAll();
        if (whole.Summary != file.Summary)
        {
            throw new BrokenPromiseException($"memory gave [{whole.Summary}], a file [{file.Summary}]");
        }
    }
}
