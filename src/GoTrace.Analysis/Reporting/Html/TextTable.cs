using System.Text;

namespace GoTrace.Analysis.Reporting.Html;

/// <summary>Texts and stacks of a page, each kept once, and cut where they are too long.</summary>
internal sealed class TextTable(ReportLimits limits)
{
    // An escape such as 中, which is what the page has for all but plain ASCII.
    private const int EscapeCost = 6;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _stackNumbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly List<IReadOnlyList<long>> _stacks = [];

    public IReadOnlyList<string> Texts => _texts;

    public IReadOnlyList<IReadOnlyList<long>> Stacks => _stacks;

    public int NumberOf(string text)
    {
        string cut = Cut(text, limits.TextCost);
        if (!_numbers.TryGetValue(cut, out int number))
        {
            number = _texts.Count;
            _texts.Add(cut);
            _numbers.Add(cut, number);
        }

        return number;
    }

    /// <summary>A stack's number; −1 where there is none.</summary>
    public int NumberOf(IReadOnlyList<CallSite> stack)
    {
        if (stack.Count == 0)
        {
            return -1;
        }

        int frames = Math.Min(stack.Count, limits.Frames);
        long[] cells = new long[(3 * frames) + (frames < stack.Count ? 1 : 0)];
        for (int i = 0; i < frames; i++)
        {
            cells[3 * i] = NumberOf(stack[i].Function);
            cells[(3 * i) + 1] = NumberOf(stack[i].File);
            cells[(3 * i) + 2] = stack[i].Line;
        }

        // A number left over says how many frames were.
        if (frames < stack.Count)
        {
            cells[^1] = stack.Count - frames;
        }

        string key = string.Join(',', cells);
        if (!_stackNumbers.TryGetValue(key, out int number))
        {
            number = _stacks.Count;
            _stacks.Add(cells);
            _stackNumbers.Add(key, number);
        }

        return number;
    }

    /// <summary>A text that costs no more than so many bytes on a page; its middle goes first, for the ends of names say most.</summary>
    public static string Cut(string text, int cost)
    {
        if (CostOf(text, cost) <= cost)
        {
            return text;
        }

        int head = 0;
        int tail = text.Length;
        int left = cost - EscapeCost;
        for (bool fromHead = true; ; fromHead = !fromHead)
        {
            left -= CostOf(text[fromHead ? head : tail - 1]);
            if (left < 0)
            {
                break;
            }

            _ = fromHead ? head++ : tail--;
        }

        // No half of a surrogate pair.
        head -= head > 0 && char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        tail += tail < text.Length && char.IsLowSurrogate(text[tail]) ? 1 : 0;
        return new StringBuilder().Append(text, 0, head).Append('…').Append(text, tail, text.Length - tail).ToString();
    }

    private static int CostOf(string text, int enough)
    {
        int cost = 0;
        foreach (char c in text)
        {
            cost += CostOf(c);
            if (cost > enough)
            {
                break;
            }
        }

        return cost;
    }

    private static int CostOf(char c) =>
        c is >= ' ' and <= '~' and not ('"' or '&' or '\'' or '+' or '<' or '>' or '`' or '\\') ? 1 : EscapeCost;
}
