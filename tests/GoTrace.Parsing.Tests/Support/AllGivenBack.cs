using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Tests.Support;

[assembly: AssemblyFixture(typeof(AllGivenBack))]

namespace GoTrace.Parsing.Tests.Support;

/// <summary>After the last test, whatever ended it, nothing that was taken from the pools is missing.</summary>
public sealed class AllGivenBack : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => GenerationPool.Outstanding.Should().Be(0, "every reader was disposed");
}
