using GoTrace.Documents.Tests.Support;

namespace GoTrace.Documents.Tests;

/// <summary>Commands that documents show can be called so; those on bundled traces print what is shown.</summary>
// All of them change the folder that they work in, and where the console goes.
[Collection("the process")]
public sealed class CommandTests
{
    public static TheoryData<string> Documents => [.. Repository.Documents.Where(d => Block.Of(d).Any(b => ShellLine.Of(b).Any()))];

    [Fact]
    public void There_are_such_documents() => Documents.Select(d => d.Data).Should().Contain(["README.md", "docs/tutorial.md"]);

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Commands_do_what_the_document_says(string document)
    {
        using var folder = new WorkFolder();
        IReadOnlyList<Block> blocks = Block.Of(document);
        for (int i = 0; i < blocks.Count; i++)
        {
            string output = "";
            bool hasRun = false;
            foreach (ShellLine line in blocks[i].Language is "sh" or "console" ? ShellLine.Of(blocks[i]) : [])
            {
                string[] words = [.. line.Words.Select(w => w.Replace("testdata/", $"{Repository.Root}/testdata/", StringComparison.Ordinal))];
                Tool.ErrorsOf(words).Should().BeEmpty("{0} has {1}", blocks[i], string.Join(' ', words));
                if (!IsAtHand(words))
                {
                    continue;
                }

                (int exitCode, string text, string error) = await Tool.RunAsync(words);
                exitCode.Should().BeOneOf([0, 3], "{0} has {1}, which says {2}", blocks[i], string.Join(' ', words), error);
                hasRun = true;
                if (line.Output is { } file)
                {
                    await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
                }
                else
                {
                    output += text + error;
                }
            }

            if (hasRun && i + 1 < blocks.Count && blocks[i + 1].Language == "text")
            {
                Output.Check(blocks[i + 1], output);
            }
        }
    }

    // What runs other programs, or asks a service, is for whoever has them.
    private static bool IsAtHand(string[] words) =>
        words[0] is not ("ab" or "capture") && !words.Contains("--watch")
        && words.Any(w => w.StartsWith(Repository.Root, StringComparison.Ordinal) || w.Contains($"={Repository.Root}", StringComparison.Ordinal) || File.Exists(w));
}
