using System.Text;

namespace GoTrace.Parsing.Text;

/// <summary>
/// An event as it stands in the file: its name, and the names of its numbers in order (Go:
/// internal/trace/tracev2/events.go).
/// </summary>
internal sealed class WireSpec
{
    // What the types between the last one and the experimental ones have: nothing, not even a name.
    private static readonly WireSpec Nameless = new("");

    private static readonly WireSpec[] ByType = Make();

    private static readonly byte[] Timed = [.. Enumerable.Range(0, 256).Select(t => (byte)(Of((WireType)t).IsTimed ? Of((WireType)t).NumberCount : 0))];

    private readonly byte[] _name;
    private readonly byte[][] _labels;

    private WireSpec(string name, params string[] numbers)
    {
        _name = Encoding.UTF8.GetBytes(name);
        _labels = Array.ConvertAll(numbers, n => Encoding.UTF8.GetBytes($" {n}="));
    }

    /// <summary>How many types there are.</summary>
    public static int Count => ByType.Length;

    /// <summary>By type, how many numbers a timed event has; 0 for what is none.</summary>
    public static ReadOnlySpan<byte> TimedNumbers => Timed;

    public ReadOnlySpan<byte> Name => _name;

    /// <summary>How many numbers every event of the type has.</summary>
    public int NumberCount => _labels.Length;

    /// <summary>Whether it stands in a thread's batch, and begins with the time since the event before.</summary>
    public bool IsTimed => _labels.Length > 0 && _labels[0].AsSpan().SequenceEqual(" dt="u8);

    /// <summary>Whether as many frames of a stack follow as its second number says.</summary>
    public bool HasFrames { get; private init; }

    /// <summary>Whether a length and as many bytes follow.</summary>
    public bool HasData { get; private init; }

    /// <summary>The name of a number between a blank and an equals sign.</summary>
    public ReadOnlySpan<byte> Label(int number) => _labels[number];

    /// <summary>The type's; nameless where there is none.</summary>
    public static WireSpec Of(WireType type) => (int)type < ByType.Length ? ByType[(int)type] : Nameless;

    private static WireSpec[] Make()
    {
        var specs = new WireSpec[(int)WireType.GoroutineStackFree + 1];
        Array.Fill(specs, Nameless);
        AddStructure(specs);
        AddScheduling(specs);
        AddRuntime(specs);
        AddUser(specs);
        AddAllocFree(specs);
        return specs;
    }

    private static void AddStructure(WireSpec[] specs)
    {
        specs[(int)WireType.EventBatch] = new("EventBatch", "gen", "m", "time", "size");
        specs[(int)WireType.Stacks] = new("Stacks");
        specs[(int)WireType.Stack] = new("Stack", "id", "nframes") { HasFrames = true };
        specs[(int)WireType.Strings] = new("Strings");
        specs[(int)WireType.String] = new("String", "id") { HasData = true };
        specs[(int)WireType.CpuSamples] = new("CPUSamples");
        specs[(int)WireType.CpuSample] = new("CPUSample", "time", "m", "p", "g", "stack");
        specs[(int)WireType.Frequency] = new("Frequency", "freq");
        specs[(int)WireType.ExperimentalBatch] = new("ExperimentalBatch", "exp", "gen", "m", "time") { HasData = true };
        specs[(int)WireType.Sync] = new("Sync");
        specs[(int)WireType.ClockSnapshot] = new("ClockSnapshot", "dt", "mono", "sec", "nsec");
        specs[(int)WireType.EndOfGeneration] = new("EndOfGeneration");
    }

