using System.CommandLine;

namespace GoTrace.Cli.Commands;

/// <summary>The option in what form to write.</summary>
internal static class FormatOption
{
    public const string Text = "text";
    public const string Json = "json";
    public const string Markdown = "md";

    public static Option<string> Create()
    {
        var option = new Option<string>("--format")
        {
            Description = "How to write it",
            DefaultValueFactory = _ => Text,
        };
        option.AcceptOnlyFromAmong(Text, Json, Markdown);
        return option;
    }
}
