using GoTrace.Parsing.Reading;

namespace GoTrace.Parsing.Tests.Support;

/// <summary>
/// Takes all room that earlier reads left, until it is disposed: what is read meanwhile has room of its own, which
/// nothing else names.
/// </summary>
internal sealed class EmptyPool : IDisposable
{
    private readonly List<GenerationData> _taken =
        [.. Enumerable.Range(0, Math.Max(4, 2 * Environment.ProcessorCount) + 8).Select(_ => GenerationPool.Rent())];

    public void Dispose() => _taken.ForEach(_ => GenerationPool.Return(new GenerationData()));
}
