// tokenbourse meter: good input, bad input, exit codes, JSON.
using System.Text.Json;
using Tokenbourse.Gateways.Meter;
using Xunit;

namespace Tokenbourse.Integration.Verbs;

[Collection(ConsoleTests.Name)]
public sealed class MeterVerbTests : IDisposable
{
    private readonly PassingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_is_printed_once_and_its_line_kept()
    {
        var keys = _folder.File("keys", MeterKeys.Line("tb-old", 3));
        var (exit, text, error) = CalledProgram.Run("meter", "key", "new", "--certificate", "12", "--keys", keys);
        Assert.Equal((0, ""), (exit, error));
        var key = text.Trim();
        Assert.Equal([MeterKeys.Line("tb-old", 3), MeterKeys.Line(key, 12)], File.ReadAllLines(keys));
        Assert.DoesNotContain(key, File.ReadAllText(keys), StringComparison.Ordinal);
        CalledProgram.Wrong("--certificate 0", "meter", "key", "new", "--certificate", "0", "--keys", keys);
        CalledProgram.Wrong("--certificate", "meter", "key", "new", "--keys", keys);
        CalledProgram.Wrong("--keys", "meter", "key", "new", "--certificate", "1", "--keys", _folder.Path);
        Assert.Equal(2, File.ReadAllLines(keys).Length);
    }

    [Fact]
    public void A_journal_is_shown_as_tables_and_as_json()
    {
        CalledProgram.Wrong("no journal", "meter", "journal", _folder.Path);
        CalledProgram.Wrong("no journal", "meter", "journal", _folder.File("nowhere"));
        Write();
        var (exit, text, _) = CalledProgram.Run("meter", "journal", _folder.Path);
        Assert.Equal(0, exit);
        Assert.StartsWith("meter 7: 7 records, 1 deliveries", text, StringComparison.Ordinal);
        Assert.Contains("7030 SellerFailed", text, StringComparison.Ordinal);
        (exit, text, _) = CalledProgram.Run("meter", "journal", _folder.Path, "--json", "--requests");
        Assert.Equal(0, exit);
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        Assert.Equal((7, 1, 7), (Number(root, "meter"), Number(root, "first_record"), Number(root, "records")));
        var certificate = root.GetProperty("certificates")[0];
        Assert.Equal("9.000000", certificate.GetProperty("standard_tokens").GetString());
        Assert.Equal((1, 9), (Number(certificate, "requests"), Number(certificate, "taken_units")));
        var bill = root.GetProperty("bills")[0];
        Assert.Equal((0, 5), (Number(bill, "answer"), Number(bill, "by")));
        Assert.Equal(("2026-03-02T10:00:00Z", 64), (Word(bill, "hour"), Word(bill, "evidence").Length));
        var request = root.GetProperty("requests")[0];
        Assert.Equal((2, 4, 5), (Number(request, "request"), Number(request, "output"), Number(request, "by")));
        (_, text, _) = CalledProgram.Run("meter", "journal", _folder.Path, "--json");
        Assert.Contains("\"requests\": null", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_journal_ends_with_1_and_a_torn_one_is_said()
    {
        Write();
        var place = _folder.File(JournalScan.FileName);
        var whole = File.ReadAllBytes(place);
        File.WriteAllBytes(place, whole[..^1]);
        var (exit, text, _) = CalledProgram.Run("meter", "journal", _folder.Path);
        Assert.Equal(0, exit);
        Assert.Contains("are no whole record", text, StringComparison.Ordinal);
        whole[40] ^= 1;
        File.WriteAllBytes(place, whole);
        (exit, text, var error) = CalledProgram.Run("meter", "journal", _folder.Path);
        Assert.Equal((1, ""), (exit, text));
        Assert.Contains("damaged", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Serving_is_refused_with_the_option_that_is_wrong()
    {
        var config = _folder.File("meter.json", File.ReadAllText(Home("docs/examples/meter.json")));
        string[] serve = ["meter", "serve", "--venue", "http://127.0.0.1:1"];
        CalledProgram.Wrong("--config", serve);
        CalledProgram.Wrong("--venue", "meter", "serve", "--config", config);
        CalledProgram.Wrong("no such file", [.. serve, "--config", _folder.File("none.json")]);
        var bad = _folder.File("bad.json", """{"meter":0,"sellers":[],"colour":1}""");
        CalledProgram.Wrong("meter: '0'", [.. serve, "--config", bad]);
        CalledProgram.Wrong("colour", [.. serve, "--config", bad]);
        CalledProgram.Wrong("--port 70000", [.. serve, "--config", config, "--port", "70000"]);
        CalledProgram.Wrong("--venue ftp://x", "meter", "serve", "--config", config, "--venue", "ftp://x");
    }

    [Theory]
    [InlineData("--fail", "200")]
    [InlineData("--fail", "-1")]
    [InlineData("--lie", "-1000001")]
    [InlineData("--slow", "-5")]
    [InlineData("--cut", "-2")]
    [InlineData("--sweep", "-1")]
    [InlineData("--port", "-1")]
    public void A_simulated_seller_is_refused_with_the_option_that_is_wrong(string option, string value) =>
        CalledProgram.Wrong($"{option} {value}", "meter", "upstream", option, value);

    [Fact]
    public void What_is_no_verb_is_wrong_usage()
    {
        CalledProgram.Wrong("meter", "meter", "sell");
        CalledProgram.Wrong("--colour", "meter", "journal", _folder.Path, "--colour", "red");
    }

    private static long Number(JsonElement of, string name) => of.GetProperty(name).GetInt64();

    private static string Word(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static string Home(string path) =>
        Path.Combine(Environment.GetEnvironmentVariable("TOKENBOURSE_HOME") ?? ".", path);

    /// <summary>A request that another account delivered, billed and taken; one that failed.</summary>
    private void Write()
    {
        var hour = (long)(new DateTime(2026, 3, 2, 10, 0, 0) - DateTime.UnixEpoch).TotalHours;
        using var journal = MeterJournal.Open(_folder.Path, (_, _, _) => { }, _ => { });
        journal.Append(MeterRecord.Opened, [7, 0], out _);
        journal.Append(MeterRecord.Held, [12, 3, 1, 0, 3, 20_000_000, 0], out _);
        journal.Append(MeterRecord.Settled, [2, 12, 2, 1, 4, 9_000_000, 3, 4, 3, 5, 0, 0, 2, hour, 0, 5], out _);
        journal.Append(MeterRecord.Billed, [1, 12, hour, 9, 0, 1, 3, 1, 2, 3, 4, 5], out _);
        journal.Append(MeterRecord.Posted, [1, 0, 0], out _);
        journal.Append(MeterRecord.Held, [12, 3, 1, 0, 3, 20_000_000, 0], out _);
        journal.Append(MeterRecord.Released, [6, 12, 7030, 0, hour, 0], out _);
    }
}
