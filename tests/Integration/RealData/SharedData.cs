// Where the public data lie that these tests read, and how they step aside when there are none.
using System.Runtime.CompilerServices;
using Xunit;

namespace Tokenbourse.Integration.RealData;

/// <summary>Environment variable TOKENBOURSE_DATA, or ../shared/data beside the repository.</summary>
internal static class SharedData
{
    /// <summary>The folder; the test is skipped when it is not there.</summary>
    public static string Folder()
    {
        var folder = Find();
        Assert.SkipWhen(folder is null, "no data: set TOKENBOURSE_DATA to the folder that holds them");
        return folder!;
    }

    /// <summary>Files that fit the pattern, in order of name; the test is skipped when there are none.</summary>
    public static string[] Files(string pattern)
    {
        var files = Directory.GetFiles(Folder(), pattern);
        Assert.SkipWhen(files.Length == 0, $"no data: no file {pattern} under TOKENBOURSE_DATA");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private static string? Find([CallerFilePath] string here = "")
    {
        var named = Environment.GetEnvironmentVariable("TOKENBOURSE_DATA");
        if (!string.IsNullOrEmpty(named))
            return Directory.Exists(named) ? named : null;
        for (var at = Path.GetDirectoryName(here); at is not null; at = Path.GetDirectoryName(at))
        {
            if (!File.Exists(Path.Combine(at, "global.json")))
                continue;
            var beside = Path.Combine(at, "..", "shared", "data");
            return Directory.Exists(beside) ? beside : null;
        }

        return null;
    }
}
