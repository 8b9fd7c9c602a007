// The verbs about observations as a user runs them: reports in text and JSON, exit codes 0, 1 and 2.
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class ObservationsVerbTests : IDisposable
{
    private const string Header =
        "deal,seen,from,to,product,kind,seller,buyer,maker,item,region,terms,class,units,list,net,currency,unit,source,evidence,flags,traits";

    private static readonly string _good =
        $"d1,2026-03-02,2026-03-01,2026-03-01,token,invoice,acme,b1,maker,m,cn,on_demand,input,100,2,180.5,CNY,1M tokens,acme invoice 7,{new string('a', 64)},,";

    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-observations-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    [Fact]
    public void Import_uses_the_good_rows_names_the_bad_ones_and_exits_with_one()
    {
        var file = Write(
            "deals.csv",
            Header,
            _good,
            _good.Replace(",100,", ",-1,", StringComparison.Ordinal).Replace("d1,", "d2,", StringComparison.Ordinal)
        );
        var output = Path.Combine(_folder, "out.jsonl");
        using var run = ProgramRun.ToEnd("observations", "import", file, "--as", "invoices", "--json", "--out", output);
        Assert.True(run.ExitCode == 1, run.Error + run.Out);
        var report = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(2, report.GetProperty("rows").GetInt32());
        Assert.Equal(1, report.GetProperty("used").GetInt32());
        var fault = report.GetProperty("faults")[0];
        Assert.Equal(
            (3, "units", "-1"),
            (
                fault.GetProperty("line").GetInt32(),
                fault.GetProperty("field").GetString(),
                fault.GetProperty("value").GetString()
            )
        );
        var line = JsonDocument.Parse(Assert.Single(File.ReadAllLines(output))).RootElement;
        Assert.Equal("ObserveDeal", line.GetProperty("command").GetString());
        using var wrong = ProgramRun.ToEnd("observations", "import", file, "--as", "gossip");
        Assert.Equal(2, wrong.ExitCode);
    }

    [Fact]
    public void Check_says_of_each_deal_why_no_index_would_use_it()
    {
        Write("deals.csv", Header, _good);
        using var unknown = ProgramRun.ToEnd("observations", "check", _folder, "--json");
        Assert.True(unknown.ExitCode == 1, unknown.Error + unknown.Out);
        Assert.Equal(
            1,
            JsonDocument.Parse(unknown.Out).RootElement.GetProperty("screens").GetProperty("source").GetInt32()
        );
        Write(
            "sources.csv",
            "source,owner,related,kind,since,status,reason",
            "acme,acme,,invoice,2026-01-01,admitted,contract 7"
        );
        using var clean = ProgramRun.ToEnd("observations", "check", _folder);
        Assert.True(clean.ExitCode == 0, clean.Error + clean.Out);
        using var strict = ProgramRun.ToEnd("check", _folder);
        Assert.True(strict.ExitCode == 0, strict.Error + strict.Out);
    }

    [Fact]
    public void Admit_refuses_a_fabricated_history_and_admits_a_list_price()
    {
        // FABRICATED: a wave without noise.
        var wave = Enumerable.Range(0, 120).Select(i => Row(i, 2.5 + (0.3 * Math.Sin(i / 9.0)) + (0.001 * i)));
        using var made = ProgramRun.ToEnd(
            "observations",
            "admit",
            Write("made.csv", ["date,price", .. wave]),
            "--json"
        );
        Assert.True(made.ExitCode == 1, made.Error + made.Out);
        Assert.Equal("Refused", JsonDocument.Parse(made.Out).RootElement.GetProperty("verdict").GetString());
        var steps = Enumerable.Range(0, 120).Select(i => Row(i, i < 50 ? 2.5 : 1.99));
        var picture = Path.Combine(_folder, "list.svg");
        using var list = ProgramRun.ToEnd(
            "observations",
            "admit",
            Write("list.csv", ["date,price", .. steps]),
            "--svg",
            picture
        );
        Assert.True(list.ExitCode == 0, list.Error + list.Out);
        Assert.Contains("Admitted", list.Out, StringComparison.Ordinal);
        Assert.StartsWith("<svg", File.ReadAllText(picture), StringComparison.Ordinal);
    }

    private static string Row(int day, double price) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{new DateOnly(2025, 1, 6).AddDays(day):yyyy-MM-dd},{price:0.000}"
        );
}
