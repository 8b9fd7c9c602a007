// tokenbourse fix-check: plays definitions of conversations against a FIX host and says which hold.
using System.CommandLine;
using System.Net;
using System.Text;
using Tokenbourse.Gateways.Fix.Definitions;

namespace Tokenbourse.Node.Verbs;

/// <summary>One line a definition; the exit code is 1 when one failed.</summary>
internal static class FixCheckVerb
{
    public static Command Build()
    {
        var port = FixEchoVerb.PortOption();
        var folder = new Option<string>("--definitions")
        {
            Description = "Folder with .def files, searched with its subfolders, or one file.",
            Required = true,
        };
        var patience = new Option<int>("--patience")
        {
            Description = "Seconds to wait for what is expected.",
            DefaultValueFactory = _ => 10,
        };
        var command = new Command(
            "fix-check",
            "Play conversations against a FIX host. Example: tokenbourse fix-check --definitions DIR --port 5001"
        )
        {
            folder,
            port,
            patience,
        };
        command.SetAction(parsed =>
        {
            var files = Files(parsed.GetValue(folder)!);
            if (parsed.GetValue(patience) is < 1 or > 600)
                throw new VerbException("--patience: must be 1 to 600", 2);
            var where = new IPEndPoint(IPAddress.Loopback, FixEchoVerb.Port(parsed.GetValue(port)));
            var wait = TimeSpan.FromSeconds(parsed.GetValue(patience));
            var runner = new DefinitionRunner(where, wait, TimeProvider.System);
            var held = 0;
            foreach (var file in files)
            {
                var result = runner.Run(Path.GetFileName(file), File.ReadAllText(file, Encoding.Latin1));
                held += result.Fault is null ? 1 : 0;
                Console.WriteLine(
                    result.Fault is null
                        ? $"holds  {file}"
                        : MeterVerb.Text($"FAILS  {file}:{result.Line}: {result.Fault}")
                );
            }

            Console.WriteLine(MeterVerb.Text($"{held} of {files.Length} hold"));
            return held == files.Length ? 0 : 1;
        });
        return command;
    }

    private static string[] Files(string place)
    {
        if (File.Exists(place))
            return [place];
        if (!Directory.Exists(place))
            throw new VerbException($"--definitions {place}: no such folder or file", 2);
        var files = Directory.GetFiles(place, "*.def", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length > 0 ? files : throw new VerbException($"--definitions {place}: holds no .def file", 2);
    }
}
