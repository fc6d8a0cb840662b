using System.Diagnostics;
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
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals to send");
        using Process process = Start("summary", "-");

        // More than a pipe holds: when it is written the tool is reading.
        byte[] trace = TestData.Read("traces/go1.26/generations.trace.gz");
        await process.StandardInput.BaseStream.WriteAsync(trace.AsMemory(0, trace.Length - 100), TestContext.Current.CancellationToken);
        await process.StandardInput.BaseStream.FlushAsync(TestContext.Current.CancellationToken);
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(130);
        (await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();
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
