using Microsoft.Win32.SafeHandles;

namespace GoTrace.Cli.Hosting;

/// <summary>Opens the standard output so that a reader who has gone is noticed.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// The console's own stream swallows writes into a pipe that nobody reads any more: gotrace would
    /// go on for nothing. A file stream on the same handle tells it. It keeps a position of its own,
    /// though, which is wrong for a file that others write to as well: that stays the console's.
    /// </summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.OpenStandardOutput();
        }

        try
        {
            var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.OpenStandardOutput();
        }
    }
}
