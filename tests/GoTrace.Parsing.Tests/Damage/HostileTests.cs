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
        foreach (int length in (int[])[Length / 4, Length, 4 * Length])
        {
            byte[] input = HostileInput.ByName(name).Make(length);
            (long free, long ofByte) = name.StartsWith("v1-", StringComparison.Ordinal)
                ? (LegacySource.FreeEffort, LegacySource.EffortOfByte)
                : (Orderer.FreeEffort, Orderer.EffortOfByte);
            Attacks.EffortOf(input).Should().BeLessThan(free + (ofByte * input.Length) + input.Length, "of {0} bytes", input.Length);
        }
    }

    // What waits for nothing costs nothing of that.
    [Theory]
    [MemberData(nameof(Inputs))]
    public void Four_times_as_many_bytes_wait_four_times_as_long_at_most(string name)
    {
        Assert.SkipWhen(name.Contains("wait", StringComparison.Ordinal), "there it goes up to what is allowed");
        long few = Attacks.EffortOf(HostileInput.ByName(name).Make(Length));
        long many = Attacks.EffortOf(HostileInput.ByName(name).Make(4 * Length));
        many.Should().BeLessThanOrEqualTo((few * 4) + (few / 10) + 100);
    }
}

/// <summary>For tests that measure what the whole process does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
