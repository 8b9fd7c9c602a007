// Usage records: the cost of parsing and adding up, and of adding up alone; a billion is projected, never run.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What is measured.</summary>
internal sealed record UsagePlan(int Records, int Models, int Days, int Rounds);

/// <summary>One way in.</summary>
/// <param name="PerSecond">Records a second on one thread: the median of the rounds.</param>
/// <param name="Worst">Of the rounds.</param>
/// <param name="BytesARecord">Allocated on the managed heap.</param>
/// <param name="InputBytesARecord">Length of a record in the file; 0 where none is read.</param>
/// <param name="SecondsABillion">Projected: a billion over <paramref name="PerSecond"/>.</param>
internal sealed record UsageLine(
    string What,
    double PerSecond,
    double Worst,
    double BytesARecord,
    double InputBytesARecord,
    double SecondsABillion
);

/// <summary>The whole run.</summary>
/// <param name="TokensARecord">Mean tokens of the made records.</param>
/// <param name="SameTotals">Did all ways give the same totals?</param>
internal sealed record UsageBenchReport(
    string Machine,
    string Runtime,
    string Date,
    double ForeignProcessors,
    UsagePlan Plan,
    double TokensARecord,
    IReadOnlyList<UsageLine> Lines,
    bool SameTotals,
    IReadOnlyList<Bar> Bars
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(UsageBenchReport))]
internal sealed partial class UsageBenchJson : JsonSerializerContext;

/// <summary>Records of a seed, as structures and as files in memory, so that no disk is measured.</summary>
internal sealed class UsageBench
{
    private readonly UsagePlan _plan;
    private readonly UsageRecord[] _records;

    private UsageBench(UsagePlan plan)
    {
        _plan = plan;
        var chance = new Random(1);
        var models = Enumerable.Range(0, plan.Models).Select(i => Invariant($"maker-{i % 17}-model-{i}")).ToArray();
        var first = TradingDate.Of(2026, 1, 1);
        _records = new UsageRecord[plan.Records];
        for (var i = 0; i < _records.Length; i++)
        {
            var model = models[Skewed(chance, plan.Models)];
            var input = chance.NextInt64(100, 4000);
            var cached = chance.NextInt64(0, 4000);
            var output = chance.NextInt64(10, 900);
            var day = first.Plus((int)((long)i * plan.Days / _records.Length));
            _records[i] = new(
                Instant.At(day, 0).Plus(chance.NextInt64(0, 86_400) * Instant.PerSecond),
                "seller",
                model,
                model,
                new(input, cached, output, 0),
                1,
                (input + cached + output) / 1_000_000m,
                "USD",
                "",
                false
            );
        }
    }

    public static UsageBenchReport Run(UsagePlan plan, Action<string> progress)
    {
        var load = new ForeignLoad();
        progress(Invariant($"making {plan.Records} records of {plan.Models} models on {plan.Days} days"));
        var bench = new UsageBench(plan);
        var sums = new List<UsageSum>();
        var lines = new List<UsageLine>
        {
            bench.Measure("adding up alone", 0, progress, sums, bench.AddUp),
            bench.File("bill, CSV", UsageFormat.Bill, bench.Bill, progress, sums),
            bench.File("LiteLLM spend log, CSV", UsageFormat.LiteLlm, bench.LiteLlmCsv, progress, sums),
            bench.File("LiteLLM spend log, JSON lines", UsageFormat.LiteLlm, bench.LiteLlmLines, progress, sums),
            bench.File("answers, JSON lines", UsageFormat.Responses, bench.Responses, progress, sums),
        };
        var same = sums.TrueForAll(s =>
            s.Records == sums[0].Records && s.Tokens == sums[0].Tokens && s.CachedInput == sums[0].CachedInput
        );
        return new(
            MachineLimits.Describe(),
            System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
            BenchText.Today(),
            load.Processors(),
            plan,
            (double)sums[0].Tokens / plan.Records,
            lines,
            same,
            [new("all ways give the same totals (1: yes)", same ? 1 : 0, 1, true)]
        );
    }

    // A few models make most of the calls.
    private static int Skewed(Random chance, int models)
    {
        var share = chance.NextDouble();
        return (int)(share * share * share * models);
    }

