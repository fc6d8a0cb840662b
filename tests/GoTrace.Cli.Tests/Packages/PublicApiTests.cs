using System.Reflection;
using GoTrace.Cli.Tests.Support;
using PublicApiGenerator;

namespace GoTrace.Cli.Tests.Packages;

/// <summary>
/// What the libraries offer is what was agreed on: a change of it shows in the approved text, which
/// GOTRACE_ACCEPT=1 writes anew.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        // What says nothing to a caller, or where the library was built.
        ExcludeAttributes =
        [
            "System.Reflection.AssemblyMetadataAttribute",
            "System.Runtime.CompilerServices.InternalsVisibleToAttribute",
            "System.Runtime.Versioning.TargetFrameworkAttribute",
            "GoTrace.Analysis.Reporting.Notebooks.TypeFormatterSourceAttribute",
        ],
    };

    [Theory]
    [InlineData("GoTrace.Parsing")]
    [InlineData("GoTrace.Analysis")]
    [InlineData("GoTrace.Export")]
    public void The_public_api_is_the_approved_one(string library) =>
        Golden.Check($"api-{library}.txt", Assembly.Load(library).GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd() + "\n");
}
