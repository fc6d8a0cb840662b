namespace GoTrace.Parsing.Reading;

/// <summary>Reads one generation after the other.</summary>
internal interface IGenerationLoader
{
    /// <summary>What could not be read and belongs to no generation that was given; the caller empties it.</summary>
    List<LoadFault> Pending { get; }

    /// <summary>Reads the next generation.</summary>
    /// <returns>
    /// Whether there was one. What is wrong with it, if something is, stands in
    /// <see cref="GenerationData.Faults"/>.
    /// </returns>
    ValueTask<bool> LoadAsync(GenerationData data, CancellationToken cancellationToken);

    /// <summary>Gives back what it holds; afterwards nothing more can be read.</summary>
    void GiveBack();
}
