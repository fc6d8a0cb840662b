using System.Text;
using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Fuzz.Mutation;
using GoTrace.Parsing;

namespace GoTrace.Fuzz.Targets;

/// <summary>
/// Summaries that were stored as JSON, and are compared: read, or refused with an
/// <see cref="InvalidDataException"/>. Of a trace it takes the summary's JSON, broken.
/// </summary>
internal sealed class StoredTarget : Target
{
    private static readonly AnalysisOptions Options = new() { Parallelism = 1, WindowLimit = 4 };

    private static readonly ComparisonOptions Always = new() { Force = true };

    public override string Name => "stored";

    public override int Stride => 32;

    // Nine comparisons, each with its resamples.
    public override long FreeBytes => 512 << 20;

    public override void Take(byte[] input, Random random)
    {
        if (input is [(byte)'{' or (byte)'[', ..])
        {
            Read(input);
            return;
        }

        TraceAnalysis? analysis = null;
        Calls.Run(async () =>
        {
            await using TraceReader reader = TraceReader.Create(input);
            analysis = await TraceAnalyzer.AnalyzeAsync(reader, Options);
        });
        if (analysis is null)
        {
            return;
        }

        byte[] whole = Encoding.UTF8.GetBytes(analysis.ToJson());
        if (!Read(whole))
        {
            throw new BrokenPromiseException("a summary's own JSON is refused");
        }

        for (int i = 0; i < 8; i++)
        {
            Read(Break(whole, random));
        }
    }

    private static byte[] Break(byte[] json, Random random) => random.Next(8) switch
    {
        0 => ByteChanges.Flip(random, json),
        1 => ByteChanges.Set(random, json),
        2 => ByteChanges.Cut(random, json),
        3 => ByteChanges.Insert(random, json),
        4 => ByteChanges.LeaveOut(random, json),
        5 => ByteChanges.Repeat(random, json),
        _ => ChangeNumber(json, random),
    };

    // So that it stays JSON.
    private static byte[] ChangeNumber(byte[] json, Random random)
    {
        int at = random.Next(json.Length);
        while (at < json.Length && !char.IsAsciiDigit((char)json[at]))
        {
            at++;
        }

        int end = at;
        while (end < json.Length && char.IsAsciiDigit((char)json[end]))
        {
            end++;
        }

        string[] numbers = ["0", "-1", "null", "1e300", "9223372036854775807", "-9223372036854775808", "0.5", "\"x\"", "[]", "{}"];
        return [.. json.AsSpan(0, at), .. Encoding.UTF8.GetBytes(numbers[random.Next(numbers.Length)]), .. json.AsSpan(end)];
    }

    private static bool Read(byte[] json)
    {
        try
        {
            IReadOnlyList<TraceAnalysis> runs = TraceAnalysis.ListFromJson(Encoding.UTF8.GetString(json));
            if (runs.Count > 0)
            {
                TraceComparison.Compare(runs, runs, Always).ToJson();
            }

            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
