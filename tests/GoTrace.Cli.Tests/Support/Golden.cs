namespace GoTrace.Cli.Tests.Support;

/// <summary>
/// Texts that were read by people, and whose figures were checked against those of Go's reader. With
/// GOTRACE_ACCEPT=1 in the environment they are written anew: read the difference before you commit it.
/// </summary>
internal static class Golden
{
    private static string Folder => Path.Combine(TestData.Repository, "tests", "GoTrace.Cli.Tests", "Golden");

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static void Check(string name, string found)
    {
        string path = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("GOTRACE_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, found);
        }

        File.Exists(path).Should().BeTrue("{0} should be there", path);
        found.Should().Be(File.ReadAllText(path).ReplaceLineEndings("\n"), "{0} has it so", path);
    }
}
