namespace GoTrace.Fuzz.Hostile;

/// <summary>A file made to cost as much as it can: of any length, by name.</summary>
/// <param name="Name">What it aims at.</param>
/// <param name="Make">Makes one of about so many bytes.</param>
internal sealed record HostileInput(string Name, Func<int, byte[]> Make)
{
    public static IReadOnlyList<HostileInput> All { get; } =
    [
        .. HostileTables.All, .. HostileStates.All, .. HostileGenerations.All, .. HostileFraming.All, .. HostileMachine.All, .. HostileFigures.All,
        .. HostileLegacy.All,
    ];

    public static HostileInput ByName(string name) => All.First(i => i.Name == name);
}
