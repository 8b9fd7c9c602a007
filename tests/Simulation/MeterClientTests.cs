// The unmodified OpenAI client through the meter: tokens served are tokens metered, journaled and told to the venue.
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class MeterClientTests : IDisposable
{
    private const int Normal = 1;
    private const int Expired = 2;
    private const int Elsewhere = 3;
    private const int Swept = 4;
    private const int Small = 5;
    private const int Killed = 6;
    private const int Left = 7;
    private const int Bound = 32;

    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-meter-").FullName;
    private readonly MeterVenue _venue = new();
    private readonly Dictionary<int, string> _keys = [];

    private string Journal => Path.Combine(_folder, "journal");

    private string Keys => Path.Combine(_folder, "keys");

    public MeterClientTests()
    {
        var hour = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 3600;
        _venue.Certificate(Normal, 3, 10_000_000, hour - 1);
        _venue.Certificate(Expired, 3, 10_000_000, hour - 3);
        _venue.Certificate(Elsewhere, 4, 10_000_000, hour - 1);
        _venue.Certificate(Swept, 3, 10_000_000, hour - 1);
        _venue.Certificate(Small, 3, 20, hour - 1);
        _venue.Certificate(Killed, 3, 10_000_000, hour - 1);
        _venue.Certificate(Left, 3, 10_000_000, hour - 1);
        for (var certificate = Normal; certificate <= Left; certificate++)
        {
            _keys[certificate] = $"tb-test-{certificate}";
            var hash = System.Security.Cryptography.SHA256.HashData(
                System.Text.Encoding.UTF8.GetBytes(_keys[certificate])
            );
            File.AppendAllText(Keys, $"{Convert.ToHexStringLower(hash)} {certificate}\n");
        }
    }

    public void Dispose()
    {
        _venue.Dispose();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public void An_unmodified_client_is_served_metered_journaled_and_billed_alike()
    {
        OpenAiClient.MustBeThere();
        using var seller = new ProgramRun("meter", "upstream", "--port", "0", "--seed", "11");
        using var meter = Meter(Address(seller));
        using var client = new OpenAiClient(Address(meter));
        object Ask(string model, string text, object? more = null) =>
            OpenAiClient.With(new { model, messages = new[] { new { role = "user", content = text } } }, more);

        var served = new SortedDictionary<int, (long Prompt, long Output)>();
        JsonElement Run(
            string name,
            int certificate,
            string call,
            object body,
            int? num,
            string[] counted,
            int leave = 0
        )
        {
            var result = client.Run(
                new
                {
                    name,
                    key = _keys.GetValueOrDefault(certificate, "tb-nobody"),
                    call,
                    body,
                    counted,
                }
            );
            Assert.True(num == OpenAiClient.Num(result), $"{name}: {result}");
            var (prompt, output) = (OpenAiClient.Whole(result, "prompt"), OpenAiClient.Whole(result, "tokens"));
            if (num is not null)
                return result;
            var sum = served.GetValueOrDefault(certificate);
            served[certificate] = (sum.Prompt + prompt, sum.Output + output);
            if (result.GetProperty("usage").ValueKind == JsonValueKind.Null)
                return result;
            var usage = result.GetProperty("usage");
            Assert.Equal(prompt, OpenAiClient.Whole(usage, "prompt_tokens"));
            Assert.Equal(prompt + output, OpenAiClient.Whole(usage, "total_tokens"));
            return result;
        }

        string[] Said(string text) => ["user", text];
        var usage = new { stream = true, stream_options = new { include_usage = true } };
        Run("plain", Normal, "chat", Ask("sim", "你好, market", new { max_tokens = 40 }), null, Said("你好, market"));
        Run("stream", Normal, "chat", Ask("sim", "hello", new { stream = true }), null, Said("hello"));
        var told = Run("usage", Normal, "chat", Ask("sim", "hello", usage), null, Said("hello"));
        Assert.NotEqual(JsonValueKind.Null, told.GetProperty("usage").ValueKind);
        Run("two", Normal, "chat", Ask("sim", "hi", new { n = 2, stream = true }), null, Said("hi"));
        Run("old", Normal, "completions", new { model = "sim", prompt = "Once" }, null, ["Once"]);
        Run(
            "old stream",
            Normal,
            "completions",
            new
            {
                model = "sim",
                prompt = "Once",
                stream = true,
            },
            null,
            ["Once"]
        );
        var vectors = new { model = "sim", input = new[] { "a b", "中文" } };
        var embedded = Run("embed", Normal, "embeddings", vectors, null, ["a b", "中文"]);
        Assert.Equal(2, OpenAiClient.Whole(embedded, "count"));
        var lying = Run("lie", Normal, "chat", Ask("liar", "how many?", usage), null, Said("how many?"));
        Assert.True(lying.GetProperty("usage").GetProperty("meter").GetProperty("counts_differ").GetBoolean());
        Run("silent", Normal, "chat", Ask("silent", "how many?"), null, Said("how many?"));
        Run("slow", Normal, "chat", Ask("slow", "go", usage), null, Said("go"));
        var models = Run("models", Normal, "models", new { }, null, []);
        Assert.Contains("liar", models.GetProperty("texts").EnumerateArray().Select(t => t.GetString()));
        Run("elsewhere", Elsewhere, "chat", Ask("sim", "there?"), null, Said("there?"));
        Run("elsewhere stream", Elsewhere, "chat", Ask("sim", "there?", usage), null, Said("there?"));

        Run("bad key", 99, "chat", Ask("sim", "hello"), 7011, []);
        Run("too long", Normal, "chat", Ask("sim", string.Concat(Enumerable.Repeat("one ", 3000))), 7005, []);
        Run("expired", Expired, "chat", Ask("sim", "hello"), 7016, []);
        Run("too small", Small, "chat", Ask("sim", "hello"), 7017, []);
        Run("no such model", Normal, "chat", Ask("gpt-9", "hello"), 7007, []);

        var cuts = 0;
        for (var i = 0; i < 120; i++)
        {
            var result = client.Run(
                new
                {
                    name = "cut",
                    key = _keys[Swept],
                    call = "chat",
                    body = Ask("cut", "hello", new { stream = true, max_tokens = 8 }),
                    counted = Said("hello"),
                }
            );
            cuts += OpenAiClient.Num(result) is 7030 or 7033 ? 1 : 0;
            if (OpenAiClient.Whole(result, "count") == 0)
                continue;
            var sum = served.GetValueOrDefault(Swept);
            served[Swept] = (
                sum.Prompt + OpenAiClient.Whole(result, "prompt"),
                sum.Output + OpenAiClient.Whole(result, "tokens")
            );
        }

        Assert.InRange(cuts, 20, 119);
        var gone = client.Run(
            new
            {
                name = "gone",
                key = _keys[Left],
                call = "chat",
                leaveAfter = 20,
                body = Ask("slow", "hello", new { stream = true, max_tokens = 300 }),
                counted = Said("hello"),
            }
        );
        Agree(served);
        Leaving(gone);
    }

    [Fact]
    public void A_meter_that_is_killed_in_a_stream_has_charged_what_the_client_had_less_at_most_the_bound()
    {
        OpenAiClient.MustBeThere();
        using var seller = new ProgramRun("meter", "upstream", "--port", "0", "--seed", "12");
        var address = Address(seller);
        JsonElement heard;
        using (var meter = Meter(address))
        {
            using var client = new OpenAiClient(Address(meter));
            client.Say(
                new
                {
                    name = "killed",
                    key = _keys[Killed],
                    call = "chat",
                    progress = true,
                    body = new
                    {
                        model = "slow",
                        stream = true,
                        max_tokens = 300,
                        messages = new[] { new { role = "user", content = "go on" } },
                    },
                    counted = (string[])["user", "go on"],
                }
            );
            do heard = client.Hear();
            while (heard.TryGetProperty("progress", out var count) && count.GetInt32() < 60);
            Assert.True(heard.TryGetProperty("progress", out _), $"{heard} {meter.Error}");
            meter.Kill();
            while (heard.TryGetProperty("progress", out _))
                heard = client.Hear();
        }

        var had = OpenAiClient.Whole(heard, "tokens");
        Assert.True(had >= 30, heard.ToString());
        using var again = Meter(address);
        Address(again);
        Assert.Contains("was cut: charged", again.Error, StringComparison.Ordinal);
        var report = Report(requests: true);
        var request = report.GetProperty("requests").EnumerateArray().Single();
        var charged = OpenAiClient.Whole(request, "output");
        Assert.Equal(OpenAiClient.Whole(heard, "prompt"), OpenAiClient.Whole(request, "input"));
        Assert.InRange(charged, had - Bound, had);
        var units = ((OpenAiClient.Whole(heard, "prompt") * 400_000) + (charged * 1_500_000)) / 1_000_000;
        Wait(() => _venue.Delivered(Killed) == units);
        Assert.Equal(("", 1), (_venue.Faults, _venue.Records));
    }

    private void Agree(SortedDictionary<int, (long Prompt, long Output)> served)
    {
        foreach (var (certificate, (prompt, output)) in served)
        {
            var units = ((prompt * 400_000) + (output * 1_500_000)) / 1_000_000;
            Wait(() => _venue.Delivered(certificate) >= units);
            Assert.Equal(units, _venue.Delivered(certificate));
        }

        Assert.Equal("", _venue.Faults);
        Assert.True(_venue.Failed(Swept) > 0, "answers that were cut before their first event have failed");
        JsonElement report = default;
        // The last answer of the venue is on its way to the journal.
        Wait(() =>
        {
            report = Report(requests: false);
            return report
                .GetProperty("bills")
                .EnumerateArray()
                .All(b => b.GetProperty("answer").ValueKind != JsonValueKind.Null);
        });
        foreach (var c in report.GetProperty("certificates").EnumerateArray())
        {
            var number = (int)OpenAiClient.Whole(c, "certificate");
            if (number == Left)
                continue;
            var (prompt, output) = served.GetValueOrDefault(number);
            Assert.Equal(
                (prompt, output, _venue.Delivered(number)),
                (OpenAiClient.Whole(c, "input"), OpenAiClient.Whole(c, "output"), OpenAiClient.Whole(c, "taken_units"))
            );
            Assert.Equal("0.000000", c.GetProperty("held").GetString());
        }
    }

    /// <summary>A client that left is charged for what its connection took: what it read at least, and not the
    /// whole.</summary>
    private void Leaving(JsonElement gone)
    {
        JsonElement request = default;
        Wait(() =>
        {
            request = Report(requests: true)
                .GetProperty("requests")
                .EnumerateArray()
                .SingleOrDefault(r => OpenAiClient.Whole(r, "certificate") == Left);
            return request.ValueKind == JsonValueKind.Object;
        });
        Assert.Equal(7036, OpenAiClient.Whole(request, "end"));
        Assert.InRange(OpenAiClient.Whole(request, "output"), OpenAiClient.Whole(gone, "tokens"), 250);
    }

    private JsonElement Report(bool requests)
    {
        string[] arguments = ["meter", "journal", Journal, "--json"];
        using var run = ProgramRun.ToEnd(requests ? [.. arguments, "--requests"] : arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        using var json = JsonDocument.Parse(run.Out);
        return json.RootElement.Clone();
    }

    private ProgramRun Meter(string seller)
    {
        var config = Path.Combine(_folder, "meter.json");
        object Model(string name, string upstream) =>
            new
            {
                model = name,
                upstream,
                does = (string[])["chat", "completions", "embeddings"],
                tokenizer = "o200k_base",
                weights = new
                {
                    input = 400_000,
                    cached = 100_000,
                    output = 1_500_000,
                },
                mostPrompt = 2000,
                mostOutput = 400,
            };
        object[] models =
        [
            Model("sim", "sim"),
            Model("liar", "sim;lie=500000"),
            Model("silent", "sim;no-usage"),
            Model("slow", "sim;slow=4"),
            Model("cut", "sim;sweep=29"),
        ];
        object[] good = [new { url = seller }];
        object[] bad = [new { url = "http://127.0.0.1:1/v1" }, new { url = seller }];
        File.WriteAllText(
            config,
            JsonSerializer.Serialize(
                new
                {
                    meter = 7,
                    tolerance = new { tokens = 2, partsPerMillion = 10_000 },
                    sellers = (object[])
                        [
                            new
                            {
                                issuer = 3,
                                products = (string[])["TS-CN"],
                                endpoints = good,
                                models,
                            },
                            new
                            {
                                issuer = 4,
                                products = (string[])["TS-CN"],
                                endpoints = bad,
                                models,
                            },
                        ],
                    limits = new { unchargedTokens = Bound, postMilliseconds = 50 },
                }
            )
        );
        return new(
            "meter",
            "serve",
            "--venue",
            _venue.Address,
            "--config",
            config,
            "--journal",
            Journal,
            "--keys",
            Keys,
            "--port",
            "0"
        );
    }

    private static string Address(ProgramRun run)
    {
        Wait(() => run.Out.Contains("/v1 ", StringComparison.Ordinal) || run.WaitFor(TimeSpan.Zero));
        var at = run.Out.IndexOf("http://", StringComparison.Ordinal);
        Assert.True(at >= 0, run.Error);
        return run.Out[at..run.Out.IndexOf(' ', at)];
    }

    private static void Wait(Func<bool> until)
    {
        var end = DateTime.UtcNow.AddMinutes(3);
        while (!until() && DateTime.UtcNow < end)
            Thread.Sleep(20);
    }
}
