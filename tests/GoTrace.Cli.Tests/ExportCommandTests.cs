using System.IO.Compression;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests;

public sealed class ExportCommandTests
{
    private const string Trace = "traces/go1.27/http.trace.gz";

    [Fact]
    public async Task A_profile_is_written_to_a_file()
    {
        using var folder = new TempFolder();
        string file = folder.At("sched.pb.gz");

        CliResult result = await Tool.RunAsync("export", TestData.Path(Trace), "--format", "pprof", "-o", file);

        result.Should().Be(new CliResult(0, "", ""));
        Unpack(File.ReadAllBytes(file)).Length.Should().BeGreaterThan(1_000);
    }

    [Theory]
    [InlineData(Trace, "--profile", "block", "--stack", "waker")]
    [InlineData("damaged/only-batch-of-a-thread-lost.trace", "--strict")]
    public async Task What_is_there_stays_unless_all_is_written(string trace, params string[] more)
    {
        using var folder = new TempFolder();
        string file = folder.At("kept.pb.gz");
        File.WriteAllText(file, "kept");

        CliResult result = await Tool.RunAsync(["export", TestData.Path(trace), "-o", file, .. more]);

        result.ExitCode.Should().NotBe(0);
        File.ReadAllText(file).Should().Be("kept");
        Directory.GetFiles(Path.GetDirectoryName(file)!).Should().Equal(file);
    }

    [Fact]
    public async Task A_link_to_the_trace_is_the_trace()
    {
        using var folder = new TempFolder();
        string trace = folder.At("app.trace");
        File.Copy(TestData.Path("traces/go1.27/annotations.trace"), trace);
        File.CreateSymbolicLink(folder.At("latest.trace"), trace);

        CliResult result = await Tool.RunAsync("export", folder.At("latest.trace"), "--format", "pprof", "-o", trace);

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("is the trace itself");
        new FileInfo(trace).Length.Should().BePositive();
    }

    [Fact]
    public async Task Where_there_is_no_format_the_name_tells()
    {
        using var folder = new TempFolder();
        (await Tool.RunAsync("export", TestData.Path(Trace), "-o", folder.At("a.pb.gz"))).ExitCode.Should().Be(0);
        (await Tool.RunAsync("export", TestData.Path(Trace), "-o", folder.At("b"), "--format", "pprof")).ExitCode.Should().Be(0);
        File.ReadAllBytes(folder.At("a.pb.gz")).Should().Equal(File.ReadAllBytes(folder.At("b")));

        CliResult unclear = await Tool.RunAsync("export", TestData.Path(Trace), "-o", folder.At("c.bin"));
        unclear.ExitCode.Should().Be(1);
        unclear.Error.Should().StartWith("gotrace: --format is missing, and the output's name does not tell");
        File.Exists(folder.At("c.bin")).Should().BeFalse();
    }

    [Theory]
    [InlineData("syscall")]
    [InlineData("block")]
    [InlineData("sync")]
    [InlineData("net")]
    [InlineData("preemption")]
    [InlineData("sched", "--stack", "waker")]
    [InlineData("sched", "--time-base", "go")]
    [InlineData("sched", "--user-only")]
    [InlineData("sched", "--to", "10ms")]
    public async Task Every_profile_differs_from_the_default(string profile, params string[] more)
    {
        using var output = new MemoryStream();
        using var plain = new MemoryStream();

        CliResult result = await Tool.RunAsync(
            new Tool.Setting { Output = output }, ["export", TestData.Path(Trace), "--format", "pprof", "--profile", profile, .. more]);
        await Tool.RunAsync(new Tool.Setting { Output = plain }, "export", TestData.Path(Trace), "--format", "pprof");

        result.Error.Should().BeEmpty();
        result.ExitCode.Should().Be(0);
        Unpack(output.ToArray()).Should().NotEqual(Unpack(plain.ToArray()));
    }

    [Fact]
    public async Task A_timeline_is_written_whole_or_in_part()
    {
        using var folder = new TempFolder();
        CliResult named = await Tool.RunAsync("export", TestData.Path(Trace), "-o", folder.At("app.pftrace"));
        CliResult told = await Tool.RunAsync("export", TestData.Path(Trace), "-o", folder.At("app.bin"), "--format", "perfetto");
        CliResult part = await Tool.RunAsync("export", TestData.Path(Trace), "-o", folder.At("part.perfetto-trace"), "--from", "5ms", "--to", "8ms");

        new[] { named, told, part }.Should().OnlyContain(r => r == new CliResult(0, "", ""));
        byte[] whole = File.ReadAllBytes(folder.At("app.pftrace"));
        whole.Should().Equal(File.ReadAllBytes(folder.At("app.bin")));
        whole[0].Should().Be(0x0A, "packets are field 1");
        whole.Length.Should().BeGreaterThan(4 * File.ReadAllBytes(folder.At("part.perfetto-trace")).Length);
    }

