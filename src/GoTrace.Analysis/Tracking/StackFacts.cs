namespace GoTrace.Analysis.Tracking;

/// <summary>What figures ask of a stack.</summary>
internal readonly struct StackFacts
{
    private StackFacts(int root, int userFunction, bool isAsyncPreempt, bool isHandoff, bool isCgo, bool isGcStart, bool isOwnYield)
    {
        Root = root;
        UserFunction = userFunction;
        IsAsyncPreempt = isAsyncPreempt;
        IsHandoff = isHandoff;
        IsCgo = isCgo;
        IsGcStart = isGcStart;
        IsOwnYield = isOwnYield;
    }

    /// <summary>The outermost function: a goroutine's name. A text's number.</summary>
    public int Root { get; }

    /// <summary>The innermost function outside package runtime. A text's number.</summary>
    public int UserFunction { get; }

    /// <summary>Whether a signal stopped it.</summary>
    public bool IsAsyncPreempt { get; }

    /// <summary>Whether it let go of a processor for a starving waiter of a mutex.</summary>
    public bool IsHandoff { get; }

    /// <summary>Whether its innermost function is a stub that calls C.</summary>
    public bool IsCgo { get; }

    /// <summary>Whether it starts a GC cycle, which Go up to 1.22 records as a syscall.</summary>
    public bool IsGcStart { get; }

    /// <summary>Whether, as the stack of a yield, the program itself called runtime.Gosched.</summary>
    public bool IsOwnYield { get; }

    /// <summary>Collects the facts from the innermost frame to the outermost.</summary>
    internal struct Builder
    {
        private bool _begun;
        private bool _hasTop;
        private int _root;
        private int _userFunction;
        private bool _isAsyncPreempt;
        private bool _isHandoff;
        private bool _isCgo;
        private bool _isGcStart;
        private bool _isOwnYield;
        private bool _hasYielder;

        public void Add(string function, int number)
        {
            if (!_begun)
            {
                _begun = true;
                _isCgo = function.Contains("._Cfunc_", StringComparison.Ordinal)
                    || function.Contains("._C2func_", StringComparison.Ordinal);
            }

            if (!_hasTop && number != 0)
            {
                _hasTop = true;
                _isHandoff = function is "runtime.goyield" or "runtime.semrelease1";
            }

            if (_userFunction == 0 && !function.StartsWith("runtime.", StringComparison.Ordinal))
            {
                _userFunction = number;
            }

            if (!_hasYielder && number != 0 && function != "runtime.Gosched")
            {
                _hasYielder = true;
                _isOwnYield = !function.StartsWith("runtime.", StringComparison.Ordinal);
            }

            _isAsyncPreempt |= function.StartsWith("runtime.asyncPreempt", StringComparison.Ordinal);
            _isGcStart |= function == "runtime.gcStart";
            _root = number;
        }

        public readonly StackFacts Build() => new(_root, _userFunction, _isAsyncPreempt, _isHandoff, _isCgo, _isGcStart, _isOwnYield);
    }
}
