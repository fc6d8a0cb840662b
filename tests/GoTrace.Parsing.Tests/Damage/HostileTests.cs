using GoTrace.Fuzz;
using GoTrace.Fuzz.Hostile;
using GoTrace.Parsing.Legacy;
using GoTrace.Parsing.Ordering;

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

    // docs/damage.md, "Limits": looks at threads whose events wait go by the bytes, not by their square.
    [Theory]
    [MemberData(nameof(Inputs))]
    public void Waits_no_longer_than_goes_by_its_length(string name)
    {
        (long free, long ofByte) = name.StartsWith("v1-", StringComparison.Ordinal)
            ? (LegacySource.FreeEffort, LegacySource.EffortOfByte)
            : (Orderer.FreeEffort, Orderer.EffortOfByte);
        byte[] few = HostileInput.ByName(name).Make(Length / 8);
        byte[] many = HostileInput.ByName(name).Make(Length / 2);
        long ofFew = Attacks.EffortOf(few);
        long ofMany = Attacks.EffortOf(many);

        // Where all wait it goes up to what is allowed; what waits for nothing costs nothing of that.
        ofMany.Should().BeLessThan(free + (ofByte * many.Length) + many.Length);
        if (!name.Contains("wait", StringComparison.Ordinal))
        {
            ofMany.Should().BeLessThanOrEqualTo((ofFew * 4) + (ofFew / 10) + 100);
        }
    }
}

/// <summary>For tests that measure what the whole process does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
