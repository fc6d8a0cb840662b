namespace GoTrace.Analysis.Processors;

/// <summary>The heap's size and goal, as far as the trace told so far.</summary>
internal struct HeapTrack
{
    public long LastObjects;
    public long MaxObjects;
    public long LastGoal;
    public long MaxGoal;

    public void SetObjects(ulong bytes)
    {
        LastObjects = (long)Math.Min(bytes, long.MaxValue);
        MaxObjects = Math.Max(MaxObjects, LastObjects);
    }

    public void SetGoal(ulong bytes)
    {
        LastGoal = (long)Math.Min(bytes, long.MaxValue);
        MaxGoal = Math.Max(MaxGoal, LastGoal);
    }

    public void Restart()
    {
        MaxObjects = LastObjects;
        MaxGoal = LastGoal;
    }
}
