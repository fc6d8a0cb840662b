using System.Reflection;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Crafted;

public sealed class CraftedTests
{
    public static TheoryData<string> Names =>
        [.. Fields.Keys.Order(StringComparer.Ordinal)];

    private static Dictionary<string, FieldInfo> Fields { get; } = typeof(CraftedTests).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(CraftedTests).Namespace)
        .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(f => f.FieldType == typeof(CraftedCase))
        .ToDictionary(f => $"{f.DeclaringType!.Name}.{f.Name}");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_read_as_Go_reads_it(string name)
    {
        var crafted = (CraftedCase)Fields[name].GetValue(null)!;
        byte[] trace = TraceAssembler.Assemble(crafted.Trace);

        (string text, TraceTextResult result) = await Texts.ParsedAsync(trace);

        text.TrimEnd('\n').Should().Be(crafted.Parsed.ReplaceLineEndings("\n").TrimEnd('\n'));
        result.Stop?.Code.Should().Be(crafted.Stop);
        (result.Stop is null).Should().Be(crafted.Stop is null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_read_the_same_byte_by_byte(string name)
    {
        var crafted = (CraftedCase)Fields[name].GetValue(null)!;
        byte[] trace = TraceAssembler.Assemble(crafted.Trace);

        (string whole, _) = await Texts.ParsedAsync(trace);
        (string pieces, _) = await Texts.ParsedAsync(TraceReader.Create(new FragmentedStream(trace, () => 1)));

        pieces.Should().Be(whole);
    }
}
