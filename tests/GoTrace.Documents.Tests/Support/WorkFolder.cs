namespace GoTrace.Documents.Tests.Support;

/// <summary>An empty folder to work in, until the test is over.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly string _before = Environment.CurrentDirectory;

    public WorkFolder()
    {
        Environment.CurrentDirectory = Path;
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("gotrace-").FullName;

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        Directory.Delete(Path, recursive: true);
    }
}
