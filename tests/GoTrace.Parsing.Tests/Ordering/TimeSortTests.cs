using System.Buffers.Binary;
using System.Globalization;
using CsCheck;
using GoTrace.Parsing.Ordering;
using GoTrace.Parsing.Tests.Text;

namespace GoTrace.Parsing.Tests.Ordering;

public sealed class TimeSortTests
{
    // Go's own orders of the same keys: testdata/programs/facts says how they are made.
    [Fact]
    public void Leaves_equal_times_where_Go_leaves_them()
    {
        foreach (string line in FactTests.Facts("sorts"))
        {
            string[] f = line.Split(' ');
            int size = int.Parse(f[1], CultureInfo.InvariantCulture);
            Item[] items = f[0] == "given"
                ? [.. f[3..].Select((k, i) => new Item(long.Parse(k, CultureInfo.InvariantCulture), i))]
                : Pattern(f[0], size);
            items.Should().HaveCount(size);

            TimeSort.Sort<Item>(items, TestContext.Current.CancellationToken);

            Hash(items).Should().Be(f[2], "of pattern {0} and size {1}", f[0], size);
        }
    }

    [Fact]
    public void Sorts_and_loses_nothing() =>
        Gen.Long[-5, 5].Array[0, 400].Sample(keys =>
        {
            Item[] items = [.. keys.Select((k, i) => new Item(k, i))];
            TimeSort.Sort<Item>(items, TestContext.Current.CancellationToken);
            items.Select(i => i.Time).Should().Equal(keys.Order());
            items.Select(i => i.Index).Order().Should().Equal(Enumerable.Range(0, keys.Length));
            items.Select(i => keys[i.Index]).Should().Equal(items.Select(i => i.Time));
        }, iter: 300);

    [Fact]
    public void Keeps_up_to_twelve_in_their_order() =>
        Gen.Long[0, 2].Array[0, 12].Sample(keys =>
        {
            Item[] items = [.. keys.Select((k, i) => new Item(k, i))];
            TimeSort.Sort<Item>(items, TestContext.Current.CancellationToken);
            items.Should().Equal(keys.Select((k, i) => new Item(k, i)).OrderBy(i => i.Time));
        }, iter: 300);

    private static Item[] Pattern(string name, int size)
    {
        var random = new Random((ulong)size);
        var items = new Item[size];
        for (int i = 0; i < size; i++)
        {
            items[i] = new Item(name switch
            {
                "few" => random.Next(4),
                "some" => random.Next((size / 2) + 1),
                "any" => random.Next(1 << 30),
                "same" => 5,
                "saw" => i % 7,
                "pipe" => Math.Min(i, size - i),
                "falling" => -i / 2,
                "rising" => random.Next(17) == 0 ? random.Next(size) : i / 3,
                _ => throw new ArgumentException(name, nameof(name)),
            }, i);
        }

        return items;
    }

    // FNV-1a over the places that the items came from.
    private static string Hash(Item[] items)
    {
        ulong hash = 14695981039346656037;
        Span<byte> bytes = stackalloc byte[4];
        foreach (Item item in items)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, item.Index);
            foreach (byte b in bytes)
            {
                hash = (hash ^ b) * 1099511628211;
            }
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private readonly record struct Item(long Time, int Index) : ITimed;

    private struct Random(ulong state)
    {
        public long Next(long below)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            return (long)(state >> 33) % below;
        }
    }
}
