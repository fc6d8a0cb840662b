using GoTrace.Parsing.Tables;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Reading;

/// <summary>
/// One generation as it lies in the file, split into its parts: the batches of each thread still
/// as bytes, the tables read. Its room is kept and used again for later generations.
/// </summary>
internal sealed partial class GenerationData
{
    // Faults beyond are counted with the last of these.
    private const int MaxFaults = 64;

    private byte[] _buffer = [];
    private ReadOnlyMemory<byte> _bytes;

    public GenerationTables Tables { get; } = new();

    public GrowList<Batch> Batches { get; } = new();

    public GrowList<ThreadBatches> Threads { get; } = new();

    public IdMap ThreadIndexes { get; } = new();

    public GrowList<CpuSample> Samples { get; } = new();

    public GrowList<RawExperimentalBatch> ExperimentalBatches { get; } = new();

    /// <summary>The generation's number.</summary>
    public ulong Number { get; set; }

    /// <summary>Where in the input its first byte lies.</summary>
    public long Offset { get; set; }

    /// <summary>Its length in bytes, the end mark included.</summary>
    public int Length { get; set; }

    /// <summary>The least time of any batch, in clock units; 0 counts as none.</summary>
    public ulong MinTime { get; set; }

    /// <summary>Clock units a second; 0 until known.</summary>
    public ulong Frequency { get; set; }

    public ClockRate Rate { get; set; }

    public bool HasClock { get; set; }

    public ulong ClockTime { get; set; }

    public ulong ClockMonotonic { get; set; }

    public ulong ClockSeconds { get; set; }

    public ulong ClockNanoseconds { get; set; }

    /// <summary>What could not be read of it, in the order of the file.</summary>
    public List<LoadFault> Faults { get; } = [];

    /// <summary>Why only a part of it is here; its events may name what is not there.</summary>
    public TraceFormatException? Partial => Faults.Count > 0 ? Faults[0].Error : null;

    /// <summary>Whether events of it are missing.</summary>
    public bool HasHole { get; set; }

    /// <summary>Whether its end is missing, so that no thread's last event here need be that thread's last.</summary>
    public bool EndsOpen { get; set; }

    /// <summary>Whether only the end of the trace ended it, where a mark or its tables ought to have.</summary>
    public bool MayBeCut { get; set; }

    /// <summary>Whether something of the trace is missing before it.</summary>
    public bool FollowsHole { get; set; }

    /// <summary>Whether strings that it lacks are those that every generation begins with.</summary>
    public bool AssumesStrings { get; set; }

    /// <summary>Whether the last batch held strings, as a generation's last batch does.</summary>
    public bool EndsWithStrings { get; set; }

    /// <summary>A kind of batch that was passed over, as this version does not know it; 0 for none.</summary>
    public WireType UnknownBatch { get; set; }

    /// <summary>How many holes its batches have in which any thread may have lost events.</summary>
    private int Holes { get; set; }

    /// <summary>What a v1 trace has besides; null for others.</summary>
    public Legacy.LegacyIndex? Legacy { get; set; }

    /// <summary>Whether Go's reader takes it up though it is partial.</summary>
    public bool IsTakenByGo { get; set; }

    /// <summary>
    /// The bytes, with at least <see cref="Varint.Slack"/> more behind the last event batch; of a generation whose
    /// events lie in the file, those of its texts, and room for events.
    /// </summary>
    public ReadOnlyMemory<byte> Bytes
    {
        get => _bytes;
        set
        {
            _bytes = value;
            Tables.Bytes = value;
        }
    }

    /// <summary>Names it without keeping it.</summary>
    public WeakReference<GenerationData> Weak => field ??= new WeakReference<GenerationData>(this);

    /// <summary>About how much memory its room takes, in bytes.</summary>
    public long RoomBytes =>
        _buffer.Length + Batches.RoomBytes + Threads.RoomBytes + ThreadIndexes.RoomBytes + Samples.RoomBytes + ExperimentalBatches.RoomBytes
        + Tables.RoomBytes + (Legacy?.RoomBytes ?? 0);

    public void Clear()
    {
        Tables.Clear();
        _bytes = default;
        _file = null;
        ReadFailure = null;
        Batches.Clear();
        Threads.Clear();
        ThreadIndexes.Clear();
        Samples.Clear();
        ExperimentalBatches.Clear();
        Number = 0;
        Offset = 0;
        Length = 0;
        MinTime = 0;
        Frequency = 0;
        HasClock = false;
        Faults.Clear();
        HasHole = false;
        EndsOpen = false;
        MayBeCut = false;
        FollowsHole = false;
        AssumesStrings = false;
        EndsWithStrings = false;
        Holes = 0;
        UnknownBatch = WireType.None;
        Legacy?.Clear();
        IsTakenByGo = false;
    }

    /// <summary>The generation's own buffer, made to hold at least <paramref name="size"/> bytes; what is in it stays.</summary>
    /// <param name="size">Bytes wanted.</param>
    /// <param name="used">Bytes to keep.</param>
    public byte[] Buffer(int size, int used)
    {
        if (_buffer.Length < size)
        {
            long doubled = Math.Min(Array.MaxLength, Math.Max(size, 2L * _buffer.Length));
            byte[] bigger = GC.AllocateUninitializedArray<byte>((int)doubled);
            _buffer.AsSpan(0, used).CopyTo(bigger);
            _buffer = bigger;
        }

        return _buffer;
    }

