using GoTrace.Fuzz;
using GoTrace.Fuzz.Hostile;

namespace GoTrace.Parsing.Tests.Damage;

/// <summary>
/// Files made to cost as much as they can. None may cost the square of its length: of these it would be
/// hours; nor more memory than docs/damage.md says.
/// </summary>
[Collection(nameof(Alone))]
public sealed class HostileTests
{
    private const int Length = 256 << 10;

    // docs/damage.md, "Memory".
    private const long HeldBytesPerByte = 150;
    private const long HeldBytesAtLeast = 32 << 20;

    public static TheoryData<string> Inputs => [.. HostileInput.All.Select(i => i.Name)];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Costs_no_more_than_is_allowed(string name)
    {
        byte[] input = HostileInput.ByName(name).Make(Length);
        (_, _, long held) = Attacks.Measure(input);
        held.Should().BeLessThan(HeldBytesAtLeast + (input.Length * HeldBytesPerByte));
    }
}

/// <summary>For tests that measure what the whole process does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