    private static void AddScheduling(WireSpec[] specs)
    {
        specs[(int)WireType.ProcsChange] = new("ProcsChange", "dt", "procs_value", "stack");
        specs[(int)WireType.ProcStart] = new("ProcStart", "dt", "p", "p_seq");
        specs[(int)WireType.ProcStop] = new("ProcStop", "dt");
        specs[(int)WireType.ProcSteal] = new("ProcSteal", "dt", "p", "p_seq", "m");
        specs[(int)WireType.ProcStatus] = new("ProcStatus", "dt", "p", "pstatus");
        specs[(int)WireType.GoCreate] = new("GoCreate", "dt", "new_g", "new_stack", "stack");
        specs[(int)WireType.GoCreateSyscall] = new("GoCreateSyscall", "dt", "new_g");
        specs[(int)WireType.GoCreateBlocked] = new("GoCreateBlocked", "dt", "new_g", "new_stack", "stack");
        specs[(int)WireType.GoStart] = new("GoStart", "dt", "g", "g_seq");
        specs[(int)WireType.GoDestroy] = new("GoDestroy", "dt");
        specs[(int)WireType.GoDestroySyscall] = new("GoDestroySyscall", "dt");
        specs[(int)WireType.GoStop] = new("GoStop", "dt", "reason_string", "stack");
        specs[(int)WireType.GoBlock] = new("GoBlock", "dt", "reason_string", "stack");
        specs[(int)WireType.GoUnblock] = new("GoUnblock", "dt", "g", "g_seq", "stack");
        specs[(int)WireType.GoSwitch] = new("GoSwitch", "dt", "g", "g_seq");
        specs[(int)WireType.GoSwitchDestroy] = new("GoSwitchDestroy", "dt", "g", "g_seq");
        specs[(int)WireType.GoSyscallBegin] = new("GoSyscallBegin", "dt", "p_seq", "stack");
        specs[(int)WireType.GoSyscallEnd] = new("GoSyscallEnd", "dt");
        specs[(int)WireType.GoSyscallEndBlocked] = new("GoSyscallEndBlocked", "dt");
        specs[(int)WireType.GoStatus] = new("GoStatus", "dt", "g", "m", "gstatus");
        specs[(int)WireType.GoStatusStack] = new("GoStatusStack", "dt", "g", "m", "gstatus", "stack");
    }

    private static void AddRuntime(WireSpec[] specs)
    {
        specs[(int)WireType.StwBegin] = new("STWBegin", "dt", "kind_string", "stack");
        specs[(int)WireType.StwEnd] = new("STWEnd", "dt");
        specs[(int)WireType.GCActive] = new("GCActive", "dt", "gc_seq");
        specs[(int)WireType.GCBegin] = new("GCBegin", "dt", "gc_seq", "stack");
        specs[(int)WireType.GCEnd] = new("GCEnd", "dt", "gc_seq");
        specs[(int)WireType.GCSweepActive] = new("GCSweepActive", "dt", "p");
        specs[(int)WireType.GCSweepBegin] = new("GCSweepBegin", "dt", "stack");
        specs[(int)WireType.GCSweepEnd] = new("GCSweepEnd", "dt", "swept_value", "reclaimed_value");
        specs[(int)WireType.GCMarkAssistActive] = new("GCMarkAssistActive", "dt", "g");
        specs[(int)WireType.GCMarkAssistBegin] = new("GCMarkAssistBegin", "dt", "stack");
        specs[(int)WireType.GCMarkAssistEnd] = new("GCMarkAssistEnd", "dt");
        specs[(int)WireType.HeapAlloc] = new("HeapAlloc", "dt", "heapalloc_value");
        specs[(int)WireType.HeapGoal] = new("HeapGoal", "dt", "heapgoal_value");
    }

    private static void AddUser(WireSpec[] specs)
    {
        specs[(int)WireType.GoLabel] = new("GoLabel", "dt", "label_string");
        specs[(int)WireType.UserTaskBegin] = new("UserTaskBegin", "dt", "task", "parent_task", "name_string", "stack");
        specs[(int)WireType.UserTaskEnd] = new("UserTaskEnd", "dt", "task", "stack");
        specs[(int)WireType.UserRegionBegin] = new("UserRegionBegin", "dt", "task", "name_string", "stack");
        specs[(int)WireType.UserRegionEnd] = new("UserRegionEnd", "dt", "task", "name_string", "stack");
        specs[(int)WireType.UserLog] = new("UserLog", "dt", "task", "key_string", "value_string", "stack");
    }

    private static void AddAllocFree(WireSpec[] specs)
    {
        specs[(int)WireType.Span] = new("Span", "dt", "id", "npages_value", "kindclass");
        specs[(int)WireType.SpanAlloc] = new("SpanAlloc", "dt", "id", "npages_value", "kindclass");
        specs[(int)WireType.SpanFree] = new("SpanFree", "dt", "id");
        specs[(int)WireType.HeapObject] = new("HeapObject", "dt", "id", "type");
        specs[(int)WireType.HeapObjectAlloc] = new("HeapObjectAlloc", "dt", "id", "type");
        specs[(int)WireType.HeapObjectFree] = new("HeapObjectFree", "dt", "id");
        specs[(int)WireType.GoroutineStack] = new("GoroutineStack", "dt", "id", "order");
        specs[(int)WireType.GoroutineStackAlloc] = new("GoroutineStackAlloc", "dt", "id", "order");
        specs[(int)WireType.GoroutineStackFree] = new("GoroutineStackFree", "dt", "id");
    }
}