    [Fact]
    public async Task A_timeline_of_what_can_not_be_read_leaves_no_file()
    {
        using var folder = new TempFolder();
        string file = folder.At("app.pftrace");
        (await Tool.RunAsync("export", folder.Add("bad.trace", "no trace"), "-o", file)).ExitCode.Should().Be(2);
        (await Tool.RunAsync(new Tool.Setting { IsOutputTerminal = true }, "export", TestData.Path(Trace), "--format", "perfetto")).Error.Should()
            .Be("gotrace: a timeline is nothing to read on a terminal: name a file to write it to, as in -o app.pftrace\n");

        File.Exists(file).Should().BeFalse();
    }

    [Fact]
    public async Task An_empty_profile_is_said()
    {
        using var folder = new TempFolder();
        CliResult result = await Tool.RunAsync("export", TestData.Path(Trace), "--profile", "cpu", "-o", folder.At("cpu.pb.gz"));

        result.ExitCode.Should().Be(0);
        result.Portable().Error.Should().Be(
            $"gotrace: warning: testdata/{Trace}: there is nothing for --profile cpu in it: it has CPU samples where a CPU profile was taken at the same time\n");
        (await Tool.RunAsync("export", TestData.Path("traces/go1.27/cpuprofile.trace"), "--profile", "cpu", "-o", folder.At("cpu.pb.gz"))).Error.Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_binary_goes_to_a_terminal()
    {
        CliResult result = await Tool.RunAsync(new Tool.Setting { IsOutputTerminal = true }, "export", TestData.Path(Trace), "--format", "pprof");

        result.ExitCode.Should().Be(1);
        result.Output.Should().BeEmpty();
        result.Error.Should().Be("gotrace: a profile is nothing to read on a terminal: name a file to write it to, as in -o app.pb.gz\n");
    }

    [Theory]
    [InlineData("--format knows pprof", "--format", "svg")]
    [InlineData("--profile is for --format pprof, not for perfetto", "--format", "perfetto", "--profile", "sched")]
    [InlineData("--stack is for --format pprof, not for perfetto", "--format", "perfetto", "--stack", "waiter")]
    [InlineData("--profile knows sched, syscall", "--format", "pprof", "--profile", "heap")]
    [InlineData("--stack waker is for --profile sched", "--format", "pprof", "--profile", "net", "--stack", "waker")]
    public async Task What_does_not_go_together_is_said(string message, params string[] args)
    {
        CliResult result = await Tool.RunAsync(["export", TestData.Path(Trace), .. args]);

        result.ExitCode.Should().Be(1);
        result.Output.Should().BeEmpty();
        result.Error.Should().StartWith("gotrace: " + message);
    }

    [Fact]
    public async Task What_can_not_be_read_leaves_no_file()
    {
        using var folder = new TempFolder();
        foreach (string trace in new[] { folder.Add("bad.trace", "no trace"), folder.At("none.trace") })
        {
            CliResult result = await Tool.RunAsync("export", trace, "-o", folder.At("sched.pb.gz"));
            result.ExitCode.Should().Be(2);
            result.Error.Should().StartWith($"gotrace: {trace}: ");
            File.Exists(folder.At("sched.pb.gz")).Should().BeFalse();
        }

        string good = folder.Add("good.trace", TestData.Read(Trace));
        CliResult itself = await Tool.RunAsync("export", good, "--format", "pprof", "-o", good);
        itself.Error.Should().Be($"gotrace: {good} is the trace itself: it would be overwritten\n");
        itself.ExitCode.Should().Be(1);
        File.ReadAllBytes(good).Should().Equal(TestData.Read(Trace));
        (await Tool.RunAsync("export", good, TestData.Path(Trace), "-o", folder.At("two.pb.gz"))).Error.Should()
            .Be("gotrace: a profile is of one trace, and these are 2\n");
    }

    [Fact]
    public async Task Of_a_damaged_trace_there_is_the_rest()
    {
        using var folder = new TempFolder();
        byte[] bytes = TestData.Read("traces/go1.25/generations.trace.gz");
        string cut = folder.Add("cut.trace", bytes[..(bytes.Length * 2 / 3)]);

        CliResult result = await Tool.RunAsync("export", cut, "-o", folder.At("a.pb.gz"));
        result.ExitCode.Should().Be(0);
        result.Error.Should().StartWith($"gotrace: warning: {cut}: ");
        CliResult strict = await Tool.RunAsync("export", cut, "--strict", "-o", folder.At("b.pb.gz"));
        strict.ExitCode.Should().Be(2);
        File.Exists(folder.At("a.pb.gz")).Should().BeTrue();
        File.Exists(folder.At("b.pb.gz")).Should().BeFalse();
    }

    [Fact]
    public async Task A_full_disk_is_told()
    {
        using var full = new FailingStream(0, new IOException("No space left on device"));
        CliResult result = await Tool.RunAsync(new Tool.Setting { Output = full }, "export", TestData.Path(Trace), "--format", "pprof");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Be("gotrace: the output could not be written: No space left on device\n");
    }

    private static byte[] Unpack(byte[] gzip)
    {
        using var from = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        using var to = new MemoryStream();
        from.CopyTo(to);
        return to.ToArray();
    }
}
