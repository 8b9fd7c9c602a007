// Intake of observations: what reading, checking, screening and writing down a table costs, row by row.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Screens;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What is measured.</summary>
/// <param name="Rows">Rows of each table.</param>
/// <param name="Bad">One row in so many breaks a rule, in the table that has such rows.</param>
internal sealed record IntakePlan(int Rows, int Rounds, int Bad);

/// <summary>One way in.</summary>
/// <param name="PerSecond">Rows a second on one thread: the median of the rounds.</param>
/// <param name="Worst">Of the rounds.</param>
/// <param name="BytesARow">Allocated on the managed heap.</param>
/// <param name="InputBytesARow">Length of a row in the table; 0 where none is read.</param>
/// <param name="Refused">Rows that were not used, or prices that a screen held back.</param>
internal sealed record IntakeLine(
    string What,
    double PerSecond,
    double Worst,
    double BytesARow,
    double InputBytesARow,
    int Refused
);

/// <summary>The whole run.</summary>
internal sealed record IntakeBenchReport(
    string Machine,
    string Runtime,
    string Date,
    double ForeignProcessors,
    IntakePlan Plan,
    IReadOnlyList<IntakeLine> Lines,
    IReadOnlyList<Bar> Bars
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(IntakeBenchReport))]
internal sealed partial class IntakeBenchJson : JsonSerializerContext;

/// <summary>Tables of a seed in memory, so that no disk is measured.</summary>
internal sealed class IntakeBench(IntakePlan plan, ScreenRules rules, Action<string> progress)
{
    private const int Sellers = 40;
    private const int Items = 250;

    private static readonly string _proof = new('a', 64);
    private static readonly TradingDate _first = TradingDate.Of(2026, 1, 1);

    private readonly List<IntakeLine> _lines = [];
    private long _written;

    /// <param name="plan">What is measured.</param>
    /// <param name="rules">The screens, rulebook/screens/intake.json.</param>
    /// <param name="progress">Told of each way.</param>
    public static IntakeBenchReport Run(IntakePlan plan, ScreenRules rules, Action<string> progress)
    {
        var load = new ForeignLoad();
        var bench = new IntakeBench(plan, rules, progress);
        var bars = bench.All();
        return new(
            MachineLimits.Describe(),
            System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
            BenchText.Today(),
            load.Processors(),
            plan,
            bench._lines,
            bars
        );
    }

    private List<Bar> All()
    {
        var prices = Prices(bad: 0);
        var strict = 0;
        Measure(
            "prices, strict door",
            prices.Length,
            () =>
            {
                var file = ObservationCsv.Read(new MemoryStream(prices), "prices.csv");
                strict = file.Observations.Count;
                return file.Faults.Count;
            }
        );
        var forgiving = Import("prices, forgiving door", prices, "prices");
        var worse = Import($"prices, one row in {plan.Bad} bad", Prices(plan.Bad), "prices");
        var deals = Import("deals, two rows each", Deals(), "deals");
        var measures = Import("measures", Measures(), "measures");
        Measure(
            "documents for the log",
            0,
            () =>
            {
                foreach (var observation in forgiving.Observations)
                    _written += observation.Bytes().Length;
                return 0;
            }
        );
        Measure("price screens", 0, () => Held(forgiving.Observations));
        var bad = (plan.Rows - 1) / plan.Bad + 1;
        var whole =
            forgiving.Report.Clean && deals.Report.Clean && measures.Report.Clean && worse.Report.Refused == bad;
        return
        [
            new(
                "both doors give the same number of observations (1: yes)",
                Yes(strict == plan.Rows && forgiving.Observations.Count == strict),
                1,
                true
            ),
            new("exactly the bad rows are refused (1: yes)", Yes(whole), 1, true),
            new("bytes of a document for the log", (double)_written / plan.Rows / (plan.Rounds + 1), 1024, false),
        ];
    }

