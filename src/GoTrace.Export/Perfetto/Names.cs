namespace GoTrace.Export.Perfetto;

/// <summary>The texts of a timeline that are its own, written once and then referred to.</summary>
internal sealed class Names(PacketWriter packets)
{
    public InternedTexts Events { get; } = new(packets, InternedField.EventName);

    public InternedTexts Annotations { get; } = new(packets, InternedField.AnnotationName);

    public InternedTexts Values { get; } = new(packets, InternedField.AnnotationText);

    public InternedTexts Categories { get; } = new(packets, InternedField.Category);

    public ulong Goroutine { get; private set; }

    public ulong Processor { get; private set; }

    public ulong Thread { get; private set; }

    public ulong Then { get; private set; }

    public ulong Cause { get; private set; }

    public ulong Function { get; private set; }

    public ulong Message { get; private set; }

    public ulong Task { get; private set; }

    public ulong Bytes { get; private set; }

    public ulong Reclaimed { get; private set; }

    public ulong LostProcessor { get; private set; }

    public ulong States { get; private set; }

    public ulong Runtime { get; private set; }

    public ulong User { get; private set; }

    public void Begin()
    {
        Goroutine = Annotations["goroutine"];
        Processor = Annotations["processor"];
        Thread = Annotations["thread"];
        Then = Annotations["then"];
        Cause = Annotations["cause"];
        Function = Annotations["function"];
        Message = Annotations["message"];
        Task = Annotations["task"];
        Bytes = Annotations["swept_bytes"];
        Reclaimed = Annotations["reclaimed_bytes"];
        LostProcessor = Annotations["lost_processor"];
        States = Categories["scheduler"];
        Runtime = Categories["runtime"];
        User = Categories["user"];
    }
}
