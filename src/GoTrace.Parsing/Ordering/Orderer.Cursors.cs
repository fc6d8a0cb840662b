using System.Runtime.CompilerServices;
using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Ordering;

/// <content>Each thread's place in its batches.</content>
internal sealed partial class Orderer
{
    // Reads the type and the time of the thread's next event.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance(ref Cursor cursor, ref byte data)
    {
        if ((cursor.Batch < 0 || cursor.Position >= cursor.End) && !NextBatch(ref cursor))
        {
            return;
        }

        cursor.Start = cursor.Position;
        cursor.Time += _rate.ToNanoseconds(ReadHead(ref cursor, ref data));
    }

    // Reads the type of the event at Start, and the time since the one before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ReadHead(ref Cursor cursor, ref byte data)
    {
        int position = cursor.Start;
        cursor.Type = (WireType)Unsafe.Add(ref data, position++);
        int end = cursor.End;
        ulong delta = Varint.ReadUnchecked(ref data, ref position, ref end);
        if (position > end)
        {
            cursor.Type = WireType.None;
            position = cursor.End;
            delta = 0; // of a broken time nothing counts
        }

        cursor.Position = position;
        return delta;
    }

    // Takes up the thread's next batch that is not empty; if there is none, Batch says so.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool NextBatch(ref Cursor cursor)
    {
        do
        {
            if (cursor.Next < 0)
            {
                cursor.Batch = -1;
                return false;
            }

            ref readonly GenerationData.Batch batch = ref _generation.Batches[cursor.Next];
            cursor.Batch = cursor.Next;
            cursor.Next = batch.Next;
            cursor.Position = batch.Start;
            cursor.End = batch.End;
            cursor.Time = _rate.ToNanoseconds(batch.Time);
        }
        while (cursor.Position >= cursor.End);
        if (_generation.IsInFile)
        {
            Fetch(ref cursor);
        }

        return true;
    }

    // Its events still lie in the file.
    private void Fetch(ref Cursor cursor)
    {
        int start = cursor.Position;
        int length = cursor.End - start;
        cursor.Position = _generation.Fetch(cursor.Room, cursor.Thread, cursor.Batch);
        cursor.End = cursor.Position + length;
        cursor.Shift = start - cursor.Position;
    }

    // Afterwards places are those in the generation.
    private void TakeOutOfFile()
    {
        _generation.TakeOutOfFile(_cancellationToken);
        foreach (ref Cursor cursor in _cursors.Mutable())
        {
            cursor.Start += cursor.Shift;
            cursor.Position += cursor.Shift;
            cursor.End += cursor.Shift;
            cursor.Shift = 0;
        }
    }

    /// <summary>How far one thread's events have been read.</summary>
    private struct Cursor
    {
        public long Thread;
        public long Time; // of the next event
        public int Slot; // of the thread; −1 until it is first tried
        public int Batch; // −1 when there is no more
        public int Next; // the batch after this one, or −1
        public int Start; // of the next event
        public int Position; // behind its time
        public int End; // of the batch
        public int Shift; // from a place in memory to that in the generation
        public int Room; // where batches are put that lie in the file
        public WireType Type;
    }
}
