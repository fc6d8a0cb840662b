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
                longest = Math.Max(longest, Batches[i].End - Batches[i].Start);
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
    /// <param name="start">Where in the generation the batch begins.</param>
    /// <param name="length">How long it is.</param>
    /// <exception cref="IOException">The file can't be read any more.</exception>
    public void Fetch(int room, int start, int length) => Read(_buffer.AsSpan(room, length), start);

    /// <summary>Brings all of it into memory: places of events are places in <see cref="Bytes"/> from here on.</summary>
    /// <exception cref="IOException">The file can't be read any more.</exception>
    public void TakeOutOfFile()
    {
        // Texts stay where they are. This is for broken traces, so the room is not kept.
        byte[] all = GC.AllocateUninitializedArray<byte>(Length + Varint.Slack);
        Read(all.AsSpan(0, Length), 0);
        all.AsSpan(Length).Clear();
        _bytes = all;
        _file = null;
    }

    private void Read(Span<byte> room, int start)
    {
        int n = 0;
        try
        {
            n = _file!.ReadAt(room, Offset + start);
        }
        catch (Exception e)
        {
            ReadFailure = e;
            throw;
        }
        finally
        {
            room[n..].Clear(); // no event is of the type 0: where a file has shrunk, that is seen
        }
    }
}
