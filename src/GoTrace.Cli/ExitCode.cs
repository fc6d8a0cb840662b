namespace GoTrace.Cli;

/// <summary>What the process returns: scripts rely on it.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The command can't be done as it was asked for.</summary>
    public const int Usage = 1;

    /// <summary>A trace could not be read.</summary>
    public const int Unreadable = 2;

    /// <summary>The gate failed.</summary>
    public const int GateFailed = 3;

    /// <summary>A fault of gotrace's own.</summary>
    public const int Fault = 70;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Stopped = 130;
}
