namespace GoTrace.Export.Tables.Rows;

/// <summary>The stacks that other tables refer to.</summary>
internal sealed class StackRows : RowSet
{
    public StackRows()
        : base("stacks", "a stack that other tables refer to; two that read the same are one")
    {
        Stack = Int32("stack_id", "its number in this trace, from 1");
        Frames = Int32("frames", "how many calls there are");
        Innermost = Text("innermost", "the innermost function", isNullable: true);
        Own = Text("user_function", "the innermost function outside package runtime", isNullable: true);
        Root = Text("root", "the outermost function", isNullable: true);
    }

    public IntColumn Stack { get; }

    public IntColumn Frames { get; }

    public TextColumn Innermost { get; }

    public TextColumn Own { get; }

    public TextColumn Root { get; }
}

/// <summary>The calls of stacks.</summary>
internal sealed class FrameRows : RowSet
{
    public FrameRows()
        : base("frames", "a call of a stack")
    {
        Stack = Int32("stack_id", "the stack");
        Depth = Int32("depth", "its place in the stack; 0 is the innermost");
        Function = Text("function", "the function's full name", isNullable: true);
        File = Text("file", "the source file", isNullable: true);
        Line = Int64("line", "the line in it");
    }

    public IntColumn Stack { get; }

    public IntColumn Depth { get; }

    public TextColumn Function { get; }

    public TextColumn File { get; }

    public LongColumn Line { get; }
}
