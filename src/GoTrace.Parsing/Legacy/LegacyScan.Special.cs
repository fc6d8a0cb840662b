using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Legacy;

/// <content>One event at a time, every byte looked for before it is read.</content>
internal ref partial struct LegacyScan
{
    private const int MaxFrames = 1000; // Go: internal/trace/parser.go
    private const int MaxTextLength = 1_000_000;

    // Takes the event at a position, whatever it is, and goes behind it; false if it can't be.
    private bool TakeOne(ref int position)
    {
        int start = position;
        byte first = _bytes[position++];
        byte shape = _format.Shapes[first];
        var type = (LegacyType)(first & 63);
        switch (type)
        {
            case LegacyType.String when shape != LegacyFormat.Invalid:
                CloseRun(start);
                return TakeText(start, ref position) && Reopen(position);
            case LegacyType.Stack when shape != LegacyFormat.Invalid:
                CloseRun(start);
                return TakeStack(start, ref position) && Reopen(position);
        }

        if (shape == LegacyFormat.Invalid)
        {
            return Fail(
                TraceFormatError.BadEvent,
                _format.Counts[(int)type] == 0 ? $"an event of the unknown type {(int)type}" : $"a {type} event with {first >> 6} as its number of numbers",
                start);
        }

        int expected = type is LegacyType.Frequency or LegacyType.TimerGoroutine ? _format.Deltas : _format.Counts[(int)type];
        if (!TakeNumbers(start, ref position, expected))
        {
            return false;
        }

        switch (type)
        {
            case LegacyType.Batch:
                CloseRun(start);
                return BeginBatch(start) && Reopen(position);
            case LegacyType.Frequency:
                CloseRun(start);
                _data.Frequency = (long)_numbers[0] > 0 ? _numbers[0] : 0;
                return Reopen(position);
            case LegacyType.TimerGoroutine:
                CloseRun(start);
                if (_index.TimerGoroutines.Find(_numbers[0]) < 0)
                {
                    _index.TimerGoroutines.Add(_numbers[0], 0);
                }

                return Reopen(position);
        }

        if (!_hasBatch)
        {
            return type != LegacyType.UserLog || SkipMessage(start, ref position); // CloseRun counts it
        }

        if (_format.IsSequenced)
        {
            _ticks += _numbers[1];
        }

        switch (type)
        {
            case LegacyType.CpuSample:
                CloseRun(start);
                AddSample();
                return Reopen(position);
            case LegacyType.GoSysExit:
                AddExit(start);
                break;
            case LegacyType.GoCreate when _format.IsSequenced:
                AddStart(_numbers[3]);
                break;
            case LegacyType.FutileWakeup:
                _index.HasFutileWakeups = true;
                break;
            case LegacyType.UserLog:
                return SkipMessage(start, ref position);
        }

        return true;
    }

    private bool SkipMessage(int start, ref int position) =>
        Number(start, ref position, out ulong length) && Skip(start, ref position, length, "message");

    private bool Reopen(int position)
    {
        _runStart = position;
        return true;
    }

    private bool BeginBatch(int start)
    {
        if (_numbers[0] != ulong.MaxValue && _numbers[0] > int.MaxValue)
        {
            return Fail(TraceFormatError.BadBatch, $"a batch of processor {_numbers[0]}, beyond {int.MaxValue}", start);
        }

        _processor = (long)_numbers[0];
        if (_data.ThreadCountWith(_processor) > _options.MaxProcessors)
        {
            return Beyond("processors", _options.MaxProcessors, nameof(_options.MaxProcessors), start);
        }

        _hasBatch = true;
        _goesOn = false;
        _batchSequence = _format.IsSequenced ? (long)_numbers[1] : 0;
        _batchTicks = _numbers[_format.IsSequenced ? 2 : 1];
        _ticks = _batchTicks;
        return true;
    }

    private readonly void AddSample() => _data.Samples.Add(new Reading.GenerationData.CpuSample
    {
        At = (long)_numbers[1],
        Thread = TraceEvent.NoId,
        Processor = (int)_numbers[2],
        Goroutine = _numbers[3] == 0 ? TraceEvent.NoId : (long)_numbers[3],
        Stack = _numbers[4],
    });

    private readonly void AddExit(int start)
    {
        ulong sequence = _numbers[_format.Deltas + 1];
        ulong time = _numbers[_format.Deltas + 2];
        if (_format.IsSequenced)
        {
            _index.AddExit((long)sequence, start);
            if (time == 0)
            {
                _index.UntimedExits.Add(new LegacyIndex.UntimedExit { Offset = start, Ticks = (long)_ticks });
            }
        }
        else if (time != 0)
        {
            _index.AddExit((long)time, start);
        }
    }

    // In 1.5 a new goroutine has an address where later versions have a stack: it gets one.
    private readonly void AddStart(ulong address)
    {
        if (_index.Starts.Find(address) < 0)
        {
            _index.Starts.Add(address, _index.Starts.Count);
            _data.Tables.Stacks.BeginStack();
            _data.Tables.Stacks.AddFrame(address, 0, 0, 0);
            _data.Tables.Stacks.EndStack(LegacyIndex.FirstStart + (ulong)_index.Starts.Count);
        }
    }

    private bool TakeText(int start, ref int position)
    {
        if (!Number(start, ref position, out ulong id) || !Number(start, ref position, out ulong length))
        {
            return false;
        }

        if (id == 0 || length == 0)
        {
            return Fail(TraceFormatError.BadTable, id == 0 ? "a string has the reserved id 0" : "a string without a length", start);
        }

        if (_data.Tables.Strings.RawCount >= _options.MaxStrings)
        {
            return Beyond("strings", _options.MaxStrings, nameof(_options.MaxStrings), start);
        }

        int text = position;
        if (!Skip(start, ref position, length, "string"))
        {
            return false;
        }

        _data.Tables.Strings.AddRaw(id, text, (int)length);
        return true;
    }

    private bool TakeStack(int start, ref int position)
    {
        int end = int.MaxValue;
        int count = (_bytes[start] >> 6) + _format.Deltas;
        if (_bytes[start] >> 6 == 3 && !Prefix(start, ref position, out end))
        {
            return false;
        }

        if (!Number(start, ref position, out ulong id) || !Number(start, ref position, out ulong frames))
        {
            return false;
        }

        int each = _format.IsSequenced ? 1 : 4;
        if (frames > MaxFrames || (end == int.MaxValue && count != 2 + ((int)frames * each)))
        {
            return Fail(TraceFormatError.BadTable, $"a stack of {frames} frames, where at most {MaxFrames} are allowed and each has {each} numbers", start);
        }

        if (_data.Tables.Stacks.RawCount >= _options.MaxStacks)
        {
            return Beyond("stacks", _options.MaxStacks, nameof(_options.MaxStacks), start);
        }

        if (_data.Tables.Stacks.FrameCount + (int)frames > _options.MaxFrames)
        {
            return Beyond("distinct stack frames", _options.MaxFrames, nameof(_options.MaxFrames), start);
        }

        bool counts = id != 0 && frames > 0;
        if (counts)
        {
            _data.Tables.Stacks.BeginStack();
        }

        for (ulong i = 0; i < frames; i++)
        {
            ulong function = 0;
            ulong file = 0;
            ulong line = 0;
            if (!Number(start, ref position, out ulong address)
                || (each == 4
                    && (!Number(start, ref position, out function)
                        || !Number(start, ref position, out file)
                        || !Number(start, ref position, out line))))
            {
                return false;
            }

            if (counts)
            {
                _data.Tables.Stacks.AddFrame(address, function, file, line);
            }
        }

        if (counts)
        {
            _data.Tables.Stacks.EndStack((uint)id);
        }

        return end == int.MaxValue || position == end || WrongLength(start);
    }

    // The numbers of an event: as many as are expected.
    private bool TakeNumbers(int start, ref int position, int expected)
    {
        int end = int.MaxValue;
        byte first = _bytes[start];
        if (first >> 6 == 3)
        {
            if (!Prefix(start, ref position, out end))
            {
                return false;
            }
        }
        else if ((first >> 6) + _format.Deltas != expected)
        {
            return Fail(
                TraceFormatError.BadEvent,
                $"a {(LegacyType)(first & 63)} event with {(first >> 6) + _format.Deltas} numbers, where it has {expected}",
                start);
        }

        Span<ulong> numbers = _numbers;
        for (int i = 0; i < expected; i++)
        {
            if (!Number(start, ref position, out numbers[i]))
            {
                return false;
            }
        }

        return end == int.MaxValue || position == end || WrongLength(start);
    }

    private bool Prefix(int start, ref int position, out int end)
    {
        end = 0;
        if (!Number(start, ref position, out ulong length))
        {
            return false;
        }

        if (length > (ulong)(_bytes.Length - position))
        {
            return Truncated(start);
        }

        end = position + (int)length;
        return true;
    }

    private bool Number(int start, ref int position, out ulong value)
    {
        int n = Varint.TryRead(_bytes[position..], out value);
        if (n > 0)
        {
            position += n;
            return true;
        }

        return n == 0
            ? Truncated(start)
            : Fail(TraceFormatError.BadEvent, $"a number of a {(LegacyType)(_bytes[start] & 63)} event is no varint", start);
    }

    private bool Skip(int start, ref int position, ulong length, string what)
    {
        if (length > MaxTextLength)
        {
            return Fail(TraceFormatError.BadEvent, $"a {what} of {length} bytes, where at most {MaxTextLength} are allowed", start);
        }

        if (length > (ulong)(_bytes.Length - position))
        {
            return Truncated(start);
        }

        position += (int)length;
        return true;
    }

    private bool WrongLength(int start) => Fail(
        TraceFormatError.BadEvent, $"a {(LegacyType)(_bytes[start] & 63)} event whose numbers do not fill its length", start);

    private bool Truncated(int start) => Fail(
        TraceFormatError.Truncated,
        $"the trace ends within a {(LegacyType)(_bytes[start] & 63)} event, of which {_bytes.Length - start} bytes are there",
        start);

    private bool Beyond(string what, int limit, string option, int start) =>
        Fail(TraceFormatError.LimitExceeded, $"more than {limit} {what} ({option})", start);

    private bool Fail(TraceFormatError code, string detail, int start)
    {
        _fault = new TraceFormatException(code, detail, _data.Offset + start, _data.Number);
        return false;
    }

    [System.Runtime.CompilerServices.InlineArray(8)]
    private struct Numbers
    {
        private ulong _first;
    }
}
