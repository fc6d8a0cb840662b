namespace GoTrace.Parsing.Ordering;

/// <content>Metrics, labels, tasks, regions, logs and experimental events.</content>
internal sealed partial class Orderer
{
    private Outcome Metric(ref Attempt a)
    {
        bool isProcs = a.Type == WireType.ProcsChange;
        ulong value = a.Next();
        ulong stack = isProcs ? a.Next() : 0;
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (thread.Processor == TraceEvent.NoId || (isProcs && thread.Goroutine == TraceEvent.NoId))
        {
            return Lacks(a, isProcs ? "without a running goroutine" : "without a processor");
        }

        if (!TryStack(ref a, stack, out int stackIndex))
        {
            return Outcome.Failed;
        }

        ref TraceEvent e = ref Put(ref a, thread, EventKind.Metric);
        e._value = value;
        e._stack = stackIndex;
        e._detail = (byte)(isProcs ? TraceMetric.GoMaxProcs
            : a.Type == WireType.HeapAlloc ? TraceMetric.HeapObjects
            : TraceMetric.HeapGoal);
        return Outcome.Done;
    }

    private Outcome Label(ref Attempt a)
    {
        ulong label = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!RunsGoroutine(thread))
        {
            return Lacks(a, "without a running goroutine");
        }

        if (!TryText(ref a, label, out int text))
        {
            return Outcome.Failed;
        }

        ref TraceEvent e = ref Put(ref a, thread, EventKind.Label);
        About(ref e, thread.Goroutine, thread.GoroutineSlot);
        e._text = text;
        return Outcome.Done;
    }

    private Outcome TaskBegin(ref Attempt a)
    {
        ulong id = a.Next();
        ulong parent = a.Next();
        ulong name = a.Next();
        ulong stack = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!RunsGoroutine(thread))
        {
            return Lacks(a, "without a running goroutine");
        }

        if (!TryText(ref a, name, out int text) || !TryStack(ref a, stack, out int stackIndex))
        {
            return Outcome.Failed;
        }

        if (_annotations.OpenCount >= _maxOpenAnnotations)
        {
            return TooManyOpen(a);
        }

        // In the file 0 means no parent here, where for regions and logs it is the background task.
        parent = parent == 0 ? ulong.MaxValue : parent;
        if (!_annotations.TryBeginTask(id, parent, text))
        {
            return Lacks(a, $"of task {id}, which is under way already");
        }

        ref TraceEvent e = ref Put(ref a, thread, EventKind.TaskBegin);
        e._resource = (long)id;
        e._value = parent;
        e._text = text;
        e._stack = stackIndex;
        return Outcome.Done;
    }

    private Outcome TaskEnd(ref Attempt a)
    {
        ulong id = a.Next();
        ulong stack = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!RunsGoroutine(thread))
        {
            return Lacks(a, "without a running goroutine");
        }

        if (!TryStack(ref a, stack, out int stackIndex))
        {
            return Outcome.Failed;
        }

        ref TraceEvent e = ref Put(ref a, thread, EventKind.TaskEnd);
        _annotations.EndTask(id, out e._value, out e._text);
        e._resource = (long)id;
        e._stack = stackIndex;
        return Outcome.Done;
    }

    private Outcome Region(ref Attempt a)
    {
        ulong task = a.Next();
        ulong name = a.Next();
        ulong stack = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!TryGetRunning(ref a, ref thread, out int slot, out _)
            || !TryText(ref a, name, out int text)
            || !TryStack(ref a, stack, out int stackIndex))
        {
            return Outcome.Failed;
        }

        bool begins = a.Type == WireType.UserRegionBegin;
        ref GoroutineEntry g = ref _state.Goroutines[slot];
        if (begins)
        {
            if (_annotations.OpenCount >= _maxOpenAnnotations)
            {
                return TooManyOpen(a);
            }

            _annotations.BeginRegion(ref g, task, text);
        }
        else if (!_annotations.TryEndRegion(ref g, task, text))
        {
            return Lacks(a, $"of task {task} that is not the innermost region of its goroutine");
        }

        ref TraceEvent e = ref Put(ref a, thread, begins ? EventKind.RegionBegin : EventKind.RegionEnd);
        e._resource = (long)task;
        e._text = text;
        e._stack = stackIndex;
        return Outcome.Done;
    }

    private Outcome TooManyOpen(in Attempt a) => Fail(
        a, TraceFormatError.LimitExceeded, $"more than {_maxOpenAnnotations} tasks and regions open at once (MaxOpenAnnotations)");

    private Outcome Log(ref Attempt a)
    {
        ulong task = a.Next();
        ulong category = a.Next();
        ulong message = a.Next();
        ulong stack = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!RunsGoroutine(thread))
        {
            return Lacks(a, "without a running goroutine");
        }

        if (!TryText(ref a, category, out int categoryIndex)
            || !TryText(ref a, message, out int messageIndex)
            || !TryStack(ref a, stack, out int stackIndex))
        {
            return Outcome.Failed;
        }

        ref TraceEvent e = ref Put(ref a, thread, EventKind.Log);
        e._resource = (long)task;
        e._text = categoryIndex;
        e._text2 = messageIndex;
        e._stack = stackIndex;
        return Outcome.Done;
    }

    private Outcome Experimental(ref Attempt a)
    {
        bool hasThird = a.Type is WireType.Span or WireType.SpanAlloc;
        bool hasSecond = a.Type is not (WireType.SpanFree or WireType.HeapObjectFree or WireType.GoroutineStackFree);
        ulong first = a.Next();
        ulong second = hasSecond ? a.Next() : 0;
        ulong third = hasThird ? a.Next() : 0;
        if (a.Overran)
        {
            return Overran(a);
        }

        if (a.Thread == 0)
        {
            return Lacks(a, "without a thread");
        }

        ref TraceEvent e = ref Put(ref a, _state.Threads[a.Thread], EventKind.Experimental);
        e._resource = (long)first;
        e._value = second;
        e._value2 = third;
        return Outcome.Done;
    }
}
