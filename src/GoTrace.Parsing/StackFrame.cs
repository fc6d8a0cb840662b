using System.Text;

namespace GoTrace.Parsing;

/// <summary>
/// One call of a stack trace. Its texts lie in the generation's buffer: use them before the next
/// generation is asked for.
/// </summary>
public readonly ref struct StackFrame
{
    internal StackFrame(ulong pc, ReadOnlySpan<byte> function, ReadOnlySpan<byte> file, ulong line, int functionIndex, int fileIndex)
    {
        ProgramCounter = pc;
        FunctionUtf8 = function;
        FileUtf8 = file;
        Line = line;
        FunctionId = new StringId(functionIndex);
        FileId = new StringId(fileIndex);
    }

    /// <summary>The address of the call; for the first frame of a new goroutine, of its function.</summary>
    public ulong ProgramCounter { get; }

    /// <summary>The function's full name in UTF-8, such as <c>net/http.(*conn).serve</c>; empty if unknown.</summary>
    public ReadOnlySpan<byte> FunctionUtf8 { get; }

    /// <summary>The source file's path in UTF-8.</summary>
    public ReadOnlySpan<byte> FileUtf8 { get; }

    /// <summary>The line in the source file.</summary>
    public ulong Line { get; }

    /// <summary>The function's name as a string of the generation.</summary>
    public StringId FunctionId { get; }

    /// <summary>The source file's path as a string of the generation.</summary>
    public StringId FileId { get; }

    /// <summary>The function's name as a new string.</summary>
    public string Function => Encoding.UTF8.GetString(FunctionUtf8);

    /// <summary>The source file's path as a new string.</summary>
    public string File => Encoding.UTF8.GetString(FileUtf8);

    /// <inheritdoc/>
    public override string ToString() => $"{Function} {File}:{Line}";
}
