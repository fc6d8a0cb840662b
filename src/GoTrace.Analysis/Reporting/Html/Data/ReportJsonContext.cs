using System.Text.Json.Serialization;

namespace GoTrace.Analysis.Reporting.Html.Data;

/// <summary>
/// A page's data as JSON. The default encoder writes no character that means something to HTML or
/// ends a line for JavaScript, whatever a trace's texts hold.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(SnakeCaseEnumConverter<ColumnKind>)])]
[JsonSerializable(typeof(ReportData))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
