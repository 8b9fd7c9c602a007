// The repository's own sources, for laws that are about text.
namespace Tokenbourse.Unit.Architecture;

internal static class Sources
{
    public static string Root { get; } = Find();

    /// <summary>C# sources of the house and its tests, and the terminal's TypeScript, by path from the root.</summary>
    public static IEnumerable<string> All()
    {
        foreach (var folder in (string[])["src", "tests", "web"])
        {
            var place = Path.Combine(Root, folder);
            if (!Directory.Exists(place))
                continue;
            foreach (
                var file in Directory
                    .EnumerateFiles(place, "*", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
            )
            {
                var path = Path.GetRelativePath(Root, file);
                var parts = path.Split(Path.DirectorySeparatorChar);
                if (parts.Any(p => p is "node_modules" or "dist" or "bin" or "obj"))
                    continue;
                if (
                    path.EndsWith(".cs", StringComparison.Ordinal)
                    || path.EndsWith(".ts", StringComparison.Ordinal)
                    || path.EndsWith(".tsx", StringComparison.Ordinal)
                )
                    yield return path;
            }
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "rulebook")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("the tests do not lie in a clone");
    }
}