    /// <summary>Notes what could not be read.</summary>
    public void AddFault(LoadFault fault)
    {
        if (Faults.Count > 0)
        {
            LoadFault last = Faults[^1];
            bool isSameLimit = fault.Error.Code == TraceFormatError.LimitExceeded && fault.Error.Detail == last.Error.Detail;
            if (isSameLimit || Faults.Count == MaxFaults)
            {
                Faults[^1] = last with { LostBytes = last.LostBytes + fault.LostBytes };
                return;
            }
        }

        Faults.Add(fault);
    }

    /// <summary>From here on any thread may have lost events.</summary>
    public void MissAll()
    {
        HasHole = true;
        Holes++;
    }

    /// <summary>From here on one thread has lost events.</summary>
    public void MissThread(long thread)
    {
        HasHole = true;
        Threads[IndexOf(thread)].Holes = -1;
    }

    /// <summary>From here on threads have lost events, and no more is known of which.</summary>
    public void MissThreads()
    {
        HasHole = true;
        EndsOpen = true;
    }

    /// <summary>How many threads there are together with one that may be new.</summary>
    public int ThreadCountWith(long thread) => Threads.Count + (ThreadIndexes.Find((ulong)thread) < 0 ? 1 : 0);

    /// <summary>Takes a batch out of its thread's, as if it had not been there.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="before">The thread's batch before it that stays, or −1.</param>
    /// <param name="batch">The batch.</param>
    public void MissBatch(ref ThreadBatches thread, int before, int batch)
    {
        HasHole = true;
        int next = Batches[batch].Next;
        if (before < 0)
        {
            thread.First = next;
        }
        else
        {
            Batches[before].Next = next;
        }

        if (next >= 0)
        {
            Batches[next].AfterHole = true;
        }
        else
        {
            thread.Last = before;
            thread.Holes = -1;
        }
    }

    /// <summary>The last batch ends sooner than its head says: what was taken from behind its end was never in it.</summary>
    public void CutLastBatch(int end)
    {
        if (Batches.Count > 0)
        {
            ref Batch last = ref Batches[Batches.Count - 1];
            last.Start = Math.Min(last.Start, end);
            last.End = Math.Min(last.End, end);
        }

        Tables.Strings.CutRaw(end);
        if (ExperimentalBatches.Count > 0)
        {
            ref RawExperimentalBatch last = ref ExperimentalBatches[ExperimentalBatches.Count - 1];
            last.Length = Math.Clamp(end - last.Start, 0, last.Length);
        }

        // What was lost of it behind its true end is not lost.
        if (Faults.Count > 0 && Faults[^1].Error.Offset + Faults[^1].LostBytes > Offset + end)
        {
            Faults[^1] = Faults[^1] with { LostBytes = Math.Max(0, Offset + end - Faults[^1].Error.Offset) };
        }
    }

    /// <summary>Whether any thread may have had events after the last one that is here.</summary>
    public bool IsAnyTailMissing => EndsOpen || Holes > 0;

    /// <summary>Whether a thread may have had events after the last one that is here.</summary>
    public bool IsTailMissing(in ThreadBatches thread) => EndsOpen || thread.Holes != Holes;

    public void AddEventBatch(long thread, ulong time, int start, int end)
    {
        int index = IndexOf(thread);
        int batch = Batches.Count;
        ref ThreadBatches t = ref Threads[index];
        Batches.Add(new Batch { Start = start, End = end, Next = -1, Time = time, AfterHole = t.Holes != Holes });
        t.Holes = Holes;
        if (t.First < 0)
        {
            t.First = batch;
        }
        else
        {
            Batches[t.Last].Next = batch;
        }

        t.Last = batch;
    }

    private int IndexOf(long thread)
    {
        int index = ThreadIndexes.Find((ulong)thread);
        if (index < 0)
        {
            index = Threads.Count;
            ThreadIndexes.Add((ulong)thread, index);
            Threads.Add(new ThreadBatches { Id = thread, First = -1, Last = -1 });
        }

        return index;
    }

    /// <summary>Events of one thread, in order.</summary>
    internal struct Batch
    {
        public int Start; // in Bytes
        public int End;
        public int Next; // of the same thread, or -1
        public ulong Time; // clock units
        public bool AfterHole; // events of the thread may be missing before it
    }

    /// <summary>A thread's batches, in the order of the file.</summary>
    internal struct ThreadBatches
    {
        public long Id;
        public int First;
        public int Last;
        public int Holes; // of the generation, when its last batch was read
        public int Room; // where in Bytes its batches are put, when the events lie in the file
    }

    internal struct CpuSample : Ordering.ITimed
    {
        public long At; // clock units while it is read, nanoseconds when the generation is complete
        public long Thread;
        public long Processor;
        public long Goroutine;
        public ulong Stack;

        readonly long Ordering.ITimed.Time => At;
    }

    internal struct RawExperimentalBatch
    {
        public byte Experiment;
        public long Thread;
        public int Start;
        public int Length;
    }
}
