using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Ordering;

/// <summary>
/// Texts that outlive a generation, each with a number of its own; and for the generation at hand,
/// which of its strings are which.
/// </summary>
internal sealed class NamePool
{
    private Dictionary<ulong, int> _byHash = [];
    private readonly GrowList<Name> _names = new();
    private readonly GrowList<byte> _bytes = new();
    private readonly GrowList<int> _nameOfText = new(); // by string of the generation: number + 1
    private readonly GrowList<Link> _textOfName = new(); // by number
    private GenerationTables? _tables;
    private int _generation; // counts, so that what was linked in an earlier one need not be cleared

    public int Count => _names.Count;

    /// <summary>Of all that there is room for, what there is most of: bytes, names or strings.</summary>
    public int Capacity => Math.Max(_bytes.Capacity, Math.Max(_names.Capacity, _nameOfText.Capacity));

    public void Clear()
    {
        if (_byHash.Count > _byHash.Capacity / 16)
        {
            _byHash.Clear();
        }
        else
        {
            _byHash = []; // clearing would take its former size
        }

        _names.Clear();
        _bytes.Clear();
        _nameOfText.Clear();
        _textOfName.Clear();
    }

    public void LetGo() => _tables = null;

    public void BeginGeneration(GenerationTables tables)
    {
        _tables = tables;
        _nameOfText.Clear();
        _generation++;
    }

    /// <summary>Takes over a name of another pool, and gives its number here.</summary>
    public int Take(NamePool other, int name) =>
        Add(other._bytes.Items.Slice(other._names[name].Offset, other._names[name].Length));

    /// <summary>The number of a string of the generation at hand.</summary>
    public int Intern(int text)
    {
        if (text >= _nameOfText.Count)
        {
            _nameOfText.SetCount(text + 1);
        }

        ref int known = ref _nameOfText[text];
        if (known == 0)
        {
            known = Add(_tables!.Utf8(text)) + 1;
            LinkTo(known - 1, text);
        }

        return known - 1;
    }

    /// <summary>The string of the generation at hand that has a name's text; added to it if it has none.</summary>
    public int TextOf(int name)
    {
        ReadOnlySpan<byte> utf8 = _bytes.Items.Slice(_names[name].Offset, _names[name].Length);
        if (utf8.IsEmpty)
        {
            return 0;
        }

        if (name >= _textOfName.Count || _textOfName[name].Generation != _generation)
        {
            LinkTo(name, _tables!.Strings.AddExtra(utf8));
        }

        return _textOfName[name].Text;
    }

    private void LinkTo(int name, int text)
    {
        if (name >= _textOfName.Count)
        {
            _textOfName.SetCount(name + 1);
        }

        ref Link link = ref _textOfName[name];
        if (link.Generation != _generation)
        {
            link = new Link { Generation = _generation, Text = text };
        }
    }

    private int Add(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        ulong key = (uint)hash.ToHashCode() | ((ulong)(uint)utf8.Length << 32);
        while (_byHash.TryGetValue(key, out int name))
        {
            if (_bytes.Items.Slice(_names[name].Offset, _names[name].Length).SequenceEqual(utf8))
            {
                return name;
            }

            key = unchecked((key * 0x9E37_79B9_7F4A_7C15UL) + 1);
        }

        int offset = _bytes.Count;
        _bytes.SetCount(offset + utf8.Length);
        utf8.CopyTo(_bytes.Mutable()[offset..]);
        _names.Add(new Name { Offset = offset, Length = utf8.Length });
        _byHash.Add(key, _names.Count - 1);
        return _names.Count - 1;
    }

    /// <summary>The string of a generation that has a name's text.</summary>
    private struct Link
    {
        public int Generation; // 0: none yet
        public int Text;
    }

    private struct Name
    {
        public int Offset;
        public int Length;
    }
}
