using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Inputs;

/// <summary>Which files a command line names.</summary>
internal static class InputFiles
{
    /// <summary>What stands for the standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>What a file is called where people read it.</summary>
    public static string Show(string file) => file == StandardInput ? "standard input" : file;

    /// <summary>Looks patterns up, each one's files in their natural order; a file named twice counts once.</summary>
    /// <param name="names">Files, patterns, or <c>-</c>.</param>
    /// <param name="terminal">For warnings.</param>
    /// <exception cref="CommandFailure">A pattern matches nothing, or a name is that of a folder.</exception>
    public static List<string> Find(IEnumerable<string> names, Terminal terminal)
    {
        var files = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            foreach (string file in Expand(name))
            {
                if (seen.Add(file == StandardInput ? file : Path.GetFullPath(file)))
                {
                    files.Add(file);
                }
                else
                {
                    Failures.Warn($"{file} is named twice; it counts once", terminal);
                }
            }
        }

        return files;
    }

    private static List<string> Expand(string name)
    {
        if (name.Length == 0)
        {
            throw CommandFailure.Usage("an empty file name");
        }

        if (name == StandardInput || File.Exists(name))
        {
            return [name];
        }

        if (Directory.Exists(name))
        {
            throw new CommandFailure(
                ExitCode.Unreadable,
                "is_a_folder",
                $"this is a folder; name the traces in it, such as '{Path.Combine(name, "*.trace")}'",
                name);
        }

        if (!FileName.IsPattern(name))
        {
            throw new CommandFailure(ExitCode.Unreadable, "not_found", "there is no such file", name);
        }

        List<string> files = Match(name);
        if (files.Count == 0)
        {
            throw new CommandFailure(ExitCode.Unreadable, "not_found", "no file matches this pattern", name);
        }

        files.Sort(FileName.Compare);
        return files;
    }

    // Segment by segment, as a shell does: what the pattern writes stays as it was written.
    private static List<string> Match(string pattern)
    {
        string root = Path.GetPathRoot(pattern) ?? "";
        string[] segments = pattern[root.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        List<string> found = [root];
        for (int i = 0; i < segments.Length; i++)
        {
            bool isLast = i == segments.Length - 1;
            var next = new List<string>();
            foreach (string folder in found)
            {
                if (!FileName.IsPattern(segments[i]))
                {
                    string path = Join(folder, segments[i]);
                    if (isLast ? File.Exists(path) : Directory.Exists(path))
                    {
                        next.Add(path);
                    }
                }
                else
                {
                    AddMatches(next, folder, segments[i], isLast);
                }
            }

            found = next;
        }

        return found;
    }

    private static void AddMatches(List<string> to, string folder, string pattern, bool isLast)
    {
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
        string where = folder.Length == 0 ? "." : folder;
        IEnumerable<string> entries = isLast
            ? Directory.EnumerateFiles(where, "*", options)
            : Directory.EnumerateDirectories(where, "*", options);
        foreach (string entry in entries)
        {
            string name = Path.GetFileName(entry);
            bool isHidden = name[0] == '.' && pattern[0] != '.';
            if (!isHidden && FileName.Matches(pattern, name))
            {
                to.Add(Join(folder, name));
            }
        }
    }

    private static string Join(string folder, string name) => folder.Length == 0 ? name : Path.Join(folder, name);
}
