namespace GoTrace.Parsing.Text;

/// <summary>One event after the other as an object of JSON on a line of its own.</summary>
internal sealed class JsonForm : EventForm
{
    private readonly StackTexts<StackForm> _stacks = new();

    public override void BeginGeneration() => _stacks.BeginGeneration();

    public override void Dispose() => _stacks.Dispose();

    public override void Write(TextBuffer to, in TraceEvent e, TraceGeneration? generation)
    {
        to.Write("{\"time_ns\":"u8);
        to.Write(e.Time);
        to.Write(",\"go_time_ns\":"u8);
        to.Write(e.GoTime);
        to.Write(",\"kind\":"u8);
        to.Write(JsonNames.Of(e.Kind));
        WriteType(to, e.Type);
        to.Write(",\"m\":"u8);
        WriteId(to, e.Thread);
        to.Write(",\"p\":"u8);
        WriteId(to, e.Processor);
        to.Write(",\"g\":"u8);
        WriteId(to, e.Goroutine);
        if (e.Kind == EventKind.StateTransition)
        {
            WriteTransition(to, e, generation!);
        }
        else
        {
            WriteOther(to, e, generation);
        }

        WriteStack(to, ",\"stack\":"u8, e.Stack, generation);
        to.Write("}\n"u8);
    }

    private void WriteTransition(TextBuffer to, in TraceEvent e, TraceGeneration generation)
    {
        bool isGoroutine = e.ResourceKind == ResourceKind.Goroutine;
        WriteResource(to, ",\"resource\":"u8, e);
        to.Write(",\"from\":"u8);
        to.Write(isGoroutine ? JsonNames.Of(e.OldState) : JsonNames.Of(e.OldProcessorState));
        to.Write(",\"to\":"u8);
        to.Write(isGoroutine ? JsonNames.Of(e.NewState) : JsonNames.Of(e.NewProcessorState));
        if (isGoroutine)
        {
            WriteText(to, ",\"reason\":"u8, generation.GetUtf8(e.Text));
        }

        if (e.TransitionStack != e.Stack)
        {
            WriteStack(to, ",\"transition_stack\":"u8, e.TransitionStack, generation);
        }
    }

    private static void WriteOther(TextBuffer to, in TraceEvent e, TraceGeneration? generation)
    {
        switch (e.Kind)
        {
            case EventKind.Metric:
                WriteText(to, ",\"metric\":"u8, EventNames.Of(e.Metric));
                WriteNumber(to, ",\"value\":"u8, e.Value);
                break;
            case EventKind.Label:
                WriteResource(to, ",\"resource\":"u8, e);
                WriteText(to, ",\"label\":"u8, generation!.GetUtf8(e.Text));
                break;
            case EventKind.RangeBegin:
            case EventKind.RangeActive:
            case EventKind.RangeEnd:
                WriteRange(to, e, generation!);
                break;
            case EventKind.TaskBegin:
            case EventKind.TaskEnd:
                WriteNumber(to, ",\"task\":"u8, (ulong)e.ResourceId);
                to.Write(",\"parent\":"u8);
                WriteId(to, (long)e.Value);
                WriteText(to, ",\"name\":"u8, generation!.GetUtf8(e.Text));
                break;
            case EventKind.RegionBegin:
            case EventKind.RegionEnd:
                WriteNumber(to, ",\"task\":"u8, (ulong)e.ResourceId);
                WriteText(to, ",\"name\":"u8, generation!.GetUtf8(e.Text));
                break;
            case EventKind.Log:
                WriteNumber(to, ",\"task\":"u8, (ulong)e.ResourceId);
                WriteText(to, ",\"category\":"u8, generation!.GetUtf8(e.Text));
                WriteText(to, ",\"message\":"u8, generation.GetUtf8(e.Message));
                break;
            case EventKind.Experimental:
                WriteExperimental(to, e);
                break;
            case EventKind.Sync:
                WriteSync(to, e, generation);
                break;
        }
    }

    private static void WriteRange(TextBuffer to, in TraceEvent e, TraceGeneration generation)
    {
        to.Write(",\"range\":\""u8);
        to.Write(EventNames.Of(e.Range));
        if (e.Range == TraceRange.StopTheWorld)
        {
            JsonString.WriteBody(to, generation.GetUtf8(e.Text));
            to.WriteByte((byte)')');
        }

        to.WriteByte((byte)'"');
        WriteResource(to, ",\"scope\":"u8, e);
        if (e.Kind == EventKind.RangeEnd && e.Range == TraceRange.IncrementalSweep)
        {
            WriteNumber(to, ",\"swept_bytes\":"u8, e.Value);
            WriteNumber(to, ",\"reclaimed_bytes\":"u8, e.Value2);
        }
    }

