using System.Globalization;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GoTrace.Documents.Tests.Support;

/// <summary>
/// A document's blocks of C# as the one program that they are to whoever reads on: the usings first, then
/// the statements in their order, then the types.
/// </summary>
internal sealed class JoinedProgram
{
    private const string Implicit = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private readonly HashSet<string> _usings = [];
    private readonly StringBuilder _statements = new();
    private readonly StringBuilder _types = new();

    /// <summary>Adds what a reader has to have already.</summary>
    public JoinedProgram Given(string statements)
    {
        _statements.Append(statements).Append('\n');
        return this;
    }

    public JoinedProgram Add(Block block)
    {
        string code = Repository.WithPlaces(block.Text);
        CompilationUnitSyntax unit = CSharpSyntaxTree.ParseText(code, Parsing).GetCompilationUnitRoot(TestContext.Current.CancellationToken);
        _usings.UnionWith(unit.Usings.Select(u => u.ToString()));
        foreach (MemberDeclarationSyntax member in unit.Members)
        {
            StringBuilder part = member is GlobalStatementSyntax ? _statements : _types;
            int line = member.GetLocation().GetLineSpan().StartLinePosition.Line + block.Line;
            part.Append(CultureInfo.InvariantCulture, $"#line {line} \"{block.Document}\"\n{member.ToString()}\n");
        }

        return this;
    }

    /// <summary>Compiles it, runs it to its end, and gives what it wrote.</summary>
    public string Run()
    {
        string text = string.Join('\n', _usings) + "\n" + _statements + _types;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Document" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(text, Parsing), CSharpSyntaxTree.ParseText(Implicit, Parsing)],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity >= DiagnosticSeverity.Warning)
            .Select(d => $"{d.Location.GetMappedLineSpan()}: {d.GetMessage(CultureInfo.InvariantCulture)}")
            .Should().BeEmpty("all code in documents compiles without a warning");
        using var assembly = new MemoryStream();
        compilation.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken).Success.Should().BeTrue();
        assembly.Position = 0;
        var context = new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true);
        TextWriter console = Console.Out;
        using var output = new StringWriter { NewLine = "\n" };
        try
        {
            Console.SetOut(output);
            var entry = context.LoadFromStream(assembly).EntryPoint!;
            entry.Invoke(null, entry.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
            context.Unload();
        }

        return Repository.WithoutPlaces(output.ToString());
    }
}
