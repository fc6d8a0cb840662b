using GoTrace.Parsing;

namespace GoTrace.Fuzz.Targets;

/// <summary>The reader over memory; its events make sense.</summary>
internal sealed class ReaderTarget : Target
{
    public override string Name => "reader";

    public override void Take(byte[] input, Random random)
    {
        using var reading = new Reading(TraceReader.Create(input), input.Length);
        reading.ReadAll();
    }
}

/// <summary>The reader over a stream that comes in pieces: the same as over memory.</summary>
internal sealed class StreamTarget : Target
{
    public override string Name => "stream";

    public override int Stride => 4;

    public override void Take(byte[] input, Random random)
    {
        using var whole = new Reading(TraceReader.Create(input), input.Length);
        whole.ReadAll();
        var stream = new PieceStream(input, random);
        using var pieces = new Reading(TraceReader.Create(stream, new TraceReaderOptions { ReadAhead = random.Next(2) == 0 }), input.Length);
        pieces.ReadAll();
        if (whole.Summary != pieces.Summary)
        {
            throw new BrokenPromiseException($"memory gave [{whole.Summary}], a stream [{pieces.Summary}]");
        }
    }
}

/// <summary>The strict reader: it throws just where the other one tells of damage.</summary>
internal sealed class StrictTarget : Target
{
    public override string Name => "strict";

    public override int Stride => 4;

    public override void Take(byte[] input, Random random)
    {
        using var lenient = new Reading(TraceReader.Create(input), input.Length);
        lenient.ReadAll();
        using var strict = new Reading(TraceReader.Create(input, new TraceReaderOptions { Strict = true }), input.Length);
        strict.ReadAll();
        bool isDamaged = lenient.Refusal is not null || lenient.DamageCount > 0;
        if (isDamaged != strict.Refusal is not null)
        {
            throw new BrokenPromiseException($"strict says {strict.Refusal?.Message ?? "nothing"}, where there is damage: {isDamaged}");
        }
    }
}

/// <summary>The reader over a gzipped stream.</summary>
internal sealed class GzipTarget : Target
{
    public override string Name => "gzip";

    public override int Stride => 32;

    public override void Take(byte[] input, Random random)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(input);
        }

        byte[] bytes = packed.ToArray();
        if (random.Next(2) == 0 && bytes.Length > 0)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        using var reading = new Reading(TraceReader.Create(bytes), input.Length + (64 << 10));
        reading.ReadAll();
    }
}