    private int Held(IReadOnlyList<Observation> observations)
    {
        var screens = new PriceScreens(rules);
        var held = 0;
        foreach (var observation in observations)
            held += screens.Against((PriceObservation)observation.Document) is null ? 0 : 1;
        return held;
    }

    private Intake Import(string what, byte[] table, string kind)
    {
        Intake? last = null;
        Measure(
            what,
            table.Length,
            () =>
            {
                last = TableIntake.Read(new MemoryStream(table), $"{kind}.csv", kind);
                return last.Report.Refused;
            }
        );
        return last!;
    }

    private void Measure(string what, int bytes, Func<int> way)
    {
        way();
        var refused = 0;
        var seconds = new List<double>();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < plan.Rounds; round++)
        {
            var begin = Stopwatch.GetTimestamp();
            refused = way();
            seconds.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var line = new IntakeLine(
            what,
            plan.Rows / BenchText.Median(seconds),
            plan.Rows / seconds.Max(),
            (double)allocated / plan.Rounds / plan.Rows,
            (double)bytes / plan.Rows,
            refused
        );
        _lines.Add(line);
        progress(BenchText.Text($"{what}: {line.PerSecond:N0} rows a second"));
    }

    /// <summary>Sellers ask about the same for a model and move it now and then; every so many rows a price is below
    /// zero.</summary>
    private byte[] Prices(int bad)
    {
        var chance = new Random(1);
        return Table(
            "seen,effective,product,seller,maker,item,class,region,terms,price,currency,unit,event,source",
            i =>
            {
                var item = chance.Next(Items);
                var price = bad > 0 && i % bad == 0 ? -1m : (item + 10) * (90 + chance.Next(20)) / 10_000m;
                return Invariant($"{Day(i)},{Day(i)},token,seller-{chance.Next(Sellers)},maker-{item % 17},")
                    + Invariant($"model-{item}x,input,global,on_demand,{price},USD,1M tokens,price,made by a seed");
            }
        );
    }

    private byte[] Deals()
    {
        var chance = new Random(2);
        return Table(
            "deal,seen,from,to,product,kind,seller,buyer,maker,item,region,terms,class,units,list,net,"
                + "currency,unit,source,evidence,flags,traits",
            i =>
            {
                var deal = i / 2;
                var (kind, units) = i % 2 == 0 ? ("input", 4m) : ("output", 1m);
                return Invariant($"d{deal},{Day(deal * 2)},{Day(deal * 2)},{Day(deal * 2)},token,invoice,")
                    + Invariant(
                        $"seller-{deal % Sellers},buyer-{deal % 997},maker,model-{deal % Items}x,cn,on_demand,{kind},"
                    )
                    + Invariant($"{units},2,{chance.Next(100, 900) / 100m},CNY,1M tokens,made by a seed,{_proof},,");
            }
        );
    }

    private byte[] Measures()
    {
        var chance = new Random(3);
        return Table(
            "seen,effective,product,seller,maker,item,class,region,terms,value,unit,source,evidence,traits",
            i =>
                Invariant($"{Day(i)},{Day(i)},supply,seller-{i % Sellers},nvidia,h100,available,us,spot,")
                + Invariant($"{chance.Next(100_000)},node-hours,made by a seed,{_proof},gpus=8")
        );
    }

    // A year of days, in order.
    private TradingDate Day(int row) => _first.Plus((int)((long)row * 365 / plan.Rows));

    private byte[] Table(string header, Func<int, string> row)
    {
        using var memory = new MemoryStream();
        using (var writer = new StreamWriter(memory, new UTF8Encoding(false), 1 << 16, leaveOpen: true))
        {
            writer.NewLine = "\n";
            writer.WriteLine(header);
            for (var i = 0; i < plan.Rows; i++)
                writer.WriteLine(row(i));
        }

        return memory.ToArray();
    }

    private static double Yes(bool so) => so ? 1 : 0;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
