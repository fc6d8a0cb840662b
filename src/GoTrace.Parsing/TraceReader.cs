using System.IO.Pipelines;
using GoTrace.Parsing.Legacy;
using GoTrace.Parsing.Ordering;
using GoTrace.Parsing.Reading;

namespace GoTrace.Parsing;

/// <summary>
/// Reads a Go execution trace, one generation at a time. For use by one caller at a time.
/// </summary>
/// <example>
/// <code>
/// await using var reader = TraceReader.Open("app.trace");
/// while (await reader.ReadGenerationAsync() is { } generation)
/// {
///     foreach (ref readonly var e in generation)
///     {
///         Console.WriteLine($"{e.Time} {e.Kind}");
///     }
/// }
/// </code>
/// </example>
public sealed class TraceReader : IAsyncDisposable
{
    private readonly ByteSource _raw;
    private readonly TraceReaderOptions _options;
    private readonly TraceEvent[] _chunk = new TraceEvent[TraceGeneration.ChunkLength];
    private readonly DamageLog _damage;
    private readonly WarningLog _warnings = new();
    private readonly Func<TraceFormatException, bool> _onFailure;
    private readonly CancellationTokenSource _disposing = new();
    private ByteSource? _source;
    private IGenerationLoader? _loader;
    private SourceLease _events;
    private Task<GenerationData?>? _ahead;
    private GenerationData? _current;
    private TraceGeneration? _generation;
    private TraceEvent _last;
    private bool _followsGo;
    private bool _gap;
    private bool _ended;
    private bool _stopped;
    private bool _disposed;

    private TraceReader(ByteSource raw, TraceReaderOptions? options)
    {
        _raw = raw;
        _options = options ?? TraceReaderOptions.Default;
        _damage = new DamageLog(_options.Strict);
        _onFailure = OnFailure;
    }

    /// <summary>The trace's header; known once the first generation was asked for.</summary>
    public TraceHeader Header { get; private set; }

    /// <summary>
    /// What could not be read, so far, in the order of the file; complete when
    /// <see cref="ReadGenerationAsync"/> has returned null. After 1,000 entries what else is lost is
    /// counted with the last.
    /// </summary>
    public IReadOnlyList<TraceDamage> Damage => _damage.Entries;

    /// <summary>What was read without knowing all of it, so far: each thing once.</summary>
    public IReadOnlyList<TraceWarning> Warnings => _warnings.Warnings;

    /// <summary>Whether the end was reached.</summary>
    public bool IsAtEnd => _ended;

    /// <summary>
    /// The event that closes the trace, of kind <see cref="EventKind.Sync"/>; it belongs to no
    /// generation. There once <see cref="ReadGenerationAsync"/> has returned null.
    /// </summary>
    public TraceEvent EndEvent => _ended
        ? _last
        : throw new InvalidOperationException("The trace's last event is known once ReadGenerationAsync has returned null.");

    /// <summary>What could not be read between the generation before and the one at hand, or the end.</summary>
    internal TraceFormatException? LostBefore { get; private set; }

    /// <summary>What was spent on events that wait for others.</summary>
    internal long Effort => _events.Source?.Effort ?? 0;