    private static void WriteExperimental(TextBuffer to, in TraceEvent e)
    {
        WireSpec spec = WireSpec.Of(e.Type);
        to.Write(",\"experiment\":\"AllocFree\",\"args\":{"u8);
        for (int i = 1; i < spec.NumberCount; i++)
        {
            to.Write(i > 1 ? ",\""u8 : "\""u8);
            to.Write(spec.Label(i)[1..^1]);
            to.Write("\":"u8);
            to.Write(i switch { 1 => (ulong)e.ResourceId, 2 => e.Value, _ => e.Value2 });
        }

        to.WriteByte((byte)'}');
    }

    private static void WriteSync(TextBuffer to, in TraceEvent e, TraceGeneration? generation)
    {
        WriteNumber(to, ",\"n\":"u8, (ulong)e.ResourceId);
        if (generation is null)
        {
            return;
        }

        WriteNumber(to, ",\"generation\":"u8, (ulong)generation.Number);
        if (generation.ClockSnapshot is { } clock)
        {
            to.Write(",\"clock\":{\"time_ns\":"u8);
            to.Write(clock.TraceTime);
            WriteNumber(to, ",\"monotonic_ns\":"u8, clock.Monotonic);
            to.Write(",\"wall\":\""u8);
            GoTimestamp.Write(to, clock.WallSeconds, clock.WallNanoseconds, TimeZoneInfo.Utc);
            to.Write("\"}"u8);
        }

        for (int i = 0; i < generation.ExperimentalBatchCount; i++)
        {
            ExperimentalBatch batch = generation.GetExperimentalBatch(i);
            to.Write(i == 0 ? ",\"experimental_batches\":[{\"experiment\":"u8 : ",{\"experiment\":"u8);
            to.Write((ulong)batch.Experiment);
            to.Write(",\"m\":"u8);
            WriteId(to, batch.Thread);
            to.Write(",\"data\":\""u8);
            to.WriteBase64(batch.Data);
            to.Write(i == generation.ExperimentalBatchCount - 1 ? "\"}]"u8 : "\"}"u8);
        }
    }

    // An object that names a goroutine or a processor; null for the whole program.
    private static void WriteResource(TextBuffer to, ReadOnlySpan<byte> label, in TraceEvent e)
    {
        to.Write(label);
        switch (e.ResourceKind)
        {
            case ResourceKind.Goroutine:
                to.Write("{\"g\":"u8);
                break;
            case ResourceKind.Processor:
                to.Write("{\"p\":"u8);
                break;
            case ResourceKind.Thread:
                to.Write("{\"m\":"u8);
                break;
            default:
                to.Write("null"u8);
                return;
        }

        to.Write(e.ResourceId);
        to.WriteByte((byte)'}');
    }

    private void WriteStack(TextBuffer to, ReadOnlySpan<byte> label, StackId stack, TraceGeneration? generation)
    {
        if (!stack.IsNone)
        {
            to.Write(label);
            _stacks.Write(to, generation!, stack);
        }
    }

    private static void WriteType(TextBuffer to, WireType type)
    {
        if (type == WireType.None)
        {
            to.Write(",\"type\":null"u8);
            return;
        }

        to.Write(",\"type\":\""u8);
        to.Write(WireSpec.Of(type).Name);
        to.WriteByte((byte)'"');
    }

    private static void WriteId(TextBuffer to, long id)
    {
        if (id == TraceEvent.NoId)
        {
            to.Write("null"u8);
        }
        else
        {
            to.Write(id);
        }
    }

    private static void WriteNumber(TextBuffer to, ReadOnlySpan<byte> label, ulong value)
    {
        to.Write(label);
        to.Write(value);
    }

    private static void WriteText(TextBuffer to, ReadOnlySpan<byte> label, ReadOnlySpan<byte> utf8)
    {
        to.Write(label);
        JsonString.Write(to, utf8);
    }

    private readonly struct StackForm : IStackForm
    {
        public static void Write(TextBuffer to, StackTrace stack)
        {
            to.WriteByte((byte)'[');
            bool next = false;
            foreach (StackFrame frame in stack)
            {
                to.Write(next ? ",{\"function\":"u8 : "{\"function\":"u8);
                JsonString.Write(to, frame.FunctionUtf8);
                to.Write(",\"file\":"u8);
                JsonString.Write(to, frame.FileUtf8);
                to.Write(",\"line\":"u8);
                to.Write(frame.Line);
                to.WriteByte((byte)'}');
                next = true;
            }

            to.WriteByte((byte)']');
        }
    }
}
