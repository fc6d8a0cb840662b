using System.Diagnostics;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Running;

/// <summary>A command that writes a trace, as it would be typed into a shell.</summary>
/// <param name="text">The command; <c>{trace}</c> in it stands for the file to write.</param>
internal sealed class ShellCommand(string text)
{
    /// <summary>What stands for the file in a command.</summary>
    public const string Placeholder = "{trace}";

    /// <summary>The variable that names the file to the command.</summary>
    public const string Variable = "GOTRACE_FILE";

    // Something that it left running may still hold its output.
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(1);

    /// <summary>Runs it to its end.</summary>
    /// <param name="trace">The file that it is to write.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="stop">Kills it, and whatever it started.</param>
    /// <exception cref="CommandFailure">It failed, took too long, or wrote no trace: told with what it wrote.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync(string trace, TimeSpan timeout, CancellationToken stop)
    {
        using var process = new Process { StartInfo = StartInfo(trace), EnableRaisingEvents = true };
        var tail = new OutputTail();
        var exit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, e) => tail.Add(e.Data);
        process.ErrorDataReceived += (_, e) => tail.Add(e.Data);
        process.Exited += (_, _) => exit.TrySetResult();
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(timeout);
        try
        {
            await exit.Task.WaitAsync(limit.Token).ConfigureAwait(false);
            await tail.EndAsync(OutputPatience, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await tail.EndAsync(OutputPatience, CancellationToken.None).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            throw Failed($"it took longer than {timeout.TotalSeconds:0.#} s", tail);
        }

        stop.ThrowIfCancellationRequested(); // Ctrl-C reaches it too, and then it may end by itself
        if (process.ExitCode != 0)
        {
            throw Failed($"it ended with {process.ExitCode}", tail);
        }

        if (!IsTrace(trace))
        {
            throw Failed(
                File.Exists(trace)
                    ? "what it wrote is no trace"
                    : $"it wrote no trace to {trace} (the command is told where by {Placeholder} in it, or by {Variable} in its environment)",
                tail);
        }
    }

    private ProcessStartInfo StartInfo(string trace)
    {
        bool isWindows = OperatingSystem.IsWindows();
        string quoted = isWindows ? $"\"{trace}\"" : $"'{trace.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        string command = text.Replace(Placeholder, quoted, StringComparison.Ordinal);
        var info = new ProcessStartInfo
        {
            FileName = isWindows ? "cmd.exe" : "/bin/sh",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (isWindows)
        {
            info.Arguments = $"/d /s /c \"{command}\"";
        }
        else
        {
            info.ArgumentList.Add("-c");
            info.ArgumentList.Add(command);
        }

        info.Environment[Variable] = trace;
        return info;
    }

    // As all traces begin, plain or gzipped.
    private static bool IsTrace(string file)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        Span<byte> start = stackalloc byte[5];
        using FileStream stream = File.OpenRead(file);
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..read].SequenceEqual("go 1."u8) || start[..Math.Min(read, 2)].SequenceEqual((ReadOnlySpan<byte>)[0x1f, 0x8b]);
    }

    private CommandFailure Failed(string why, OutputTail tail)
    {
        string output = tail.ToString();
        return new CommandFailure(
            ExitCode.Usage, "command_failed", $"the command failed: {why}\n  $ {text}{(output.Length == 0 ? "\n  (it wrote nothing)" : output)}");
    }
}
