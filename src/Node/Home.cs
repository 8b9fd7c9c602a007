// Where the program's own files lie: rulebook, reference table, terminal.
namespace Tokenbourse.Node;

/// <summary>The folder that holds rulebook/, reference/ and web/: named by TOKENBOURSE_HOME, else found upwards from
/// the program.</summary>
internal static class Home
{
    public static string Folder { get; } = Find();

    public static string Rulebook => Path.Combine(Folder, "rulebook");

    public static string Reference => Path.Combine(Folder, "reference");

    /// <summary>The packages that build/tokenizers.sh installs; TOKENBOURSE_TOKENIZERS names another folder of
    /// them.</summary>
    public static string Tokenizers =>
        Environment.GetEnvironmentVariable("TOKENBOURSE_TOKENIZERS") is { Length: > 0 } named
            ? named
            : Path.Combine(Folder, "metering", "node_modules");

    public static string Terminal => Path.Combine(Folder, "web", "terminal", "dist");

    /// <summary>The documents of a rulebook folder, by file name, so that their order never depends on the
    /// disk.</summary>
    public static IReadOnlyList<(string Name, string Text)> Documents(string rulebook, string kind)
    {
        var folder = Path.Combine(rulebook, kind);
        if (!Directory.Exists(folder))
            throw new VerbException($"{folder}: no such folder; a rulebook has {kind}/*.json", 2);
        return
        [
            .. Directory
                .GetFiles(folder, "*.json")
                .Order(StringComparer.Ordinal)
                .Select(f => (Path.GetFileName(f), File.ReadAllText(f))),
        ];
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("TOKENBOURSE_HOME") is { Length: > 0 } named)
            return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "rulebook")))
                return folder.FullName;
        }

        return Directory.GetCurrentDirectory();
    }
}
