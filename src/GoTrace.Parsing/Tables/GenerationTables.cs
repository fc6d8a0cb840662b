namespace GoTrace.Parsing.Tables;

/// <summary>The strings and stacks of a generation, over the bytes they lie in.</summary>
internal sealed class GenerationTables
{
    /// <summary>How many entries are gone through between two looks at the token.</summary>
    public const int CancellationStride = 64 << 10;

    public ReadOnlyMemory<byte> Bytes { get; set; }

    public StringTable Strings { get; } = new();

    public StackTable Stacks { get; } = new();

    /// <summary>The bytes that its room takes.</summary>
    public long RoomBytes => Strings.RoomBytes + Stacks.RoomBytes;

    public void Clear()
    {
        Bytes = default;
        Strings.Clear();
        Stacks.Clear();
    }

    public ReadOnlySpan<byte> Utf8(int index) => Strings.Utf8(Bytes.Span, index);

    public StackTrace Stack(int index) => new(this, Stacks.FramesOf(index));

    public StackFrame Frame(int frameIndex)
    {
        ref StackTable.Frame f = ref Stacks.Frames[frameIndex];
        return new StackFrame(f.Address, Utf8(f.Function), Utf8(f.File), f.Line, f.Function, f.File);
    }

    /// <summary>Gives every frame its texts. The first frame whose text is missing stops it.</summary>
    /// <param name="lenient">Whether a missing text is the empty one.</param>
    /// <param name="missing">The string id that is not there.</param>
    /// <param name="isFunction">Whether it was to be a function's name, and not a file's.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public bool LinkFrames(bool lenient, out ulong missing, out bool isFunction, CancellationToken cancellationToken = default)
    {
        int sinceLook = 0;
        foreach (ref StackTable.Frame f in Stacks.Frames)
        {
            if (++sinceLook == CancellationStride)
            {
                sinceLook = 0;
                cancellationToken.ThrowIfCancellationRequested();
            }

            f.Function = Strings.Resolve(f.FunctionId);
            f.File = Strings.Resolve(f.FileId);
            if (f.Function < 0 || f.File < 0)
            {
                if (lenient)
                {
                    f.Function = Math.Max(f.Function, 0);
                    f.File = Math.Max(f.File, 0);
                    continue;
                }

                isFunction = f.Function < 0;
                missing = isFunction ? f.FunctionId : f.FileId;
                return false;
            }
        }

        missing = 0;
        isFunction = false;
        return true;
    }
}
