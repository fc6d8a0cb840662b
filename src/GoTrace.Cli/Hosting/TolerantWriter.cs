using System.Text;

namespace GoTrace.Cli.Hosting;

/// <summary>
/// For talk: where it can't be written, as the place is full, closed or left, it is for nobody, and
/// the command ends as it would have.
/// </summary>
internal sealed class TolerantWriter(TextWriter talk) : TextWriter
{
    public override Encoding Encoding => talk.Encoding;

    public override void Write(char value) => Try(static (w, v) => w.Write(v), value);

    public override void Write(char[] buffer, int index, int count) =>
        Try(static (w, v) => w.Write(v), new string(buffer, index, count));

    public override void Write(string? value) => Try(static (w, v) => w.Write(v), value);

    public override void WriteLine() => Try(static (w, _) => w.WriteLine(), 0);

    public override void WriteLine(string? value) => Try(static (w, v) => w.WriteLine(v), value);

    public override void WriteLine(object? value) => WriteLine(value?.ToString());

    public override void Flush() => Try(static (w, _) => w.Flush(), 0);

    private void Try<T>(Action<TextWriter, T> write, T value)
    {
        try
        {
            write(talk, value);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            // A closed descriptor comes as "access denied".
        }
    }
}
