using GoTrace.Analysis.Tracking;

namespace GoTrace.Analysis.Tests.Collectors;

/// <summary>A file's ids may be chosen so that a table looks through all of them each time.</summary>
public sealed class HostileIdTests
{
    [Fact]
    public void Ids_that_a_numbers_own_hash_takes_for_one_fall_on_different_places()
    {
        long[] ids = [.. Enumerable.Range(1, 10_000).Select(i => ((long)i << 32) | (uint)i)];

        ids.Select(id => id.GetHashCode()).Distinct().Should().ContainSingle("these are such ids");
        ids.Select(id => IdComparer.Instance.GetHashCode(id)).Distinct().Should().HaveCountGreaterThan(9_900);
    }
}