    /// <summary>
    /// Opens a file, gzipped or not. Nothing is read yet. Events stay in the file until it is their turn, so it must
    /// not be changed while it is read, other than to grow. Going through a generation's events may raise an
    /// <see cref="IOException"/>, or a <see cref="TraceFormatException"/> with <see cref="TraceFormatError.Changed"/>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <exception cref="IOException">The file can't be opened: it is not there, or a directory.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static TraceReader Open(string path, TraceReaderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new TraceReader(new StreamSource(TraceFile.Open(path), leaveOpen: false), options);
    }

    /// <summary>Reads from a stream, from where it stands.</summary>
    /// <param name="stream">Gzipped or not.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    public static TraceReader Create(Stream stream, TraceReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new TraceReader(new StreamSource(stream, options?.LeaveOpen ?? false), options);
    }

    /// <summary>Reads from a pipe.</summary>
    /// <param name="pipe">Gzipped or not.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    public static TraceReader Create(PipeReader pipe, TraceReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        return new TraceReader(new PipeSource(pipe, options?.LeaveOpen ?? false), options);
    }

    /// <summary>Reads from memory, which must not change meanwhile. Nothing of it is copied unless it is gzipped.</summary>
    /// <param name="trace">A whole trace, gzipped or not.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    public static TraceReader Create(ReadOnlyMemory<byte> trace, TraceReaderOptions? options = null) =>
        new(new MemorySource(trace), options);

    /// <summary>
    /// Reads the next generation; what was left of the one before is skipped, and that one can't be
    /// used any more.
    /// </summary>
    /// <param name="cancellationToken">Stops the reading; the reader can then only be disposed.</param>
    /// <returns>The generation, or null at the end.</returns>
    /// <exception cref="TraceFormatException">
    /// The input is no trace, or of an unknown version; or, where <see cref="TraceReaderOptions.Strict"/>
    /// is set, it is damaged; or its file was cut short or overwritten meanwhile. The reader can then only be disposed.
    /// </exception>
    /// <exception cref="InvalidOperationException">The reader was stopped by an exception before.</exception>
    public async ValueTask<TraceGeneration?> ReadGenerationAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_ended)
        {
            return null;
        }

        if (_stopped)
        {
            throw new InvalidOperationException(
                "The reader was cancelled, or stopped by an exception, or is being read by another caller: it can only be disposed.");
        }

        _stopped = true;
        TraceGeneration? generation = await ReadAsync(cancellationToken).ConfigureAwait(false);
        _stopped = false;
        return generation;
    }

    private async ValueTask<TraceGeneration?> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_loader is null)
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
        }

        GiveBack(cancellationToken);
        GenerationData? data = await NextAsync(cancellationToken).ConfigureAwait(false);
        _current = data;
        LostBefore = _loader!.Pending.Count > 0 ? _loader.Pending[0].Error : null;
        foreach (LoadFault fault in _loader.Pending)
        {
            _damage.Add(fault);
        }

        _loader.Pending.Clear();
        EventSource orderer = _events.Source!;
        if (data is null)
        {
            if (_options.Strict && _source!.EndFault is { } cut)
            {
                throw cut;
            }

            _ended = true;
            orderer.End(out _last);
            orderer.LetGo(); // the last generation's room is another trace's by now
            return null;
        }

        _warnings.Add(data);
        bool followsGap = _gap || data.FollowsHole;
        if (followsGap)
        {
            // What comes after can't be held against states that were lost.
            orderer.Forget();
            _damage.GoOn(data.Rate.ToNanoseconds(data.MinTime));
            _gap = false;
        }

        foreach (LoadFault fault in data.Faults)
        {
            _damage.Add(fault);
        }

        orderer.Begin(data, cancellationToken);
        _generation = new TraceGeneration(data, orderer, followsGap, _chunk, _onFailure);
        if (_options.ReadAhead && _source!.Whole is null)
        {
            _ahead = LoadAsync(_disposing.Token).AsTask();
        }

        return _generation;
    }

    /// <summary>Gives back what the reader holds; closes the stream or pipe unless it is to be left open.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _disposing.CancelAsync().ConfigureAwait(false);
        if (_ahead is { } ahead)
        {
            await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ahead is { IsCompletedSuccessfully: true, Result: { } unused })
            {
                GenerationPool.Return(unused);
            }
        }

        _generation?.Detach();
        _generation = null;
        if (_current is { } data)
        {
            _current = null;
            GenerationPool.Return(data);
        }

        _events.Return();
        _loader?.GiveBack();
        await (_source ?? _raw).DisposeAsync().ConfigureAwait(false);
        _disposing.Dispose();
    }

    /// <summary>Has the generations say how far Go's reader gets; before anything is read.</summary>
    /// <exception cref="InvalidOperationException">Something was read.</exception>
    internal void FollowGo()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_loader is not null)
        {
            throw new InvalidOperationException("The reader's events are written from the first on, but some were read before.");
        }

        _followsGo = true;
    }

    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        (_source, Header) = await TraceOpening.ReadAsync(_raw, _options, cancellationToken).ConfigureAwait(false);
        _events = SourceLease.Take(Header, _options);
        _events.Source!.FollowsGo = _followsGo;
        _loader = Header.IsLegacy
            ? new LegacyLoader(_source, Header, _options)
            : new GenerationLoader(_source, Header, _options, _followsGo);
        _warnings.Add(Header);
    }

    private async ValueTask<GenerationData?> NextAsync(CancellationToken cancellationToken)
    {
        if (_ahead is not { } ahead)
        {
            return await LoadAsync(cancellationToken).ConfigureAwait(false);
        }

        _ahead = null;
        try
        {
            return await ahead.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ahead = ahead; // for DisposeAsync to wait for
            throw;
        }
    }

    private async ValueTask<GenerationData?> LoadAsync(CancellationToken cancellationToken)
    {
        GenerationData data = GenerationPool.Rent();
        bool there = false;
        try
        {
            there = await _loader!.LoadAsync(data, cancellationToken).ConfigureAwait(false);
            return there ? data : null;
        }
        finally
        {
            if (!there)
            {
                GenerationPool.Return(data);
            }
        }
    }

    private void GiveBack(CancellationToken cancellationToken)
    {
        if (_current is null)
        {
            return;
        }

        _generation!.Drain(cancellationToken);
        EventSource source = _events.Source!;
        _gap = source.HasHole;
        _damage.Settle(source.LostBytes, source.LostFrom);
        foreach (LoadFault fault in source.FurtherFaults())
        {
            _damage.Add(fault);
        }

        _generation.Detach();
        GenerationPool.Return(_current);
        _current = null;
    }

    // Whether the generation has more to give all the same.
    private bool OnFailure(TraceFormatException failure)
    {
        GenerationData data = _current!;
        if (data.Faults.Count == 0)
        {
            bool isLimit = failure.Code == TraceFormatError.LimitExceeded;
            LoadFault fault = data.MayBeCut && !isLimit
                ? new LoadFault(GenerationLoader.AsCut(failure), 0, TraceDamageKind.CutOff)
                : new LoadFault(failure, 0, isLimit ? TraceDamageKind.LeftOut : TraceDamageKind.Corrupt);
            data.AddFault(fault);
            _damage.Add(fault);
        }

        return _events.Source!.TryGoOn();
    }

    /// <summary>What makes the events, out of a pool, given back once.</summary>
    private struct SourceLease
    {
        public EventSource? Source;

        public static SourceLease Take(TraceHeader header, TraceReaderOptions options)
        {
            EventSource source = GenerationPool.RentSource(header.IsLegacy);
            source.Reset(options);
            return new SourceLease { Source = source };
        }

        public void Return()
        {
            if (Source is { } source)
            {
                Source = null;
                GenerationPool.Return(source);
            }
        }
    }
}
