using GoTrace.Analysis.Tests.Figures;
using GoTrace.Analysis.Tracking;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Collectors;

/// <summary>Stacks are one if they read the same, in whichever generation, and whatever their hashes are.</summary>
public sealed class StackCatalogTests
{
    [Theory]
    [InlineData("go1.27/generations.trace.gz", ulong.MaxValue)]
    [InlineData("go1.27/generations.trace.gz", 0)] // all have one hash
    [InlineData("go1.27/generations.trace.gz", 7)]
    [InlineData("go1.22/http.trace.gz", 0)]
    [InlineData("go1.19/http.trace.gz", 0)]
    public async Task One_hash_does_not_make_one_stack_of_two(string name, ulong hashBits)
    {
        var texts = new TextCatalog();
        var catalog = new StackCatalog(texts, hashBits);
        var numbers = new Dictionary<string, int>();
        int stacks = 0;
        await using TraceReader reader = TraceReader.Open(TestTraces.PathOf(name));
        while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is { } generation)
        {
            texts.BeginGeneration(generation);
            catalog.BeginGeneration(generation);
            for (int i = 1; i < generation.StackCount; i++)
            {
                List<CallSite> calls = CallsOf(generation.Stack(new StackId(i)));
                int number = catalog.NumberOf(new StackId(i));
                catalog.CallsOf(number).Should().Equal(calls, "stack {0} of generation {1}", i, generation.Number);
                numbers.TryAdd(Same.Text(calls), number);
                number.Should().Be(numbers[Same.Text(calls)], "a stack has one number, in generation {0} too", generation.Number);
                stacks++;
            }
        }

        numbers.Values.Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(50);
        catalog.Count.Should().Be(numbers.Values.Append(0).Distinct().Count());
        stacks.Should().BeGreaterThanOrEqualTo(numbers.Count, "stacks may come again, at other instructions or in other generations");
    }

    private static List<CallSite> CallsOf(StackTrace stack)
    {
        var calls = new List<CallSite>();
        foreach (StackFrame f in stack)
        {
            calls.Add(new CallSite(f.Function, f.File, (long)f.Line));
        }

        return calls is [{ Function: "", Line: 0 }] && stack[0].ProgramCounter == 0 ? [] : calls;
    }
}
