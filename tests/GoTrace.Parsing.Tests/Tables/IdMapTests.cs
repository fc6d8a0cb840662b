using CsCheck;
using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Tests.Tables;

public sealed class IdMapTests
{
    // Ids that lie close together, so that they meet, and any others.
    private static readonly Gen<ulong> Id = Gen.OneOf(Gen.ULong[0, 40], Gen.ULong, Gen.ULong[0, 40].Select(i => i << 58));

    [Fact]
    public void Is_a_map_whatever_comes_and_goes() =>
        Gen.Select(Id, Gen.Int[0, 3]).Array[0, 400].Sample(steps =>
        {
            var map = new IdMap();
            var expected = new Dictionary<ulong, int>();
            int next = 0;
            foreach ((ulong id, int step) in steps)
            {
                if (step == 0)
                {
                    map.Remove(id);
                    expected.Remove(id);
                }
                else if (expected.TryAdd(id, next))
                {
                    map.Add(id, next++);
                }

                map.Count.Should().Be(expected.Count);
                map.Find(id).Should().Be(expected.GetValueOrDefault(id, -1));
            }

            foreach ((ulong id, _) in steps)
            {
                map.Find(id).Should().Be(expected.GetValueOrDefault(id, -1));
            }
        }, iter: 200);

    [Fact]
    public void Holds_a_million_that_come_and_go()
    {
        var map = new IdMap();
        for (ulong id = 0; id < 1_000_000; id++)
        {
            map.Add(id * 7, (int)id);
            if (id >= 100)
            {
                map.Remove((id - 100) * 7);
            }
        }

        map.Count.Should().Be(100);
        map.Find(999_999 * 7).Should().Be(999_999);
        map.Find(5 * 7).Should().Be(-1);
    }

    [Fact]
    public void Is_empty_once_cleared()
    {
        var map = new IdMap();
        for (ulong id = 0; id < 1000; id++)
        {
            map.Add(id, 1);
        }

        map.Clear();

        map.Count.Should().Be(0);
        map.Find(0).Should().Be(-1);
        map.Find(999).Should().Be(-1);
    }
}
