namespace GoTrace.Parsing.Text;

/// <summary>
/// One event after the other as <c>go tool trace -d=parsed</c> of Go 1.27 prints them (Go:
/// internal/trace/event.go).
/// </summary>
internal sealed class ParsedForm(TimeZoneInfo zone) : EventForm
{
    private readonly StackTexts<StackForm> _stacks = new();

    public override void BeginGeneration() => _stacks.BeginGeneration();

    public override void Dispose() => _stacks.Dispose();

    public override void Write(TextBuffer to, in TraceEvent e, TraceGeneration? generation)
    {
        to.Write("M="u8);
        to.Write(e.Thread);
        to.Write(" P="u8);
        to.Write(e.Processor);
        to.Write(" G="u8);
        to.Write(e.Goroutine);
        to.WriteByte((byte)' ');
        to.Write(EventNames.Of(e.Kind));
        to.Write(" Time="u8);
        to.Write(e.GoTime);
        if (e.Kind == EventKind.StateTransition)
        {
            WriteTransition(to, e, generation!);
        }
        else
        {
            WriteOther(to, e, generation);
        }

        // A sample has a stack even where that is the empty one.
        if (!e.Stack.IsNone || e.Kind == EventKind.StackSample)
        {
            to.Write("\nStack=\n"u8);
            _stacks.Write(to, generation!, e.Stack);
        }

        to.WriteByte((byte)'\n');
    }

    private void WriteTransition(TextBuffer to, in TraceEvent e, TraceGeneration generation)
    {
        if (e.ResourceKind == ResourceKind.Goroutine)
        {
            to.Write(" GoID="u8);
            to.Write(e.ResourceId);
            to.WriteByte((byte)' ');
            to.Write(EventNames.Of(e.OldState));
            to.Write("->"u8);
            to.Write(EventNames.Of(e.NewState));
        }
        else
        {
            to.Write(" ProcID="u8);
            to.Write(e.ResourceId);
            to.WriteByte((byte)' ');
            to.Write(EventNames.Of(e.OldProcessorState));
            to.Write("->"u8);
            to.Write(EventNames.Of(e.NewProcessorState));
        }

        to.Write(" Reason="u8);
        GoQuote.Write(to, generation.GetUtf8(e.Text));

        // So has a new goroutine the stack that it starts with.
        if (!e.TransitionStack.IsNone || e.Type is WireType.GoCreate or WireType.GoCreateBlocked)
        {
            to.Write("\nTransitionStack=\n"u8);
            _stacks.Write(to, generation, e.TransitionStack);
        }
    }

    private void WriteOther(TextBuffer to, in TraceEvent e, TraceGeneration? generation)
    {
        switch (e.Kind)
        {
            case EventKind.Metric:
                WriteQuoted(to, " Name=\""u8, EventNames.Of(e.Metric));
                to.Write(" Value="u8);
                WriteValue(to, e.Value);
                break;
            case EventKind.Label:
                to.Write(" Label="u8);
                GoQuote.Write(to, generation!.GetUtf8(e.Text));
                to.Write(" Resource="u8);
                WriteResource(to, e);
                break;
            case EventKind.RangeBegin:
            case EventKind.RangeActive:
            case EventKind.RangeEnd:
                WriteRange(to, e, generation!);
                break;
            case EventKind.TaskBegin:
            case EventKind.TaskEnd:
                to.Write(" ID="u8);
                to.Write((ulong)e.ResourceId);
                to.Write(" Parent="u8);
                to.Write(e.Value);
                to.Write(" Type="u8);
                GoQuote.Write(to, generation!.GetUtf8(e.Text));
                break;
            case EventKind.RegionBegin:
            case EventKind.RegionEnd:
                to.Write(" Task="u8);
                to.Write((ulong)e.ResourceId);
                to.Write(" Type="u8);
                GoQuote.Write(to, generation!.GetUtf8(e.Text));
                break;
            case EventKind.Log:
                to.Write(" Task="u8);
                to.Write((ulong)e.ResourceId);
                to.Write(" Category="u8);
                GoQuote.Write(to, generation!.GetUtf8(e.Text));
                to.Write(" Message="u8);
                GoQuote.Write(to, generation.GetUtf8(e.Message));
                break;
            case EventKind.Experimental:
                WriteExperimental(to, e);
                break;
            case EventKind.Sync:
                WriteSync(to, e, generation?.ClockSnapshot);
                break;
        }
    }

