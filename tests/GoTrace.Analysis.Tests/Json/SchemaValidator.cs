using System.Text.Json;

namespace GoTrace.Analysis.Tests.Json;

/// <summary>
/// Checks JSON against a schema: as much of JSON Schema as ours uses. Members that the schema does
/// not know are wrong too.
/// </summary>
internal sealed class SchemaValidator(JsonElement root)
{
    public IReadOnlyList<string> Validate(JsonElement value)
    {
        var wrong = new List<string>();
        Validate(value, root, "$", wrong);
        return wrong;
    }

    private void Validate(JsonElement value, JsonElement schema, string path, List<string> wrong)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            string name = reference.GetString()!["#/$defs/".Length..];
            Validate(value, root.GetProperty("$defs").GetProperty(name), path, wrong);
        }

        if (schema.TryGetProperty("anyOf", out JsonElement any) && !any.EnumerateArray().Any(s => IsValid(value, s)))
        {
            wrong.Add($"{path} is none of what it may be");
        }

        if (schema.TryGetProperty("enum", out JsonElement values) && !values.EnumerateArray().Any(v => JsonElement.DeepEquals(v, value)))
        {
            wrong.Add($"{path} is {value}");
        }

        if (schema.TryGetProperty("type", out JsonElement type)
            && !(type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(t => Is(value, t)) : Is(value, type)))
        {
            wrong.Add($"{path} is {value.ValueKind}, not {type}");
            return;
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out JsonElement items))
        {
            int i = 0;
            foreach (JsonElement item in value.EnumerateArray())
            {
                Validate(item, items, $"{path}[{i++}]", wrong);
            }
        }

        if (value.ValueKind == JsonValueKind.Object && !schema.TryGetProperty("$ref", out _) && !schema.TryGetProperty("anyOf", out _))
        {
            ValidateMembers(value, schema, path, wrong);
        }
    }

    private void ValidateMembers(JsonElement value, JsonElement schema, string path, List<string> wrong)
    {
        if (schema.TryGetProperty("required", out JsonElement required))
        {
            wrong.AddRange(required.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{path} has no {r}"));
        }

        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out JsonElement known) && known.TryGetProperty(member.Name, out JsonElement own))
            {
                Validate(member.Value, own, $"{path}.{member.Name}", wrong);
            }
            else if (schema.TryGetProperty("additionalProperties", out JsonElement others))
            {
                Validate(member.Value, others, $"{path}.{member.Name}", wrong);
            }
            else
            {
                wrong.Add($"{path} has {member.Name}, which the schema does not know");
            }
        }
    }

    private bool IsValid(JsonElement value, JsonElement schema)
    {
        var wrong = new List<string>();
        Validate(value, schema, "", wrong);
        return wrong.Count == 0;
    }

    private static bool Is(JsonElement value, JsonElement type) => type.GetString() switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()),
        _ => value.ValueKind == JsonValueKind.Null,
    };
}
