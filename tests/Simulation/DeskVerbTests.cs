// tokenbourse desk import and expose, as a user runs them: what is refused, and that a refusal changes nothing.
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class DeskVerbTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"desk-{Guid.NewGuid():N}");

    public DeskVerbTests() => Directory.CreateDirectory(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_bill_that_was_imported_is_refused_under_any_name_and_nothing_changes()
    {
        Good("import", Example("lanternfish-supply.csv"));
        var before = File.ReadAllText(At("usage.json"));
        var copy = At("copy.csv");
        File.Copy(Example("lanternfish-supply.csv"), copy);
        var again = Run(1, "import", copy, Example("lanternfish-focus.csv"), "--append");
        Assert.Contains("was imported before as lanternfish-supply.csv", again, StringComparison.Ordinal);
        Run(2, "import", Example("lanternfish-focus.csv"));
        Run(1, "import", Example("lanternfish-focus.csv"), Example("lanternfish-focus.csv"), "--append");
        Assert.Equal(before, File.ReadAllText(At("usage.json")));
        Good("import", Example("lanternfish-focus.csv"), "--append");
        Assert.NotEqual(before, File.ReadAllText(At("usage.json")));
    }

    [Fact]
    public void The_exposure_of_a_supply_contract_on_the_index_is_its_tokens()
    {
        Good("import", Example("lanternfish-supply.csv"));
        File.Copy(Example("programme.json"), At("programme.json"), overwrite: true);
        using var table = JsonDocument.Parse(Good("expose", "--json", "--strict"));
        var root = table.RootElement;
        Assert.Equal("TK", root.GetProperty("contract").GetString());
        Assert.Equal("million standard tokens", root.GetProperty("unit").GetString()![..23]);
        Assert.Equal(0, root.GetProperty("faults").GetArrayLength());
        Assert.Equal(12, root.GetProperty("months").GetArrayLength());
        foreach (var line in root.GetProperty("actual").EnumerateArray())
        {
            // Paid: the month's mean of the index and 0.15 yuan beyond it.
            var own = line.GetProperty("ownPrice").GetDecimal();
            Assert.InRange(own, 1.3m + 0.15m, 3m);
        }

        Assert.Equal(root.GetRawText(), File.ReadAllText(At("exposure.json")));
    }

    [Fact]
    public void Faults_of_documents_name_file_and_path()
    {
        Good("import", Example("lanternfish-supply.csv"));
        var programme = File.ReadAllText(At("programme.json"));
        File.WriteAllText(
            At("programme.json"),
            programme.Replace("\"budget\"", "\"bugdet\"", StringComparison.Ordinal)
        );
        var unknown = Run(1, "expose");
        Assert.Contains("programme.json: $.bugdet, line ", unknown, StringComparison.Ordinal);
        File.WriteAllText(
            At("programme.json"),
            programme.Replace("\"covered\": 0,", "\"covered\": 2,", StringComparison.Ordinal)
        );
        var wrong = Run(1, "expose");
        Assert.Contains(
            "programme.json: $.mapping[0].covered '2': must be from 0 to 1",
            wrong,
            StringComparison.Ordinal
        );
        Run(2, "expose", "--desk", At("nowhere"));
    }

    [Fact]
    public void What_is_no_bill_is_refused_and_writes_nothing()
    {
        var file = At("nothing.csv");
        File.WriteAllText(file, "a,b\n1,2\n");
        Run(1, "import", file);
        Run(2, "import", At("missing.csv"));
        Run(2, "import", Example("lanternfish-supply.csv"), "--side", "owner");
        Assert.False(File.Exists(At("usage.json")));
    }

    private string Good(params string[] arguments) => Run(0, arguments);

    private string Run(int exit, params string[] arguments)
    {
        string[] desk = arguments.Contains("--desk") ? [] : ["--desk", _folder];
        using var run = ProgramRun.ToEnd(["desk", .. arguments, .. desk]);
        Assert.True(
            run.ExitCode == exit,
            $"{string.Join(' ', arguments)}\nexit {run.ExitCode}\n{run.Out}\n{run.Error}"
        );
        return exit == 0 ? run.Out.TrimEnd('\n') : run.Error;
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static string Example(string name) => Path.Combine(ProgramRun.Home, "docs", "examples", "desk", name);
}
