using System.Text.Json.Serialization;

namespace GoTrace.Cli.Hosting;

/// <summary>Why a command could not be done, in one sentence.</summary>
internal sealed class CommandFailure : Exception
{
    public CommandFailure(int exitCode, string code, string message, string? file = null, long? offset = null, long? generation = null)
        : base(message)
    {
        ExitCode = exitCode;
        Code = code;
        File = file;
        Offset = offset;
        Generation = generation;
    }

    public int ExitCode { get; }

    /// <summary>What went wrong, for programs.</summary>
    public string Code { get; }

    public string? File { get; }

    public long? Offset { get; }

    public long? Generation { get; }

    public static CommandFailure Usage(string message) => new(Cli.ExitCode.Usage, "usage", message);
}

/// <summary>A failure as a script reads it.</summary>
internal sealed record FailureRecord(string Code, string Message, string? File, long? Offset, long? Generation);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FailureRecord))]
internal sealed partial class FailureJsonContext : JsonSerializerContext;