    private static void WriteRange(TextBuffer to, in TraceEvent e, TraceGeneration generation)
    {
        if (e.Range == TraceRange.StopTheWorld)
        {
            // What is around the kind is ASCII, so it can be quoted by itself.
            to.Write(" Name=\""u8);
            to.Write(EventNames.Of(e.Range));
            GoQuote.WriteBody(to, generation.GetUtf8(e.Text));
            to.Write(")\""u8);
        }
        else
        {
            WriteQuoted(to, " Name=\""u8, EventNames.Of(e.Range));
        }

        to.Write(" Scope="u8);
        WriteResource(to, e);
        if (e.Kind != EventKind.RangeEnd)
        {
            return;
        }

        to.Write(" Attributes=["u8);
        if (e.Range == TraceRange.IncrementalSweep)
        {
            to.Write("\"bytes swept\"="u8);
            WriteValue(to, e.Value);
            to.Write(" \"bytes reclaimed\"="u8);
            WriteValue(to, e.Value2);
        }

        to.WriteByte((byte)']');
    }

    private static void WriteExperimental(TextBuffer to, in TraceEvent e)
    {
        WireSpec spec = WireSpec.Of(e.Type);
        to.Write(" Name="u8);
        to.Write(spec.Name);
        to.Write(" Args=["u8);
        for (int i = 1; i < spec.NumberCount; i++)
        {
            if (i > 1)
            {
                to.WriteByte((byte)',');
            }

            to.Write(i > 1 ? spec.Label(i) : spec.Label(i)[1..]);
            WriteValue(to, i switch { 1 => (ulong)e.ResourceId, 2 => e.Value, _ => e.Value2 });
        }

        to.WriteByte((byte)']');
    }

    private void WriteSync(TextBuffer to, in TraceEvent e, ClockSnapshot? clock)
    {
        to.Write(" N="u8);
        to.Write(e.ResourceId);
        if (clock is { } c)
        {
            to.Write(" Trace="u8);
            to.Write(c.TraceTime);
            to.Write(" Mono="u8);
            to.Write(c.Monotonic);
            to.Write(" Wall="u8);
            GoTimestamp.Write(to, c.WallSeconds, c.WallNanoseconds, zone);
        }
    }

    private static void WriteResource(TextBuffer to, in TraceEvent e)
    {
        switch (e.ResourceKind)
        {
            case ResourceKind.Goroutine:
                to.Write("Goroutine("u8);
                break;
            case ResourceKind.Processor:
                to.Write("Proc("u8);
                break;
            case ResourceKind.Thread:
                to.Write("Thread("u8);
                break;
            default:
                to.Write("None"u8);
                return;
        }

        to.Write(e.ResourceId);
        to.WriteByte((byte)')');
    }

    private static void WriteQuoted(TextBuffer to, ReadOnlySpan<byte> label, ReadOnlySpan<byte> plain)
    {
        to.Write(label);
        to.Write(plain);
        to.WriteByte((byte)'"');
    }

    private static void WriteValue(TextBuffer to, ulong value)
    {
        to.Write("Value{Uint64("u8);
        to.Write(value);
        to.Write(")}"u8);
    }

    private readonly struct StackForm : IStackForm
    {
        public static void Write(TextBuffer to, StackTrace stack)
        {
            foreach (StackFrame frame in stack)
            {
                to.WriteByte((byte)'\t');
                to.Write(frame.FunctionUtf8);
                to.Write(" @ 0x"u8);
                to.WriteHex(frame.ProgramCounter);
                to.Write("\n\t\t"u8);
                to.Write(frame.FileUtf8);
                to.WriteByte((byte)':');
                to.Write(frame.Line);
                to.WriteByte((byte)'\n');
            }
        }
    }
}
