using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Text;

/// <summary>How a stack is written.</summary>
internal interface IStackForm
{
    static abstract void Write(TextBuffer to, StackTrace stack);
}

/// <summary>
/// The stacks of a generation as text: each is made once and then copied, as a few stacks are the
/// stacks of most events.
/// </summary>
internal sealed class StackTexts<TForm> : IDisposable
    where TForm : struct, IStackForm
{
    // Beyond this, texts are made anew each time.
    private const int Most = 64 << 20;

    private readonly GrowList<Place> _places = new();
    private readonly TextBuffer _texts = new();

    public void BeginGeneration()
    {
        _places.Clear();
        _texts.Truncate(0);
    }

    public void Write(TextBuffer to, TraceGeneration generation, StackId stack)
    {
        if (stack.Index >= _places.Count)
        {
            _places.SetCount(Math.Max(stack.Index + 1, generation.StackCount));
        }

        ref Place place = ref _places[stack.Index];
        if (!place.Known)
        {
            if (_texts.Count > Most)
            {
                TForm.Write(to, generation.Stack(stack));
                return;
            }

            int start = _texts.Count;
            TForm.Write(_texts, generation.Stack(stack));
            place = new Place { Start = start, Length = _texts.Count - start, Known = true };
        }

        to.Write(_texts.Waiting.Span.Slice(place.Start, place.Length));
    }

    public void Dispose() => _texts.Dispose();

    private struct Place
    {
        public int Start;
        public int Length;
        public bool Known;
    }
}
