using GoTrace.Fuzz.Hostile;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Hostile;

/// <summary>Files with much of one thing and much of another: no table has all of one for each of the other.</summary>
public sealed class FigureMemoryTests
{
    private const int Length = 512 << 10;

    // docs/damage.md, "Memory".
    private const long AllocatedBytesPerByte = 400;
    private const long AllocatedBytesAtLeast = 64 << 20;

    public static TheoryData<string> Inputs => [.. HostileFigures.All.Select(i => i.Name)];

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Allocates_no_more_than_goes_by_the_bytes(string name)
    {
        byte[] input = HostileInput.ByName(name).Make(Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        await using TraceReader reader = TraceReader.Create(input, new TraceReaderOptions());
        TraceAnalysis a = await TraceAnalyzer.AnalyzeAsync(reader, new AnalysisOptions { Parallelism = 1 }, cancellationToken: TestContext.Current.CancellationToken);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        a.DataQuality.LostBytes.Should().Be(0, "all of it is read");
        a.Events.Should().BeGreaterThan(1_000);
        allocated.Should().BeLessThan(AllocatedBytesAtLeast + (AllocatedBytesPerByte * input.Length));
    }
}
