using System.CommandLine;

namespace GoTrace.Cli.Exporting;

/// <summary>A form in which traces go to other tools. To add one, add it to <see cref="All"/>.</summary>
internal abstract class ExportFormat
{
    /// <summary>All there are, made anew: options belong to one command line.</summary>
    public static ExportFormat[] All() => [new PprofFormat(), new PerfettoFormat(), .. TableFormat.Forms()];

    /// <summary>What <c>--format</c> calls it.</summary>
    public abstract string Name { get; }

    /// <summary>How files of it end, such as <c>.pb.gz</c>: where <c>--format</c> is not given, the output's name tells.</summary>
    public virtual IReadOnlyList<string> Extensions => [];

    /// <summary>Options that it has for itself. One that two formats share is one object, in the lists of both.</summary>
    public virtual IReadOnlyList<Option> Options => [];

    /// <summary>Whether an option was given that only this one has, and that says where to write: then it need not be named.</summary>
    public virtual bool IsNamedBy(ParseResult parsed) => false;

    /// <summary>Writes what was asked for.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public abstract Task<int> WriteAsync(ExportRequest request, CancellationToken stop);
}
