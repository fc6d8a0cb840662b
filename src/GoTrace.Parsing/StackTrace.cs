using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing;

/// <summary>
/// A stack trace, innermost call first. It reads from its generation: use it before the next
/// generation is asked for.
/// </summary>
public readonly ref struct StackTrace
{
    private readonly GenerationTables? _tables;
    private readonly ReadOnlySpan<int> _frames;

    internal StackTrace(GenerationTables tables, ReadOnlySpan<int> frames)
    {
        _tables = tables;
        _frames = frames;
    }

    /// <summary>The number of frames, at most 128; 0 for no stack.</summary>
    public int Count => _frames.Length;

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => _frames.IsEmpty;

    /// <summary>The frame at <paramref name="index"/>; 0 is the innermost.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public StackFrame this[int index] => _tables!.Frame(_frames[index]);

    /// <summary>For <c>foreach</c>, innermost call first.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks a stack trace's frames.</summary>
    public ref struct Enumerator
    {
        private readonly StackTrace _stack;
        private int _index;

        internal Enumerator(StackTrace stack)
        {
            _stack = stack;
            _index = -1;
        }

        /// <summary>The frame.</summary>
        public readonly StackFrame Current => _stack[_index];

        /// <summary>Goes on to the next frame.</summary>
        public bool MoveNext() => ++_index < _stack.Count;
    }
}
