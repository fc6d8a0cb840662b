namespace GoTrace.Parsing.Reading;

/// <summary>What is said of a file that was changed while it was read.</summary>
internal static class ChangedFile
{
    public const string CutShort = "the file was cut short while it was read (read it again when nothing writes to it)";

    public const string Overwritten = "the file was overwritten while it was read (read it again when nothing writes to it)";
}
