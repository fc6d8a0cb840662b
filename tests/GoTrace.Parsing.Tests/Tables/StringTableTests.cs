using System.Text;
using CsCheck;
using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Tests.Tables;

public sealed class StringTableTests
{
    [Fact]
    public void Finds_every_text_by_its_id_dense_or_not() =>
        Gen.Select(Gen.OneOf(Gen.ULong[1, 30], Gen.ULong[1, ulong.MaxValue]), Gen.Int[0, 20]).Array[0, 40].Sample(pairs =>
        {
            byte[] buffer = Encoding.ASCII.GetBytes("abcdefghijklmnopqrstuvwxyz0123456789");
            var table = new StringTable();
            var expected = new Dictionary<ulong, string>();
            foreach ((ulong id, int length) in pairs)
            {
                if (expected.TryAdd(id, Encoding.ASCII.GetString(buffer, 3, length)))
                {
                    table.AddRaw(id, 3, length);
                }
            }

            table.Complete(lenient: false, out _, TestContext.Current.CancellationToken).Should().BeTrue();

            table.Resolve(0).Should().Be(0);
            for (ulong id = 1; id < 40; id++)
            {
                (table.Resolve(id) >= 0).Should().Be(expected.ContainsKey(id));
            }

            foreach ((ulong id, string text) in expected)
            {
                int index = table.Resolve(id);
                index.Should().BeInRange(1, table.Count - 1);
                Encoding.ASCII.GetString(table.Utf8(buffer, index)).Should().Be(text);
            }
        }, iter: 300);

    [Theory]
    [InlineData(0UL)]
    [InlineData(3UL)]
    [InlineData(1UL << 60)]
    public void Tells_of_ids_that_must_not_be(ulong id)
    {
        var table = new StringTable();
        table.AddRaw(3, 0, 1);
        table.AddRaw(1UL << 60, 0, 1);
        table.AddRaw(id, 0, 1);

        table.Complete(lenient: false, out ulong duplicate, TestContext.Current.CancellationToken).Should().BeFalse();
        duplicate.Should().Be(id);
    }

    // After a strict attempt that failed, the lenient one must find the first text of every id.
    [Fact]
    public void Passes_over_second_texts_where_it_is_lenient()
    {
        byte[] buffer = "first second"u8.ToArray();
        var table = new StringTable();
        table.AddRaw(1UL << 60, 0, 5);
        table.AddRaw(1UL << 60, 6, 6);
        table.Complete(lenient: false, out _, TestContext.Current.CancellationToken).Should().BeFalse();

        table.Complete(lenient: true, out _, TestContext.Current.CancellationToken).Should().BeTrue();

        Encoding.ASCII.GetString(table.Utf8(buffer, table.Resolve(1UL << 60))).Should().Be("first");
    }

    [Fact]
    public void Takes_texts_of_other_generations()
    {
        byte[] buffer = "own"u8.ToArray();
        var table = new StringTable();
        table.AddRaw(1, 0, 3);
        table.Complete(lenient: false, out _, TestContext.Current.CancellationToken);

        int one = table.AddExtra("one"u8);
        int two = table.AddExtra("two"u8);

        Encoding.ASCII.GetString(table.Utf8(buffer, one)).Should().Be("one");
        Encoding.ASCII.GetString(table.Utf8(buffer, two)).Should().Be("two");
        Encoding.ASCII.GetString(table.Utf8(buffer, 1)).Should().Be("own");
        table.Resolve((ulong)two).Should().Be(-1, "it is no string of the file");
    }

    [Fact]
    public void Has_the_empty_text_where_there_is_none()
    {
        var table = new StringTable();
        table.Complete(lenient: false, out _, TestContext.Current.CancellationToken);

        table.Utf8([], 0).IsEmpty.Should().BeTrue();
        table.Utf8([], 99).IsEmpty.Should().BeTrue();
        table.Utf8([], -1).IsEmpty.Should().BeTrue();
    }
}
