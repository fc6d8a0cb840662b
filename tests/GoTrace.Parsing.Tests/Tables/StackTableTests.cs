using CsCheck;
using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Tests.Tables;

public sealed class StackTableTests
{
    [Fact]
    public void Finds_every_stack_by_its_id_dense_or_not() =>
        Gen.Select(Gen.OneOf(Gen.ULong[1, 30], Gen.ULong[1, ulong.MaxValue]), Gen.ULong[1, 9].Array[0, 6]).Array[0, 40].Sample(stacks =>
        {
            var table = new StackTable();
            var expected = new Dictionary<ulong, ulong[]>();
            foreach ((ulong id, ulong[] addresses) in stacks)
            {
                if (!expected.TryAdd(id, addresses))
                {
                    continue;
                }

                Add(table, id, [.. addresses.Select(a => (a, a))]);
            }

            table.Complete(lenient: false, out _, TestContext.Current.CancellationToken).Should().BeTrue();

            table.Resolve(0).Should().Be(0);
            table.FramesOf(0).IsEmpty.Should().BeTrue();
            for (ulong id = 1; id < 40; id++)
            {
                (table.Resolve(id) >= 0).Should().Be(expected.ContainsKey(id));
            }

            foreach ((ulong id, ulong[] addresses) in expected)
            {
                AddressesOf(table, table.Resolve(id)).Should().Equal(addresses);
            }
        }, iter: 300);

    [Fact]
    public void Has_the_first_text_of_an_address()
    {
        var table = new StackTable();
        Add(table, 1, (0x10, 3));
        Add(table, 2, (0x10, 6));
        table.Complete(lenient: false, out _, TestContext.Current.CancellationToken);

        table.Frames.Length.Should().Be(1);
        table.Frames[0].Line.Should().Be(3);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(2UL)]
    public void Tells_of_ids_that_must_not_be(ulong id)
    {
        var table = new StackTable();
        Add(table, 2);
        Add(table, id);

        table.Complete(lenient: false, out ulong duplicate, TestContext.Current.CancellationToken).Should().BeFalse();
        duplicate.Should().Be(id);
    }

    [Fact]
    public void Has_no_frames_for_what_is_not_there()
    {
        var table = new StackTable();
        table.Complete(lenient: false, out _, TestContext.Current.CancellationToken);

        table.FramesOf(77).IsEmpty.Should().BeTrue();
        table.FramesOf(-1).IsEmpty.Should().BeTrue();
    }

    // What breaks off within a stack leaves nothing of it.
    [Fact]
    public void Forgets_a_stack_that_is_not_ended()
    {
        var table = new StackTable();
        table.BeginStack();
        table.AddFrame(0x10, 1, 2, 3);
        Add(table, 1, (0x20, 4));
        table.Complete(lenient: false, out _, TestContext.Current.CancellationToken);

        AddressesOf(table, table.Resolve(1)).Should().Equal(0x20);
    }

    private static void Add(StackTable table, ulong id, params (ulong Address, ulong Line)[] frames)
    {
        table.BeginStack();
        foreach ((ulong address, ulong line) in frames)
        {
            table.AddFrame(address, 1, 2, line);
        }

        table.EndStack(id);
    }

    private static ulong[] AddressesOf(StackTable table, int index)
    {
        List<ulong> addresses = [];
        foreach (int frame in table.FramesOf(index))
        {
            addresses.Add(table.Frames[frame].Address);
        }

        return [.. addresses];
    }
}
