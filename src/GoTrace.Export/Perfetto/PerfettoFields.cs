namespace GoTrace.Export.Perfetto;

// The numbers of fields, from protos/perfetto of github.com/google/perfetto.

/// <summary>trace/trace_packet.proto, and the only field of trace/trace.proto.</summary>
internal static class PacketField
{
    public const int PacketOfTrace = 1;
    public const int ClockSnapshot = 6;
    public const int Timestamp = 8;
    public const int SequenceId = 10;
    public const int TrackEvent = 11;
    public const int InternedData = 12;
    public const int SequenceFlags = 13;
    public const int TrackDescriptor = 60;
    public const int FirstOnSequence = 87;

    public const ulong StateCleared = 1; // SEQ_INCREMENTAL_STATE_CLEARED
    public const ulong NeedsState = 2; // SEQ_NEEDS_INCREMENTAL_STATE
}

/// <summary>trace/track_event/track_event.proto.</summary>
internal static class EventField
{
    public const int CategoryIid = 3;
    public const int Annotation = 4;
    public const int Type = 9;
    public const int NameIid = 10;
    public const int TrackUuid = 11;
    public const int CounterValue = 30;
    public const int FlowId = 47;
    public const int TerminatingFlowId = 48;
    public const int CallstackIid = 56;

    public const ulong SliceBegin = 1;
    public const ulong SliceEnd = 2;
    public const ulong Instant = 3;
    public const ulong Counter = 4;
}

/// <summary>trace/track_event/debug_annotation.proto.</summary>
internal static class AnnotationField
{
    public const int NameIid = 1;
    public const int UintValue = 3;
    public const int TextValue = 6;
    public const int TextValueIid = 17;
}

/// <summary>trace/track_event/track_descriptor.proto, process_descriptor.proto and counter_descriptor.proto.</summary>
internal static class TrackField
{
    public const int Uuid = 1;
    public const int Name = 2;
    public const int Process = 3;
    public const int ParentUuid = 5;
    public const int Counter = 8;
    public const int ChildOrdering = 11;
    public const int OrderRank = 12;
    public const int Description = 14;
    public const int MergeBehavior = 15;

    public const ulong OrderExplicit = 3;
    public const ulong NoMerge = 2;

    public const int ProcessPid = 1;
    public const int ProcessName = 6;

    public const int CounterUnit = 3;
    public const ulong UnitCount = 2;
    public const ulong UnitBytes = 3;
}

/// <summary>trace/interned_data/interned_data.proto, and trace/profiling/profile_common.proto.</summary>
internal static class InternedField
{
    public const int Category = 1;
    public const int EventName = 2;
    public const int AnnotationName = 3;
    public const int FunctionName = 5;
    public const int Frame = 6;
    public const int Callstack = 7;
    public const int SourcePath = 18;
    public const int AnnotationText = 29;

    public const int Iid = 1;
    public const int Text = 2;

    public const int FrameFunction = 2;
    public const int FrameSourcePath = 5;
    public const int FrameLine = 6;

    public const int CallstackFrames = 2;
}

/// <summary>trace/clock_snapshot.proto.</summary>
internal static class ClockField
{
    public const int Clock = 1;
    public const int Id = 1;
    public const int Time = 2;

    public const ulong Realtime = 1;
    public const ulong Boottime = 6; // the one that packets are on unless told
}
