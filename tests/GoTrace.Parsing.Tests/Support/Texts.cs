using System.Text;

namespace GoTrace.Parsing.Tests.Support;

/// <summary>Traces as text, for comparison with what Go's tool prints where the time zone is UTC.</summary>
internal static class Texts
{
    private static readonly TraceTextOptions Utc = new() { TimeZone = TimeZoneInfo.Utc };

    public static async Task<(string Text, TraceTextResult Result)> ParsedAsync(TraceReader reader)
    {
        await using (reader)
        {
            using var output = new MemoryStream();
            TraceTextResult result = await TraceText.WriteParsedAsync(reader, output, Utc);
            return (Encoding.UTF8.GetString(output.ToArray()), result);
        }
    }

    public static Task<(string Text, TraceTextResult Result)> ParsedAsync(byte[] trace) =>
        ParsedAsync(TraceReader.Create(trace.AsMemory()));

    public static async Task<string> WireAsync(byte[] trace)
    {
        using var output = new MemoryStream();
        await TraceText.WriteWireAsync(new MemoryStream(trace), output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>Writes a form to a stream.</summary>
    public static async Task<TraceTextResult> WriteAsync(string form, TraceReader reader, Stream output)
    {
        await using (reader)
        {
            return form == "parsed"
                ? await TraceText.WriteParsedAsync(reader, output, Utc)
                : await TraceText.WriteJsonAsync(reader, output);
        }
    }
}
