using GoTrace.Parsing.Tables;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Reading;

/// <summary>
/// One generation as it lies in the file, split into its parts: the batches of each thread still
/// as bytes, the tables read. Its room is kept and used again for later generations.
/// </summary>
internal sealed class GenerationData
{
    // Beyond this a buffer is given to the garbage collector and not kept for the next use.
    private const int LargestKeptBuffer = 256 << 20;

    private byte[] _buffer = [];

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

    /// <summary>Why only a part of it is here; its events may name what is not there.</summary>
    public TraceFormatException? Partial { get; set; }

    /// <summary>Bytes at the end of the input that were given up for the reason in <see cref="Partial"/>.</summary>
    public long LostBytes { get; set; }

    /// <summary>What a v1 trace has besides; null for others.</summary>
    public Legacy.LegacyIndex? Legacy { get; set; }

    /// <summary>Whether Go's reader takes it up though it is partial.</summary>
    public bool IsTakenByGo { get; set; }

    /// <summary>The bytes, with at least <see cref="Varint.Slack"/> more behind the last event batch.</summary>
    public ReadOnlyMemory<byte> Bytes
    {
        get => Tables.Bytes;
        set => Tables.Bytes = value;
    }

    public void Clear()
    {
        Tables.Clear();
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
        Partial = null;
        LostBytes = 0;
        Legacy?.Clear();
        IsTakenByGo = false;
        if (_buffer.Length > LargestKeptBuffer)
        {
            _buffer = [];
        }
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

    public void AddEventBatch(long thread, ulong time, int start, int end)
    {
        int index = ThreadIndexes.Find((ulong)thread);
        if (index < 0)
        {
            index = Threads.Count;
            ThreadIndexes.Add((ulong)thread, index);
            Threads.Add(new ThreadBatches { Id = thread, First = -1, Last = -1 });
        }

        int batch = Batches.Count;
        Batches.Add(new Batch { Start = start, End = end, Next = -1, Time = time });
        ref ThreadBatches t = ref Threads[index];
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

    /// <summary>Events of one thread, in order.</summary>
    internal struct Batch
    {
        public int Start; // in Bytes
        public int End;
        public int Next; // of the same thread, or -1
        public ulong Time; // clock units
    }

    /// <summary>A thread's batches, in the order of the file.</summary>
    internal struct ThreadBatches
    {
        public long Id;
        public int First;
        public int Last;
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
