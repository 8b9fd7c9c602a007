// tokenbourse doctor: what this machine has, what it lacks, and what to install.
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Storage;

namespace Tokenbourse.Node.Verbs;

/// <summary>One thing looked at.</summary>
/// <param name="Needed">False: only some uses need it.</param>
internal sealed record DoctorLine(string What, bool Good, bool Needed, string Found, string? Remedy);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<DoctorLine>))]
internal sealed partial class DoctorJson : JsonSerializerContext;

/// <summary>Looks; changes nothing but one file that it writes and deletes.</summary>
internal static class DoctorVerb
{
    public static Command Build()
    {
        var json = new Option<bool>("--json") { Description = "The findings as JSON." };
        var command = new Command(
            "doctor",
            "Say what is missing on this machine. Exit 2 when something that is needed is missing. Example: tokenbourse doctor"
        )
        {
            json,
        };
        command.SetAction(parsed =>
        {
            List<DoctorLine> lines =
            [
                DotNet(),
                NodeJs(),
                Files("rulebook", Home.Rulebook, "*.json"),
                Files("reference table", Home.Reference, "*.csv"),
                Terminal(),
                SharedData(),
                Disk(),
                Sqlite(),
            ];
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(lines, DoctorJson.Default.ListDoctorLine));
            else
                foreach (var line in lines)
                    Console.WriteLine(Text(line));
            return lines.TrueForAll(l => l.Good || !l.Needed) ? 0 : 2;
        });
        return command;
    }

    private static DoctorLine DotNet()
    {
        var version = Ask("dotnet", "--version");
        var good =
            version is not null
            && System.Version.TryParse(version.Split('-')[0], out var v)
            && v >= new Version(10, 0, 100);
        return new(
            ".NET SDK",
            good,
            true,
            version ?? "not found",
            good ? null : "install the .NET SDK 10.0.100 or newer"
        );
    }

    private static DoctorLine NodeJs()
    {
        var version = Ask("node", "--version")?.TrimStart('v');
        var good = version is not null && System.Version.TryParse(version, out var v) && v >= new Version(20, 19);
        return new(
            "Node.js",
            good,
            false,
            version ?? "not found",
            good ? null : "install Node.js 20.19 or newer to build the terminal"
        );
    }

    private static DoctorLine Files(string what, string folder, string pattern)
    {
        var count = Directory.Exists(folder)
            ? Directory.GetFiles(folder, pattern, SearchOption.AllDirectories).Length
            : 0;
        return new(
            what,
            count > 0,
            true,
            string.Create(CultureInfo.InvariantCulture, $"{count} files in {folder}"),
            count > 0 ? null : "run from a clone, or set TOKENBOURSE_HOME to it"
        );
    }

    private static DoctorLine Terminal()
    {
        var good = File.Exists(Path.Combine(Home.Terminal, "index.html"));
        return new(
            "terminal",
            good,
            false,
            good ? Home.Terminal : "not built",
            good ? null : "./run builds it; by hand: npm ci && npm run build in web/terminal"
        );
    }

    private static DoctorLine SharedData()
    {
        var folder = Environment.GetEnvironmentVariable("TOKENBOURSE_DATA") is { Length: > 0 } named
            ? named
            : Path.Combine(Home.Folder, "..", "shared", "data");
        var good = Directory.Exists(folder);
        return new(
            "public data for tests",
            good,
            false,
            good ? Path.GetFullPath(folder) : "not found",
            good ? null : "set TOKENBOURSE_DATA; without it the tests on real data are skipped and say so"
        );
    }

    /// <summary>How long a small flush takes: what bounds the time to an acknowledgement.</summary>
    private static DoctorLine Disk()
    {
        var path = Path.Combine(Directory.GetCurrentDirectory(), $".doctor-{Environment.ProcessId}");
        try
        {
            using var handle = File.OpenHandle(
                path,
                FileMode.Create,
                FileAccess.Write,
                FileShare.None,
                FileOptions.DeleteOnClose
            );
            var block = new byte[4096];
            var times = new List<double>();
            for (var i = 0; i < 20; i++)
            {
                var begin = Stopwatch.GetTimestamp();
                RandomAccess.Write(handle, block, i * block.Length);
                RandomAccess.FlushToDisk(handle);
                times.Add(Stopwatch.GetElapsedTime(begin).TotalMicroseconds);
            }

            times.Sort();
            return new(
                "disk flush of 4 KiB",
                true,
                true,
                string.Create(CultureInfo.InvariantCulture, $"median {times[10]:0} microseconds here"),
                null
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("disk", false, true, e.Message, "make the current folder writable");
        }
    }

    private static DoctorLine Sqlite()
    {
        try
        {
            using var office = BackOffice.InMemory();
            return new("SQLite", true, true, office.Query<string>("select sqlite_version()").First(), null);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            return new("SQLite", false, true, e.Message, "install libsqlite3");
        }
    }

    private static string? Ask(string program, string argument)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, RedirectStandardError = true }
            );
            var text = process!.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? text : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Text(DoctorLine line) =>
        $"{(line.Good ? "ok     " : line.Needed ? "MISSING" : "absent ")} {line.What, -22} {line.Found}{(line.Remedy is null ? "" : $"\n        {line.Remedy}")}";
}
