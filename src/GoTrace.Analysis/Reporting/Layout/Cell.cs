namespace GoTrace.Analysis.Reporting.Layout;

/// <summary>What a text is, for a terminal that has colours.</summary>
internal enum Tone : byte
{
    Plain,
    Strong,
    Faint,
    Good,
    Bad,
}

/// <summary>A piece of text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tone">What it is.</param>
/// <param name="IsCode">Whether it is a name out of a program.</param>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain, bool IsCode = false)
{
    private readonly string? _text = Text;

    public string Text
    {
        get => _text ?? "";
        init => _text = value;
    }

    public static implicit operator Cell(string text) => new(text);

    public static Cell Code(string name) => new(name, Tone.Plain, true);

    public static Cell Faint(string text) => new(text, Tone.Faint);
}
