// The options that all benchmarks share, and how a benchmark tells its report.
using System.CommandLine;
using Tokenbourse.Node.Benchmarks;

namespace Tokenbourse.Node.Verbs;

/// <summary>--dir, --json, --bars.</summary>
internal sealed class BenchOptions
{
    private readonly Option<string?> _folder = new("--dir")
    {
        Description =
            "Where files are written: the disk that is measured. Default: a folder under data/, removed after.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "The report as one JSON object." };

    private readonly Option<bool> _bars = new("--bars") { Description = "Exit code 1 when a bar is missed." };

    public static void Progress(string line) => Console.Error.WriteLine(line);

    public void AddTo(Command command)
    {
        command.Add(_folder);
        command.Add(_json);
        command.Add(_bars);
    }

    /// <summary>A new folder: it is removed with all that is in it.</summary>
    public string Folder(ParseResult parsed, string name)
    {
        var folder = Path.Combine(parsed.GetValue(_folder) ?? Path.Combine("data", "bench"), name);
        return Directory.Exists(folder)
            ? throw new VerbException($"{folder}: is there already; choose another --dir", 2)
            : folder;
    }

    /// <summary>Prints the report and its bars; the exit code.</summary>
    public int Tell(ParseResult parsed, Func<string> json, Func<IEnumerable<string>> lines, IReadOnlyList<Bar> bars)
    {
        if (parsed.GetValue(_json))
        {
            Console.WriteLine(json());
        }
        else
        {
            foreach (var line in lines())
                Console.WriteLine(line);
            Console.WriteLine();
            foreach (var bar in bars)
                Console.WriteLine(bar);
        }

        return parsed.GetValue(_bars) && bars.Any(bar => !bar.Passed) ? 1 : 0;
    }
}
