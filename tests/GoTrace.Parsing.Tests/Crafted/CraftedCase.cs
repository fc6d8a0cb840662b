namespace GoTrace.Parsing.Tests.Crafted;

/// <summary>A trace made by hand, and what Go's tool prints of it.</summary>
/// <param name="Trace">For <see cref="Support.TraceAssembler"/>.</param>
/// <param name="Parsed">What <c>go tool trace -d=parsed</c> of Go 1.27 prints, where the time zone is UTC.</param>
/// <param name="Stop">What Go's reader gives up at, if it does.</param>
public sealed record CraftedCase(string Trace, string Parsed, TraceFormatError? Stop = null);
