namespace GoTrace.Parsing.Legacy;

/// <content>Tasks, regions, logs and CPU samples.</content>
internal sealed partial class LegacySource
{
    // Messages stand in the events themselves. Those that come again and again are one text.
    private readonly int[] _recentMessages = new int[1024]; // by hash: text + 1
    private int _nextSample;

    private bool TaskCreate(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ulong id = step.Next();
        ulong parent = step.Next();
        ulong name = step.Next();
        ulong stack = step.Next();
        int text = TextOf(name, cursor);
        if (_annotations.Count >= _maxOpenAnnotations)
        {
            FailBeyondAnnotations(cursor);
        }

        if (!_annotations.TryBeginTask(id, parent, text))
        {
            return LeaveOut(cursor, step, "a task begins that is under way already");
        }

        ref TraceEvent e = ref Put(ref step, cursor, EventKind.TaskBegin, WireType.UserTaskBegin);
        e._resource = (long)id;
        e._value = parent == 0 ? ulong.MaxValue : parent;
        e._text = text;
        e._stack = StackOf(stack, cursor);
        return true;
    }

    private bool TaskEnd(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ulong id = step.Next();
        ulong stack = step.Next();
        ref TraceEvent e = ref Put(ref step, cursor, EventKind.TaskEnd, WireType.UserTaskEnd);
        _annotations.EndTask(id, out e._value, out e._text);
        e._resource = (long)id;
        e._stack = StackOf(stack, cursor);
        return true;
    }

    private bool Region(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ulong task = step.Next();
        ulong mode = step.Next();
        ulong name = step.Next();
        ulong stack = step.Next();
        int text = TextOf(name, cursor);
        if (mode > 1)
        {
            return LeaveOut(cursor, step, "a region that neither begins nor ends");
        }

        if (cursor.Goroutine >= 0)
        {
            ref int innermost = ref _goroutines[cursor.Goroutine].Regions;
            if (mode == 0)
            {
                if (_annotations.Count >= _maxOpenAnnotations)
                {
                    FailBeyondAnnotations(cursor);
                }

                _annotations.BeginRegion(ref innermost, task, text);
            }
            else if (!_annotations.TryEndRegion(ref innermost, task, text))
            {
                return LeaveOut(cursor, step, "a region ends that is not the innermost of its goroutine");
            }
        }

        ref TraceEvent e = ref Put(
            ref step,
            cursor,
            mode == 0 ? EventKind.RegionBegin : EventKind.RegionEnd,
            mode == 0 ? WireType.UserRegionBegin : WireType.UserRegionEnd);
        e._resource = (long)task;
        e._text = text;
        e._stack = StackOf(stack, cursor);
        return true;
    }

    private bool Log(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ulong task = step.Next();
        ulong category = step.Next();
        ulong stack = step.Next();
        ulong length = step.Next();
        int start = step.Position;
        if (length > (ulong)Math.Max(0, step.End - start))
        {
            length = 0;
        }

        step.Position += (int)length;
        ref TraceEvent e = ref Put(ref step, cursor, EventKind.Log, WireType.UserLog);
        e._resource = (long)task;
        e._text = TextOf(category, cursor);
        e._text2 = MessageAt(PlaceOf(cursor, start), (int)length);
        e._stack = StackOf(stack, cursor);
        return true;
    }

    private int MessageAt(int place, int length)
    {
        if (length == 0)
        {
            return 0;
        }

        ReadOnlySpan<byte> message = _generation.Bytes.Span.Slice(place, length);
        var hash = new HashCode();
        hash.AddBytes(message);
        ref int recent = ref _recentMessages[hash.ToHashCode() & (_recentMessages.Length - 1)];
        if (recent == 0 || recent > _tables.Strings.Count || !_tables.Utf8(recent - 1).SequenceEqual(message))
        {
            recent = _tables.Strings.AddPlace(place, length) + 1;
        }

        return recent - 1;
    }

    private bool IsSampleDue(long key) =>
        _nextSample < _generation.Samples.Count && (_generation.Samples[_nextSample].At < key || key == long.MaxValue);

    // Whether there is a CPU sample of a goroutine before an event to come.
    private bool IsSampled(long goroutine, long ticks)
    {
        ReadOnlySpan<Reading.GenerationData.CpuSample> samples = _generation.Samples.Items;
        for (int i = _nextSample; i < samples.Length && samples[i].At < ticks; i++)
        {
            Spend(1);
            if (samples[i].Goroutine == goroutine)
            {
                return true;
            }
        }

        return false;
    }

    private void PutSample(Span<TraceEvent> room, ref int count)
    {
        ref readonly Reading.GenerationData.CpuSample sample = ref _generation.Samples[_nextSample++];
        SetDue();
        if (!_hasBase)
        {
            _base = sample.At;
            _hasBase = true;
        }

        ref TraceEvent e = ref room[count++];
        e = default;
        SetTimes(ref e, ToNanoseconds(sample.At));
        e._thread = TraceEvent.NoId;
        e._processor = sample.Processor;
        e._goroutine = sample.Goroutine;
        e._goroutineIndex = _goroutines.Find((ulong)sample.Goroutine);
        e._resourceIndex = -1;
        e._kind = EventKind.StackSample;
        e._type = WireType.CpuSample;
        e._stack = Math.Max(0, _tables.Stacks.Resolve((uint)sample.Stack));
    }
}
