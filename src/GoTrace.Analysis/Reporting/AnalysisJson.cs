using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoTrace.Analysis.Reporting;

/// <summary>The JSON form of results: snake_case, enums as strings; made without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    Converters = [typeof(SnakeCaseEnumConverter<TimeBase>)])]
[JsonSerializable(typeof(TraceAnalysis))]
[JsonSerializable(typeof(IReadOnlyList<TraceAnalysis>))]
public sealed partial class AnalysisJsonContext : JsonSerializerContext;

internal static class AnalysisJson
{
    private static readonly AnalysisJsonContext Context = new(new JsonSerializerOptions(AnalysisJsonContext.Default.Options)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    });

    public static string Write(TraceAnalysis analysis) => JsonSerializer.Serialize(analysis, Context.TraceAnalysis);

    public static string Write(IReadOnlyList<TraceAnalysis> analyses) => JsonSerializer.Serialize(analyses, Context.IReadOnlyListTraceAnalysis);
}
