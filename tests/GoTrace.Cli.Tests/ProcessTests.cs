using System.Diagnostics;
using System.Globalization;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests;

/// <summary>What only a process of its own can show: pipes, signals, exit codes.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task The_tool_runs()
    {
        using Process process = Start("--version");
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(0);
        output.Should().StartWith("gotrace ");
    }

    [Fact]
    public async Task Exit_codes_reach_the_shell()
    {
        using Process process = Start("summary", "nix.trace");
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(2);
        error.Should().Be("gotrace: nix.trace: there is no such file" + Environment.NewLine);
    }

    [Fact]
    public async Task A_pipe_that_nobody_reads_ends_it_silently()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there the console swallows it");
        using Process process = Start("events", TestData.Path("traces/go1.26/http.trace.gz"));
        string? first = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        process.StandardOutput.Close();
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        first.Should().StartWith("M=");
        process.ExitCode.Should().Be(0);
        error.Should().BeEmpty();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_it_with_130(string signal)
    {
        SkipWithout(signal);
        using Process process = Start("summary", "-");

        // More than a pipe holds: when it is written the tool is reading.
        byte[] trace = TestData.Read("traces/go1.26/generations.trace.gz");
        await process.StandardInput.BaseStream.WriteAsync(trace.AsMemory(0, trace.Length - 100), TestContext.Current.CancellationToken);
        await process.StandardInput.BaseStream.FlushAsync(TestContext.Current.CancellationToken);
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(130);
        (await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("INT", "parsed")]
    [InlineData("TERM", "json")]
    public async Task A_file_that_a_signal_left_half_is_told(string signal, string format)
    {
        SkipWithout(signal);
        using var folder = new TempFolder();
        string file = folder.At("events");
        using Process process = Start("events", "-", "--format", format, "-o", file);
        byte[] trace = TestData.Read("traces/go1.26/generations.trace.gz");
        await process.StandardInput.BaseStream.WriteAsync(trace.AsMemory(0, trace.Length - 100), TestContext.Current.CancellationToken);
        await process.StandardInput.BaseStream.FlushAsync(TestContext.Current.CancellationToken);
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(130);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        error.Should().Contain($"stopped: {file} holds only a part of the events").And.NotMatch("*\n*\n*");
        error.Should().StartWith(format == "json" ? "{\"code\":\"stopped\"," : "gotrace: stopped: ");
    }

    [Theory]
    [InlineData("summary nosuch.trace", "2>/dev/full", 2)]
    [InlineData("summary nosuch.trace", "2>&-", 2)]
    [InlineData("summary CUT", "2>/dev/full", 0)]
    [InlineData("summary CUT", "2>&-", 0)]
    [InlineData("summary --format xml CUT", "2>&-", 1)]
    public async Task Talk_that_can_not_be_written_changes_nothing(string command, string where, int exitCode)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the shell and /dev/full are Linux's");
        (int code, string output) = await ShellAsync(command, where);
        code.Should().Be(exitCode);
        output.Length.Should().Be(exitCode == 0 ? (await ShellAsync(command, "2>/dev/null")).Output.Length : 0);
    }

    [Theory]
    [InlineData("summary CUT")]
    [InlineData("summary --format json CUT")]
    [InlineData("events CUT")]
    [InlineData("export CUT --format pprof")]
    public async Task An_output_that_is_closed_is_told(string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the shell is Linux's");
        (int code, string error) = await ShellAsync(command, "2>&1 >&- | grep -v warning; exit ${PIPESTATUS[0]}");
        code.Should().Be(1);
        error.Should().Contain("the output could not be written: it is closed").And.NotContain("may not be read").And.NotMatch("*\n*\n*");
    }

    // Whoever starts the tests in a shell's background has them ignore SIGINT, and the tool with them.
    private static void SkipWithout(string signal)
    {
        const string Status = "/proc/self/status";
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals to send");
        string? ignored = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(l => l.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        bool ignoresInterrupts = ignored is not null
            && (ulong.Parse(ignored["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0;
        Assert.SkipWhen(signal == "INT" && ignoresInterrupts, "SIGINT is ignored here");
    }

    private static async Task<(int ExitCode, string Output)> ShellAsync(string command, string where)
    {
        using var folder = new TempFolder();
        byte[] trace = TestData.Read("traces/go1.25/http.trace.gz");
        string cut = folder.Add("cut.trace", trace[..(trace.Length * 9 / 10)]);
        string tool = Path.Combine(AppContext.BaseDirectory, "gotrace.dll");
        var start = new ProcessStartInfo("bash", ["-c", $"dotnet '{tool}' {command.Replace("CUT", $"'{cut}'", StringComparison.Ordinal)} {where}"])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }

    private static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "gotrace.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
