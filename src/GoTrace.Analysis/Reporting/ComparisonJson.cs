using System.Text.Json;
using System.Text.Json.Serialization;
using GoTrace.Analysis.Comparison;

namespace GoTrace.Analysis.Reporting;

/// <summary>The JSON form of comparisons: snake_case, enums as strings; made without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    Converters = [typeof(SnakeCaseEnumConverter<Verdict>), typeof(SnakeCaseEnumConverter<FigureVerdict>), typeof(SnakeCaseEnumConverter<Better>), typeof(SnakeCaseEnumConverter<FigureUnit>)])]
[JsonSerializable(typeof(TraceComparison))]
[JsonSerializable(typeof(IReadOnlyList<TraceComparison>))]
public sealed partial class ComparisonJsonContext : JsonSerializerContext;

/// <summary>Enums in snake_case.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class SnakeCaseEnumConverter<T> : JsonStringEnumConverter<T>
    where T : struct, Enum
{
    /// <summary>Makes the converter.</summary>
    public SnakeCaseEnumConverter()
        : base(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    {
    }
}

internal static class ComparisonJson
{
    private static readonly ComparisonJsonContext Context = new(new JsonSerializerOptions(ComparisonJsonContext.Default.Options)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    });

    public static string Write(TraceComparison comparison) => JsonSerializer.Serialize(comparison, Context.TraceComparison);

    public static string Write(IReadOnlyList<TraceComparison> comparisons) => JsonSerializer.Serialize(comparisons, Context.IReadOnlyListTraceComparison);
}
