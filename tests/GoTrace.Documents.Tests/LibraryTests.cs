using GoTrace.Documents.Tests.Support;

namespace GoTrace.Documents.Tests;

/// <summary>Code that documents show compiles, and runs to its end.</summary>
// All of them change the folder that they work in, and where the console goes.
[Collection("the process")]
public sealed class LibraryTests
{
    private const string Given = """
        string before = "testdata/traces/go1.25/http.trace.gz", after = "testdata/traces/go1.26/http.trace.gz";
        """;

    public static TheoryData<string> Documents => [.. Repository.Documents.Where(d => Block.Of(d).Any(b => b.Language == "csharp"))];

    [Fact]
    public void There_are_such_documents() => Documents.Select(d => d.Data).Should().Contain(["README.md", "docs/library.md"]);

    [Theory]
    [MemberData(nameof(Documents))]
    public void Code_runs(string document)
    {
        using var folder = new WorkFolder();
        var program = new JoinedProgram();
        if (document == "README.md")
        {
            program.Given(Repository.WithPlaces(Given));
        }

        foreach (Block block in Block.Of(document).Where(b => b.Language == "csharp"))
        {
            program.Add(block);
        }

        string output = program.Run();
        foreach (Block shown in Block.Of(document).Where(b => b.Language == "output"))
        {
            Output.Check(shown, output);
        }
    }
}
