using GoTrace.Analysis;
using GoTrace.Analysis.Tracking;
using GoTrace.Export.Tables.Rows;

namespace GoTrace.Export.Tables;

/// <content>The stacks that were seen.</content>
internal sealed partial class TableCollector
{
    private readonly TableFeed<StackRows> _stackRows = feeds.Stacks;
    private readonly TableFeed<FrameRows> _frames = feeds.Frames;

    private void AddStacks(Tracker tracker)
    {
        if (!_stackRows.IsWanted && !_frames.IsWanted)
        {
            return;
        }

        for (int stack = 1; stack < tracker.Stacks.Count; stack++)
        {
            IReadOnlyList<CallSite> calls = tracker.Stacks.CallsOf(stack);
            if (_stackRows.IsWanted)
            {
                StackRows rows = _stackRows.Rows;
                rows.Stack.Add(stack);
                rows.Frames.Add(calls.Count);
                rows.Innermost.Add(calls[0].Function);
                rows.Own.Add(tracker.Texts[tracker.Stacks.FactsOf(stack).UserFunction]);
                rows.Root.Add(calls[^1].Function);
                _stackRows.EndRow();
            }

            for (int depth = 0; _frames.IsWanted && depth < calls.Count; depth++)
            {
                FrameRows rows = _frames.Rows;
                rows.Stack.Add(stack);
                rows.Depth.Add(depth);
                rows.Function.Add(calls[depth].Function);
                rows.File.Add(calls[depth].File);
                rows.Line.Add(calls[depth].Line);
                _frames.EndRow();
            }
        }
    }
}
