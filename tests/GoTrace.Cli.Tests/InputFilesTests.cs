using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests;

public sealed class InputFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _talk = new();
    private readonly Terminal _terminal;

    public InputFilesTests()
    {
        _terminal = new Terminal(Stream.Null, _talk, () => Stream.Null);
        foreach (string name in new[] { "run-10.trace", "run-9.trace", "other.txt", ".hidden.trace", "x/a.trace", "y/b.trace", "odd[1].trace" })
        {
            _folder.Add(name);
        }
    }

    public void Dispose()
    {
        _terminal.Dispose();
        _talk.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_pattern_gives_its_files_in_natural_order() =>
        Find("run-*.trace").Should().Equal("run-9.trace", "run-10.trace");

    [Fact]
    public void Hidden_files_match_only_patterns_that_say_so()
    {
        Find("*.trace").Should().NotContain(".hidden.trace");
        Find(".*.trace").Should().Equal(".hidden.trace");
    }

    [Fact]
    public void Folders_may_be_patterns_too() =>
        Find("[xy]/*.trace").Should().Equal(Path.Combine("x", "a.trace"), Path.Combine("y", "b.trace"));

    [Fact]
    public void What_is_there_under_its_name_is_no_pattern() =>
        Find("odd[1].trace").Should().Equal("odd[1].trace");

    [Fact]
    public void Files_keep_the_order_in_which_they_are_named_and_count_once()
    {
        Find("run-10.trace", "run-*.trace").Should().Equal("run-10.trace", "run-9.trace");
        _talk.ToString().Should().Contain("run-10.trace is named twice; it counts once");
    }

    [Fact]
    public void The_standard_input_is_no_file() => InputFiles.Find(["-"], _terminal).Should().Equal("-");

    [Fact]
    public void A_pattern_without_a_root_is_looked_up_where_the_command_runs() =>
        InputFiles.Find(["gotrace.d?l"], _terminal).Should().Equal("gotrace.dll");

    [Theory]
    [InlineData("nix.trace", "there is no such file")]
    [InlineData("nix-*.trace", "no file matches this pattern")]
    [InlineData("nix/*.trace", "no file matches this pattern")]
    [InlineData("x", "this is a folder; name the traces in it")]
    public void What_is_not_there_is_said(string name, string message)
    {
        CommandFailure failure = new Action(() => Find(name)).Should().Throw<CommandFailure>().Which;
        failure.Message.Should().StartWith(message);
        failure.File.Should().Be(_folder.At(name));
        failure.ExitCode.Should().Be(2);
    }

    private List<string> Find(params string[] names) =>
        InputFiles.Find(names.Select(_folder.At), _terminal).ConvertAll(f => Path.GetRelativePath(_folder.Path, f));
}
