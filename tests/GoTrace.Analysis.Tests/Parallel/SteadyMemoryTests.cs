using GoTrace.Parsing;
using GoTrace.Soak;

namespace GoTrace.Analysis.Tests.Parallel;

/// <summary>Measures what all of the process holds: what other tests hold would count.</summary>
[CollectionDefinition(nameof(SteadyMemoryTests), DisableParallelization = true)]
public sealed class SteadyMemoryCollection;

/// <summary>What an analysis holds goes by what is open in a trace and by its windows, and not by how long it is.</summary>
[Collection(nameof(SteadyMemoryTests))]
public sealed class SteadyMemoryTests
{
    // Less than a hundred bytes a generation, or one a goroutine.
    private const long Bound = 64 << 10;
    private const int Few = 100;
    private const int Loops = 100;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Ten_times_as_many_generations_hold_no_more(int threads)
    {
        var options = new AnalysisOptions { Parallelism = threads, Window = TimeSpan.Zero };
        var held = new Held();
        await using TraceReader reader = TraceReader.Create(new SteadyTrace(10 * Few, Loops));

        TraceAnalysis analysis = await TraceAnalyzer.AnalyzeAsync(reader, options, held, TestContext.Current.CancellationToken);

        analysis.Generations.Should().Be(10 * Few);
        analysis.Preemptions.Count.Should().Be(10 * Few * Loops);
        analysis.Tasks["job"].Count.Should().Be(10 * Few * Loops);
        analysis.SchedulingLatency.User.TotalNs.Should().Be(10 * Few * Loops * SteadyTrace.ReadyNsOfLoop);
        (held.Late - held.Early).Should().BeLessThan(Bound);
    }

    private sealed class Held : IProgress<AnalysisProgress>
    {
        private int _generations;

        public long Early { get; private set; }

        public long Late { get; private set; }

        public void Report(AnalysisProgress value)
        {
            switch (++_generations)
            {
                case Few:
                    Early = GC.GetTotalMemory(forceFullCollection: true);
                    break;
                case 10 * Few:
                    Late = GC.GetTotalMemory(forceFullCollection: true);
                    break;
            }
        }
    }
}
