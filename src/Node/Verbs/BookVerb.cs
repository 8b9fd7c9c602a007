// tokenbourse book: the order books alone, driven by lines on standard input.
using System.CommandLine;
using Tokenbourse.Node.Books;

namespace Tokenbourse.Node.Verbs;

/// <summary>Reads one JSON object a line, writes one for each report.</summary>
internal static class BookVerb
{
    public static Command Build()
    {
        var json = new Option<bool>("--json") { Description = "JSON (this verb writes nothing else)." };
        var command = new Command(
            "book",
            "Drive the order books alone: JSON lines on standard input, reports on standard output (docs/protocols/book-lines.md). Example: tokenbourse book < docs/protocols/book-lines.jsonl"
        )
        {
            json,
        };
        command.SetAction(_ =>
        {
            using var output = new StreamWriter(Console.OpenStandardOutput());
            var driver = new BookDriver(output);
            var bad = false;
            while (Console.In.ReadLine() is { } line)
            {
                if (line.Trim().Length > 0 && !driver.Do(line))
                    bad = true;
            }

            return bad ? 1 : 0;
        });
        return command;
    }
}
