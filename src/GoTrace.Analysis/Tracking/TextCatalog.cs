using System.Runtime.CompilerServices;
using System.Text;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <summary>
/// Texts of the whole trace, each with one small number, whatever generation it is seen in. Number 0
/// is the empty text.
/// </summary>
internal sealed class TextCatalog
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly List<string> _texts = [""];
    private int _used; // of the next: what to clear goes by the generation, not by the largest before it
    private int[] _ofString = []; // by string of the generation: number + 1
    private char[] _room = new char[256];
    private TraceGeneration? _generation;

    public TextCatalog()
    {
        _bySpan = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => _texts.Count;

    public string this[int number] => _texts[number];

    public void BeginGeneration(TraceGeneration generation)
    {
        _generation = generation;
        Array.Clear(_ofString, 0, _used);
        _used = 0;
    }

    /// <summary>The number of a string of the generation at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NumberOf(StringId id)
    {
        int index = id.Index;
        if ((uint)index < (uint)_ofString.Length && _ofString[index] != 0)
        {
            return _ofString[index] - 1;
        }

        return index == 0 ? 0 : Add(id);
    }

    public int NumberOf(string text)
    {
        if (!_numbers.TryGetValue(text, out int number))
        {
            number = _texts.Count;
            _texts.Add(text);
            _numbers.Add(text, number);
        }

        return number;
    }

    private int Add(StringId id)
    {
        if (id.Index >= _ofString.Length)
        {
            Array.Resize(ref _ofString, Math.Max(_generation!.StringCount, id.Index + 1));
        }

        ReadOnlySpan<byte> utf8 = _generation!.GetUtf8(id);
        if (_room.Length < utf8.Length)
        {
            _room = new char[utf8.Length * 2];
        }

        ReadOnlySpan<char> text = _room.AsSpan(0, Encoding.UTF8.GetChars(utf8, _room));
        if (!_bySpan.TryGetValue(text, out int number))
        {
            number = NumberOf(text.ToString());
        }

        _used = Math.Max(_used, id.Index + 1);
        _ofString[id.Index] = number + 1;
        return number;
    }
}
