using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Capturing;

/// <summary>Where a live service gives a trace: <c>/debug/pprof/trace</c> of net/http/pprof.</summary>
internal static class TraceUrl
{
    private const string TracePath = "/debug/pprof/trace";

    /// <summary>Whether a text is meant as an address, rather than as a command.</summary>
    public static bool IsUrl(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes the whole address of what was typed.</summary>
    /// <param name="text">An address, or <c>host:port</c>, or <c>:port</c> of this machine.</param>
    /// <param name="seconds">How long to trace; null for what the address says, or 5.</param>
    /// <exception cref="CommandFailure">It is no address.</exception>
    public static Uri Parse(string text, double? seconds)
    {
        string whole = IsUrl(text) ? text : "http://" + (text.StartsWith(':') ? "localhost" : "") + text;
        if (!Uri.TryCreate(whole, UriKind.Absolute, out Uri? url) || url.Host.Length == 0)
        {
            throw CommandFailure.Usage($"'{text}' is no address: give one such as http://host:6060/debug/pprof/trace, or host:6060");
        }

        var full = new UriBuilder(url);
        string path = full.Path.TrimEnd('/');
        full.Path = path.Length == 0 || path == "/debug/pprof" ? TracePath : full.Path;
        if (seconds is not null || SecondsOf(url) is null)
        {
            IEnumerable<string> others = full.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(p => !IsSeconds(p));
            string told = (seconds ?? DefaultSeconds).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
            full.Query = string.Join('&', others.Append("seconds=" + told));
        }

        return full.Uri;
    }

    /// <summary>For how long a trace is asked for; null if the address does not say.</summary>
    public static double? SecondsOf(Uri url)
    {
        string? part = url.Query.TrimStart('?').Split('&').FirstOrDefault(IsSeconds);
        return part is not null
            && double.TryParse(part.AsSpan("seconds=".Length), System.Globalization.CultureInfo.InvariantCulture, out double seconds)
            ? seconds
            : null;
    }

    private const double DefaultSeconds = 5;

    private static bool IsSeconds(string part) => part.StartsWith("seconds=", StringComparison.Ordinal);
}
