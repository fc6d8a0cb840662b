using System.CommandLine;

namespace GoTrace.Cli.Commands;

/// <summary>An option that takes one of a few words.</summary>
internal static class Choice
{
    public const string Text = "text";
    public const string Json = "json";
    public const string Markdown = "md";
    public const string BenchFormat = "benchfmt";
    public const string Html = "html";

    /// <summary>The option in what form to write.</summary>
    public static Option<string> Format() => Create("--format", "How to write it", Text, Json, Markdown);

    /// <summary>Makes an option; the first word is the default.</summary>
    public static Option<string> Create(string name, string description, params string[] words)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => words[0],
        };
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: string word }] && !words.Contains(word, StringComparer.Ordinal))
            {
                result.AddError($"{name} knows {string.Join(", ", words[..^1])} and {words[^1]}, not '{word}'");
            }
        });
        return option;
    }
}
