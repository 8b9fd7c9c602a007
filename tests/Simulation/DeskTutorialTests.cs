// The hedging tutorial, run as it stands: every command of its code blocks, none skipped.
using System.Globalization;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class DeskTutorialTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"desk-tutorial-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Every_command_of_the_tutorial_does_what_it_says()
    {
        var page = Path.Combine(ProgramRun.Home, "docs", "hedging", "tutorial.md");
        var commands = Commands(File.ReadAllLines(page)).ToList();
        Assert.True(commands.Count >= 9, $"{commands.Count} commands");
        foreach (var (line, words, exit) in commands)
        {
            if (words[0] == "cp")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(words[2])!);
                File.Copy(words[1], words[2], overwrite: true);
                continue;
            }

            Assert.True(words[0] == "./tokenbourse", $"{line}: the tutorial knows cp and ./tokenbourse only");
            using var run = ProgramRun.ToEnd(words[1..]);
            Assert.True(run.ExitCode == exit, $"{line}\nexit {run.ExitCode}\n{run.Out}\n{run.Error}");
        }
    }

    // A line of a code block; what stands behind "# exit" is the code that is expected.
    private IEnumerable<(string Line, string[] Words, int Exit)> Commands(string[] lines)
    {
        var inside = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inside = !inside;
            else if (inside && line.Length > 0)
            {
                var parts = line.Split("# exit");
                var exit = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
                var words = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                yield return (line, [.. words.Select(Place)], exit);
            }
        }
    }

    // Files of the repository where they lie, files of the reader in a folder of this test.
    private string Place(string word) =>
        word.StartsWith("docs/", StringComparison.Ordinal) ? Path.Combine(ProgramRun.Home, word)
        : word.StartsWith("data/", StringComparison.Ordinal) ? Path.Combine(_folder, word["data/".Length..])
        : word;
}
