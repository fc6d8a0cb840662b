using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace GoTrace.Analysis.Tests.Json;

/// <summary>Writes the JSON Schema of a type as its serializer writes it, with what its documentation says.</summary>
internal sealed class SchemaWriter(JsonSerializerOptions options)
{
    private readonly DocComments _comments = new();
    private readonly SortedDictionary<string, JsonObject> _definitions = new(StringComparer.Ordinal);

    public JsonObject Write(Type root, string id)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = id,
            ["title"] = root.Name,
        };
        foreach ((string name, JsonNode? value) in Object(root))
        {
            schema[name] = value!.DeepClone();
        }

        schema["$defs"] = new JsonObject(_definitions.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value)));
        return schema;
    }

    private JsonObject Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return OrNull(Of(inner));
        }

        if (type.IsEnum)
        {
            JsonNode[] values = [.. Enum.GetValues(type).Cast<object>().Select(v => JsonSerializer.SerializeToNode(v, options.GetTypeInfo(type))!)];
            return new JsonObject { ["enum"] = new JsonArray(values) };
        }

        JsonTypeInfo info = options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Enumerable:
                return new JsonObject { ["type"] = "array", ["items"] = Of(info.ElementType!) };
            case JsonTypeInfoKind.Dictionary:
                return new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(info.ElementType!) };
            case JsonTypeInfoKind.Object:
                string name = JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name);
                if (!_definitions.ContainsKey(name))
                {
                    _definitions.Add(name, []);
                    _definitions[name] = Object(type);
                }

                return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
            default:
                return new JsonObject { ["type"] = Primitive(type) };
        }
    }

    private JsonObject Object(Type type)
    {
        var members = new JsonObject();
        var required = new JsonArray();
        foreach (JsonPropertyInfo member in options.GetTypeInfo(type).Properties)
        {
            var property = (PropertyInfo)member.AttributeProvider!;
            JsonObject schema = member.IsGetNullable ? OrNull(Of(member.PropertyType)) : Of(member.PropertyType);
            schema.Insert(0, "description", _comments.Of(property.DeclaringType!, property.Name));
            members[member.Name] = schema;
            required.Add((JsonNode)member.Name);
        }

        return new JsonObject
        {
            ["description"] = _comments.Of(type),
            ["type"] = "object",
            ["properties"] = members,
            ["required"] = required,
        };
    }

    private static JsonObject OrNull(JsonObject schema) => schema["type"] is JsonValue type
        ? Replace(schema, new JsonArray(type.DeepClone(), "null"))
        : new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };

    private static JsonObject Replace(JsonObject schema, JsonArray type)
    {
        schema["type"] = type;
        return schema;
    }

    private static string Primitive(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => "string",
        TypeCode.Boolean => "boolean",
        TypeCode.Int32 or TypeCode.Int64 => "integer",
        TypeCode.Double => "number",
        _ => throw new NotSupportedException(type.FullName),
    };
}