    private UsageTotals AddUp()
    {
        var totals = new UsageTotals();
        foreach (ref readonly var record in _records.AsSpan())
            totals.Take(record);
        return totals;
    }

    private UsageLine File(
        string what,
        UsageFormat format,
        Func<byte[]> write,
        Action<string> progress,
        List<UsageSum> sums
    )
    {
        var bytes = write();
        return Measure(
            what,
            (double)bytes.Length / _plan.Records,
            progress,
            sums,
            () =>
            {
                var totals = new UsageTotals();
                UsageImport.Read(new MemoryStream(bytes), "bench", format, totals);
                return totals;
            }
        );
    }

    private UsageLine Measure(
        string what,
        double inputBytes,
        Action<string> progress,
        List<UsageSum> sums,
        Func<UsageTotals> way
    )
    {
        progress(what);
        var all = way();
        var sum = new UsageSum();
        foreach (var total in all.Totals(byModel: false, byDay: false))
            sum.Add(total.Sum);
        sums.Add(sum);
        var seconds = new List<double>();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < _plan.Rounds; round++)
        {
            var begin = Stopwatch.GetTimestamp();
            way();
            seconds.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var perSecond = _plan.Records / BenchText.Median(seconds);
        return new(
            what,
            perSecond,
            _plan.Records / seconds.Max(),
            (double)allocated / _plan.Rounds / _plan.Records,
            inputBytes,
            1e9 / perSecond
        );
    }

    private byte[] Bill() =>
        Text(
            "day,seller,model,input,cached_input,output,requests,cost,currency",
            r =>
                Invariant($"{r.At.Date},seller,{r.Model},{r.Tokens.Input},{r.Tokens.CachedInput},{r.Tokens.Output},")
                + Invariant($"1,{r.Cost},USD")
        );

    private byte[] LiteLlmCsv() =>
        Text(
            "request_id,startTime,model,prompt_tokens,completion_tokens,cache_read_input_tokens,spend,user",
            r =>
                Invariant($"chatcmpl-{r.At.Nanoseconds},{r.At},{r.Model},{r.Tokens.AllInput},{r.Tokens.Output},")
                + Invariant($"{r.Tokens.CachedInput},{r.Cost},u1")
        );

    private byte[] LiteLlmLines() =>
        Text(
            null,
            r =>
                Invariant($"{{\"request_id\":\"chatcmpl-{r.At.Nanoseconds}\",\"call_type\":\"acompletion\",")
                + Invariant($"\"startTime\":\"{r.At}\",\"model\":\"{r.Model}\",\"prompt_tokens\":{r.Tokens.AllInput},")
                + Invariant($"\"completion_tokens\":{r.Tokens.Output},\"spend\":{r.Cost},\"user\":\"u1\",\"metadata\":")
                + Invariant(
                    $"{{\"usage_object\":{{\"prompt_tokens_details\":{{\"cached_tokens\":{r.Tokens.CachedInput}}}}}}}}}"
                )
        );

    private byte[] Responses() =>
        Text(
            null,
            r =>
                Invariant($"{{\"id\":\"chatcmpl-{r.At.Nanoseconds}\",\"object\":\"chat.completion\",\"created\":")
                + Invariant(
                    $"{r.At.Nanoseconds / Instant.PerSecond},\"model\":\"{r.Model}\",\"usage\":{{\"prompt_tokens\":"
                )
                + Invariant($"{r.Tokens.AllInput},\"completion_tokens\":{r.Tokens.Output},\"prompt_tokens_details\":")
                + Invariant($"{{\"cached_tokens\":{r.Tokens.CachedInput}}}}}}}")
        );

    private byte[] Text(string? header, Func<UsageRecord, string> line)
    {
        using var memory = new MemoryStream();
        using (var writer = new StreamWriter(memory, new UTF8Encoding(false), 1 << 16, leaveOpen: true))
        {
            writer.NewLine = "\n";
            if (header is not null)
                writer.WriteLine(header);
            foreach (var record in _records)
                writer.WriteLine(line(record));
        }

        return memory.ToArray();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
