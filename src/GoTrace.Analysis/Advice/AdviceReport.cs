using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoTrace.Analysis.Advice;

/// <summary>What there is to say about some traces, for people and for programs.</summary>
public sealed record AdviceReport
{
    /// <summary>The version of the JSON form.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The traces, in the order that they were given.</summary>
    public required IReadOnlyList<TraceAdvice> Traces { get; init; }

    /// <summary>As JSON, indented.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, AdviceJson.Context.AdviceReport);

    /// <summary>As text, for a terminal.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (TraceAdvice trace in Traces)
        {
            text.Append(CultureInfo.InvariantCulture, $"{trace.Trace}: {Count(trace)}\n");
            foreach (Finding f in trace.Findings)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{f.Title}  ({f.Rule})\n");
                Line(text, "measured", f.Measured);
                Line(text, "speaks from", f.Threshold);
                Line(text, "why", f.Why);
                for (int i = 0; i < f.Try.Count; i++)
                {
                    Line(text, i == 0 ? "try" : "or", f.Try[i]);
                }

                if (f.Places.Count > 0)
                {
                    Line(text, "where", string.Join("; ", f.Places.Select(p => $"{p.Name} ({p.Measured})")));
                }

                if (f.Verify.Count > 0)
                {
                    Line(text, "verify", $"gotrace ab --baseline './before {{trace}}' --candidate './after {{trace}}' --runs 8, and look at {string.Join(", ", f.Verify)}");
                }
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>As Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        foreach (TraceAdvice trace in Traces)
        {
            text.Append(CultureInfo.InvariantCulture, $"### {trace.Trace}: {Count(trace)}\n\n");
            foreach (Finding f in trace.Findings)
            {
                text.Append(CultureInfo.InvariantCulture, $"**{f.Title}** (`{f.Rule}`)\n\n- Measured: {f.Measured}\n- Speaks from: {f.Threshold}\n- Why: {f.Why}\n");
                foreach (string attempt in f.Try)
                {
                    text.Append(CultureInfo.InvariantCulture, $"- Try: {attempt}\n");
                }

                foreach (FindingPlace place in f.Places)
                {
                    text.Append(CultureInfo.InvariantCulture, $"- Where: `{place.Name}`, {place.Measured}\n");
                }

                if (f.Verify.Count > 0)
                {
                    text.Append(CultureInfo.InvariantCulture, $"- Verify with `gotrace ab` by {string.Join(", ", f.Verify.Select(v => $"`{v}`"))}\n");
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Count(TraceAdvice trace)
    {
        string count = trace.Findings.Count switch
        {
            0 => "nothing to say",
            1 => "one thing",
            int n => string.Create(CultureInfo.InvariantCulture, $"{n} things, the likeliest cause of trouble first"),
        };
        return trace.IsDamaged ? count + "; part of the trace was lost" : count;
    }

    private static void Line(StringBuilder text, string label, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"  {label,-11}  {value}\n");
}

/// <summary>What there is to say about one trace.</summary>
/// <param name="Trace">What it is called.</param>
/// <param name="Findings">The likeliest cause of trouble first; empty where nothing is wrong.</param>
public sealed record TraceAdvice(string Trace, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether part of the trace was lost: it is advice on what remains. Left out of JSON where not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDamaged { get; init; }
}

/// <summary>The JSON form of advice: snake_case; made without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(AdviceReport))]
public sealed partial class AdviceJsonContext : JsonSerializerContext;

internal static class AdviceJson
{
    public static AdviceJsonContext Context { get; } = new(new JsonSerializerOptions(AdviceJsonContext.Default.Options)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    });
}
