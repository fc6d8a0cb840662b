using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GoTrace.Cli.Tests.Capturing;

/// <summary>A service that answers every request with the same bytes, in small pieces.</summary>
internal sealed class TraceServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Stream, CancellationToken, Task> _answer;
    private readonly List<string> _requests = [];

    public TraceServer(Func<Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    public string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The first lines of all requests, and their headers.</summary>
    public IReadOnlyList<string> Requests => _requests;

    public static TraceServer Of(byte[] body) => new((stream, stop) => AnswerAsync(stream, "200 OK", body, body.Length, stop));

    public static TraceServer Of(string status, string body) => new((stream, stop) =>
        AnswerAsync(stream, status, Encoding.UTF8.GetBytes(body), Encoding.UTF8.GetByteCount(body), stop));

    public static async Task AnswerAsync(Stream stream, string status, byte[] body, int length, CancellationToken stop)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"), stop);
        for (int at = 0; at < body.Length; at += 1000)
        {
            await stream.WriteAsync(body.AsMemory(at, Math.Min(1000, body.Length - at)), stop);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                NetworkStream stream = client.GetStream();
                using var reader = new StreamReader(stream, leaveOpen: true);
                var request = new StringBuilder();
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
                {
                    request.AppendLine(line);
                }

                _requests.Add(request.ToString());
                await _answer(stream, _stop.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }
}
