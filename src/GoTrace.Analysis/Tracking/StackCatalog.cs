using System.Runtime.CompilerServices;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <summary>
/// Stacks of the whole trace, each with one small number and what is asked of it again and again,
/// found out once. Number 0 is no stack. Stacks that read the same are the same: two preemptions
/// at two instructions of one line are at one place.
/// </summary>
internal sealed class StackCatalog
{
    private readonly TextCatalog _texts;
    private readonly ulong _hashBits;
    private readonly Dictionary<ulong, int> _byHash = [];
    private readonly List<Frame> _frames = [];
    private readonly List<Entry> _entries = [default];
    private StackFacts[] _facts = new StackFacts[64];
    private int _used; // of the next: what to clear goes by the generation, not by the largest before it
    private int[] _ofStack = []; // by stack of the generation: number + 1
    private TraceGeneration? _generation;

    /// <param name="texts">The texts that frames are made of.</param>
    /// <param name="hashBits">Which bits of a stack's hash count: all but in tests, which want stacks of one hash.</param>
    public StackCatalog(TextCatalog texts, ulong hashBits = ulong.MaxValue)
    {
        _texts = texts;
        _hashBits = hashBits;
    }

    public int Count => _entries.Count;

    public ref readonly StackFacts FactsOf(int number) => ref _facts[number];

    public void BeginGeneration(TraceGeneration generation)
    {
        _generation = generation;
        Array.Clear(_ofStack, 0, _used);
        _used = 0;
    }

    /// <summary>The number of a stack of the generation at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NumberOf(StackId id)
    {
        int index = id.Index;
        if ((uint)index < (uint)_ofStack.Length && _ofStack[index] != 0)
        {
            return _ofStack[index] - 1;
        }

        return index == 0 ? 0 : Add(id);
    }

    /// <summary>The functions of a stack, innermost first.</summary>
    public IReadOnlyList<CallSite> CallsOf(int number)
    {
        Entry entry = _entries[number];
        var calls = new CallSite[entry.Count];
        for (int i = 0; i < calls.Length; i++)
        {
            Frame f = _frames[entry.First + i];
            calls[i] = new CallSite(_texts[f.Function], _texts[f.File], (long)f.Line);
        }

        return calls;
    }

    private int Add(StackId id)
    {
        if (id.Index >= _ofStack.Length)
        {
            Array.Resize(ref _ofStack, Math.Max(_generation!.StackCount, id.Index + 1));
        }

        StackTrace stack = _generation!.Stack(id);
        int number = IsNone(stack) ? 0 : Find(stack);
        _used = Math.Max(_used, id.Index + 1);
        _ofStack[id.Index] = number + 1;
        return number;
    }

    // Where the runtime lost a stack it writes one frame of nothing.
    private static bool IsNone(StackTrace stack) =>
        stack.Count == 0 || (stack.Count == 1 && stack[0] is { ProgramCounter: 0, Line: 0, FunctionUtf8.IsEmpty: true });

    private int Find(StackTrace stack)
    {
        ulong hash = (ulong)stack.Count ^ IdComparer.Multiplier;
        foreach (StackFrame f in stack)
        {
            ulong texts = ((ulong)_texts.NumberOf(f.FunctionId) << 32) | (uint)_texts.NumberOf(f.FileId);
            hash = Mix(Mix(hash, texts), f.Line);
        }

        // Stacks of one hash follow each other: each is compared, call by call.
        hash &= _hashBits;
        while (_byHash.TryGetValue(hash, out int number))
        {
            if (IsSame(_entries[number], stack))
            {
                return number;
            }

            hash = (hash * 0xD6E8_FEB8_6659_FD93UL) + 1;
        }

        _byHash.Add(hash, _entries.Count);
        return Keep(stack);
    }

    private bool IsSame(Entry entry, StackTrace stack)
    {
        if (entry.Count != stack.Count)
        {
            return false;
        }

        for (int i = 0; i < entry.Count; i++)
        {
            Frame kept = _frames[entry.First + i];
            StackFrame f = stack[i];
            if (kept.Function != _texts.NumberOf(f.FunctionId) || kept.Line != f.Line || kept.File != _texts.NumberOf(f.FileId))
            {
                return false;
            }
        }

        return true;
    }

    private int Keep(StackTrace stack)
    {
        int number = _entries.Count;
        _entries.Add(new Entry(_frames.Count, stack.Count));
        if (number == _facts.Length)
        {
            Array.Resize(ref _facts, number * 2);
        }

        var facts = new StackFacts.Builder();
        foreach (StackFrame f in stack)
        {
            int function = _texts.NumberOf(f.FunctionId);
            _frames.Add(new Frame(function, _texts.NumberOf(f.FileId), f.Line));
            facts.Add(_texts[function], function);
        }

        _facts[number] = facts.Build();
        return number;
    }

    // With a number of this process, so that no file can be made whose stacks all have one hash.
    private static ulong Mix(ulong hash, ulong value)
    {
        ulong high = Math.BigMul(hash ^ value, IdComparer.Multiplier, out ulong low);
        return high ^ low;
    }

    private readonly record struct Frame(int Function, int File, ulong Line);

    private readonly record struct Entry(int First, int Count);
}
