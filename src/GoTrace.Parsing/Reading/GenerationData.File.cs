using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Reading;

/// <content>
/// A generation whose events stay in the file: of each thread only the batch at hand is in memory. So a
/// generation takes the room of its threads and tables, however many events it has.
/// </content>
internal sealed partial class GenerationData
{
    private ByteSource? _file;

    /// <summary>Whether a thread's next batch has to be fetched: <see cref="Fetch"/>.</summary>
    public bool IsInFile => _file is not null;

    /// <summary>What went wrong when the file was read again; nothing more can be had then.</summary>
    public Exception? ReadFailure { get; private set; }

    /// <summary>Leaves the events in the file, and makes room for a batch of each thread.</summary>
    /// <param name="file">Where they are.</param>
    /// <param name="used">How much of the buffer holds texts.</param>
    /// <param name="mustSave">Whether to do so only if that is less than all of them.</param>
    /// <returns>Whether it did so.</returns>
    public bool TryLeaveInFile(ByteSource file, int used, bool mustSave)
    {
        long end = used;
        long most = mustSave ? Length : Array.MaxLength;
        foreach (ref ThreadBatches thread in Threads.Mutable())
        {
            int longest = 0;
            for (int i = thread.First; i >= 0; i = Batches[i].Next)
            {
                longest = Math.Max(longest, Batches[i].Head + Batches[i].End - Batches[i].Start);
            }

            if (end > most)
            {
                return false;
            }

            thread.Room = (int)end;
            end += longest + Varint.Slack;
        }

        if (end + Varint.Slack > most)
        {
            return false;
        }

        Bytes = Buffer((int)end + Varint.Slack, used).AsMemory(0, (int)end + Varint.Slack);
        _file = file;
        return true;
    }

    /// <summary>Brings a batch into its thread's room.</summary>
    /// <param name="room">The room.</param>
    /// <param name="thread">The thread.</param>
    /// <param name="number">The batch's, among <see cref="Batches"/>.</param>
    /// <returns>Where in <see cref="Bytes"/> its events begin.</returns>
    /// <exception cref="IOException">The file can't be read any more.</exception>
    /// <exception cref="TraceFormatException">The file was changed.</exception>
    public int Fetch(int room, long thread, int number)
    {
        ref readonly Batch batch = ref Batches[number];
        Span<byte> bytes = _buffer.AsSpan(room, batch.Head + batch.End - batch.Start);
        Read(bytes, batch.Start - batch.Head);
        CheckHead(bytes, thread, in batch);
        return room + batch.Head;
    }

    /// <summary>Brings all of it into memory: places of events are places in <see cref="Bytes"/> from here on.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">The file can't be read any more.</exception>
    /// <exception cref="TraceFormatException">The file was changed.</exception>
    public void TakeOutOfFile(CancellationToken cancellationToken)
    {
        // Texts stay where they are. This is for broken traces, so the room is not kept.
        byte[] all = GC.AllocateUninitializedArray<byte>(Length + Varint.Slack);
        try
        {
            foreach (Range piece in new Pieces(Length, cancellationToken))
            {
                Read(all.AsSpan(piece), piece.Start.Value);
            }
        }
        catch (OperationCanceledException e)
        {
            ReadFailure = e; // events have no other place to come from
            throw;
        }

        all.AsSpan(Length).Clear();
        foreach (ref readonly ThreadBatches thread in Threads.Items)
        {
            for (int i = thread.First; i >= 0; i = Batches[i].Next)
            {
                ref readonly Batch batch = ref Batches[i];
                CheckHead(all.AsSpan(batch.Start - batch.Head, batch.Head), thread.Id, in batch);
            }
        }

        _bytes = all;
        _file = null;
    }

    private void Read(Span<byte> room, int start)
    {
        int n;
        try
        {
            n = _file!.ReadAt(room, Offset + start);
        }
        catch (Exception e)
        {
            ReadFailure = e;
            throw;
        }

        if (n < room.Length)
        {
            throw Changed(ChangedFile.CutShort, start + n);
        }
    }

    // Whoever overwrites a file writes another batch there: one's thread and time are its own.
    private void CheckHead(ReadOnlySpan<byte> bytes, long thread, in Batch batch)
    {
        bool isSame = BatchHeader.TryRead(bytes, out BatchHeader found) == ReadStatus.Done
            && !found.IsEndOfGeneration
            && found.Length == batch.Head
            && found.Generation == Number
            && found.Thread == thread
            && found.Time == batch.Time
            && found.PayloadLength == batch.End - batch.Start;
        if (!isSame)
        {
            throw Changed(ChangedFile.Overwritten, batch.Start - batch.Head);
        }
    }

    private TraceFormatException Changed(string how, int place)
    {
        var changed = new TraceFormatException(TraceFormatError.Changed, how, Offset + place, Number);
        ReadFailure = changed;
        return changed;
    }
}
