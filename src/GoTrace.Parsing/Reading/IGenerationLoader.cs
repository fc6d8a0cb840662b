namespace GoTrace.Parsing.Reading;

/// <summary>Reads one generation after the other.</summary>
internal interface IGenerationLoader
{
    /// <summary>Reads the next generation.</summary>
    /// <returns>
    /// Whether there was one. What is wrong with it, if something is, stands in
    /// <see cref="GenerationData.Partial"/>.
    /// </returns>
    ValueTask<bool> LoadAsync(GenerationData data, CancellationToken cancellationToken);
}
