using GoTrace.Analysis;
using GoTrace.Export.Protobuf;

namespace GoTrace.Export.Pprof;

/// <summary>
/// Writes a profile as the message <c>Profile</c> of pprof's profile.proto. A place in the source is
/// one location: traces of the same program from two machines then add up.
/// </summary>
internal sealed class ProfileMessage(ProtoWriter writer)
{
    private readonly List<string> _texts = [""];
    private readonly Dictionary<string, int> _textNumbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<(string Function, string File), int> _functions = [];
    private readonly Dictionary<CallSite, int> _locations = [];

    public void AddValueType(int field, string type, string unit)
    {
        int mark = writer.Begin(field);
        writer.Write(ValueTypeField.Type, (long)NumberOf(type));
        writer.Write(ValueTypeField.Unit, (long)NumberOf(unit));
        writer.End(mark);
    }

    /// <summary>A sample; new locations and functions are written ahead of it.</summary>
    public void AddSample(IReadOnlyList<CallSite> stack, ReadOnlySpan<long> values, string labelKey, string label)
    {
        var locations = new int[stack.Count];
        for (int i = 0; i < locations.Length; i++)
        {
            locations[i] = LocationOf(stack[i]);
        }

        int mark = writer.Begin(ProfileField.Sample);
        int packed = writer.Begin(SampleField.LocationId);
        foreach (int location in locations)
        {
            writer.WritePacked((ulong)location);
        }

        writer.End(packed);
        packed = writer.Begin(SampleField.Value);
        foreach (long value in values)
        {
            writer.WritePacked((ulong)value);
        }

        writer.End(packed);
        if (label.Length > 0)
        {
            int labelMark = writer.Begin(SampleField.Label);
            writer.Write(LabelField.Key, (long)NumberOf(labelKey));
            writer.Write(LabelField.Text, (long)NumberOf(label));
            writer.End(labelMark);
        }

        writer.End(mark);
    }

    public void AddComment(string text) => writer.Write(ProfileField.Comment, (long)NumberOf(text));

    public void SetDefaultSampleType(string type) => writer.Write(ProfileField.DefaultSampleType, (long)NumberOf(type));

    /// <summary>The texts, to which all else refers.</summary>
    public void End()
    {
        foreach (string text in _texts)
        {
            writer.Write(ProfileField.StringTable, text);
        }
    }

    private int LocationOf(CallSite call)
    {
        if (_locations.TryGetValue(call, out int id))
        {
            return id;
        }

        int function = FunctionOf(call);
        id = _locations.Count + 1;
        _locations.Add(call, id);
        int mark = writer.Begin(ProfileField.Location);
        writer.Write(LocationField.Id, (ulong)id);
        int line = writer.Begin(LocationField.Line);
        writer.Write(LineField.FunctionId, (ulong)function);
        writer.Write(LineField.Number, call.Line);
        writer.End(line);
        writer.End(mark);
        return id;
    }

    private int FunctionOf(CallSite call)
    {
        if (_functions.TryGetValue((call.Function, call.File), out int id))
        {
            return id;
        }

        id = _functions.Count + 1;
        _functions.Add((call.Function, call.File), id);
        int name = NumberOf(call.Function);
        int file = NumberOf(call.File);
        int mark = writer.Begin(ProfileField.Function);
        writer.Write(FunctionField.Id, (ulong)id);
        writer.Write(FunctionField.Name, (long)name);
        writer.Write(FunctionField.SystemName, (long)name);
        writer.Write(FunctionField.File, (long)file);
        writer.End(mark);
        return id;
    }

    private int NumberOf(string text)
    {
        if (!_textNumbers.TryGetValue(text, out int number))
        {
            number = _texts.Count;
            _texts.Add(text);
            _textNumbers.Add(text, number);
        }

        return number;
    }
}
