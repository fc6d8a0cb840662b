using System.Globalization;
using System.Net.Http.Headers;
using GoTrace.Analysis.Reporting;
using GoTrace.Cli.Hosting;
using GoTrace.Parsing;

namespace GoTrace.Cli.Capturing;

/// <summary>Takes traces from a live service, into a file, and reads them as they come.</summary>
internal sealed class TraceCapture : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private const int ChunkLength = 4096;
    private const int MostTold = 300;

    private readonly HttpClient _client;
    private readonly TimeSpan? _timeout;

    /// <summary>Makes a capture.</summary>
    /// <param name="headers">What to send, such as <c>Authorization: Bearer TOKEN</c>.</param>
    /// <param name="timeout">How long one trace may take; null for its own length and half a minute more.</param>
    public TraceCapture(IEnumerable<string> headers, TimeSpan? timeout)
    {
        _timeout = timeout;
        _client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }) { Timeout = Timeout.InfiniteTimeSpan };
        foreach (string header in headers)
        {
            int at = header.IndexOf(':', StringComparison.Ordinal);
            if (at <= 0 || !_client.DefaultRequestHeaders.TryAddWithoutValidation(header[..at].Trim(), header[(at + 1)..].Trim()))
            {
                throw CommandFailure.Usage($"'{header}' is no header: give one such as 'Authorization: Bearer TOKEN'");
            }
        }

        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("gotrace", null));
    }

    /// <summary>Takes one trace.</summary>
    /// <param name="url">Where.</param>
    /// <param name="file">Where to; what is there is replaced once a trace begins to come.</param>
    /// <param name="stop">Stops it: what came so far stays in the file.</param>
    /// <returns>What came, in a few words, and what is wrong with it.</returns>
    /// <exception cref="CommandFailure">None came.</exception>
    public async Task<CaptureResult> TakeAsync(Uri url, string file, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        TimeSpan most = _timeout ?? (TimeSpan.FromSeconds(TraceUrl.SecondsOf(url) ?? 0) + Patience);
        limit.CancelAfter(TimeSpan.FromMilliseconds(Math.Min(most.TotalMilliseconds, int.MaxValue)));
        try
        {
            using HttpResponseMessage response =
                await _client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw Failure(url, $"it answers {(int)response.StatusCode} {response.ReasonPhrase}: {await BodyAsync(response, limit.Token).ConfigureAwait(false)}");
            }

            Stream body = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                return await KeepAsync(url, body, file, limit.Token, stop).ConfigureAwait(false);
            }
        }
        catch (HttpRequestException e)
        {
            throw Failure(url, $"it can't be reached: {e.Message.TrimEnd('.')}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw Failure(url, "it did not answer in time");
        }
    }

    public void Dispose() => _client.Dispose();

    private static async Task<CaptureResult> KeepAsync(Uri url, Stream body, string file, CancellationToken limit, CancellationToken stop)
    {
        // The name is the trace's only when it is whole, or as whole as it will be.
        string part = file + ".part";
        CaptureResult result;
        FileStream copy = Create(part);
        await using (copy.ConfigureAwait(false))
        {
            var tee = new TeeStream(body, copy, limit);
            result = await VerifyAsync(url, tee, file, stop).ConfigureAwait(false);
        }

        if (result.Bytes == 0)
        {
            File.Delete(part);
            stop.ThrowIfCancellationRequested();
            throw Failure(url, "it sent nothing");
        }

        File.Move(part, file, overwrite: true);
        return result;
    }

    private static async Task<CaptureResult> VerifyAsync(Uri url, TeeStream tee, string file, CancellationToken stop)
    {
        long events = 0;
        string? wrong = null;
        try
        {
            TraceReader reader = TraceReader.Create(tee, new TraceReaderOptions { LeaveOpen = true });
            await using (reader.ConfigureAwait(false))
            {
                var chunk = new TraceEvent[ChunkLength];
                while (await reader.ReadGenerationAsync(CancellationToken.None).ConfigureAwait(false) is { } generation)
                {
                    for (int count; (count = generation.Read(chunk)) > 0; events += count)
                    {
                    }
                }

                events += events > 0 ? 1 : 0; // the one that says that the trace is at its end
                wrong = reader.Damage.Count > 0 ? reader.Damage[0].Error.Message : null;
            }
        }
        catch (TraceFormatException e)
        {
            wrong = e.Message;
        }

        // What can't be read as a trace is kept all the same.
        var rest = new byte[64 * 1024];
        while (await tee.ReadAsync(rest, CancellationToken.None).ConfigureAwait(false) > 0)
        {
        }

        wrong = tee.Failure switch
        {
            null => wrong,
            OperationCanceledException => stop.IsCancellationRequested ? "it was stopped before its end" : "it took too long",
            { } failure => $"the connection broke: {failure.Message.TrimEnd('.')}",
        };
        return new CaptureResult(url, file, tee.Count, events, wrong);
    }

    private static FileStream Create(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.Usage($"{path} can't be written: {e.Message.TrimEnd('.')}");
        }
    }

    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken stop)
    {
        string body = (await response.Content.ReadAsStringAsync(stop).ConfigureAwait(false)).ReplaceLineEndings(" ").Trim();
        return body.Length == 0 ? "(it says no more)" : body.Length > MostTold ? body[..MostTold] + "..." : body;
    }

    private static CommandFailure Failure(Uri url, string why) => new(ExitCode.Unreadable, "no_trace", why, url.ToString());
}

/// <summary>A trace that was taken.</summary>
/// <param name="Url">Where from.</param>
/// <param name="File">Where it is.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Events">How many events could be read.</param>
/// <param name="Wrong">What is wrong with it; null if nothing.</param>
internal sealed record CaptureResult(Uri Url, string File, long Bytes, long Events, string? Wrong)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}: {Units.Bytes(Bytes)}, {Events} events");
}
