// tokenbourse desk plan: exposure, market and policy become a plan: ratio, strategies, risk, breaches.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Desk;
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Node.Hedging;

namespace Tokenbourse.Node.Verbs;

/// <summary>Writes plan.json.</summary>
internal static class DeskPlanVerb
{
    public static Command Build()
    {
        var desk = DeskVerb.FolderOption();
        var market = new Option<string?>("--market") { Description = "Default: market.json in the desk's folder." };
        var cross = new Option<string?>("--cross") { Description = "Another contract's snapshot, for a cross hedge." };
        var history = new Option<string?>("--history")
        {
            Description =
                "Own prices as CSV, day,value in the contract's quote. Default: own.csv in the desk's folder; "
                + "without it "
                + "the bills are read.",
        };
        var seed = new Option<ulong>("--seed")
        {
            Description = "Where all chance comes from.",
            DefaultValueFactory = _ => 7,
        };
        var paths = new Option<int>("--paths")
        {
            Description = "Simulated paths, even.",
            DefaultValueFactory = _ => 10_000,
        };
        var rate = new Option<decimal>("--fx")
        {
            Description = "Programme currency for one unit of the contract's, where they differ.",
            DefaultValueFactory = _ => 1,
        };
        var crossRate = new Option<decimal?>("--cross-fx") { Description = "The same for the cross contract's." };
        var discount = new Option<decimal>("--prepay-discount")
        {
            Description = "What a seller takes off for money now.",
            DefaultValueFactory = _ => PrepayTerms.Usual.Discount,
        };
        var financing = new Option<decimal>("--financing")
        {
            Description = "Yearly rate of one's money.",
            DefaultValueFactory = _ => PrepayTerms.Usual.Financing,
        };
        var stack = new Option<int>("--stack-months")
        {
            Description = "Front months that a stack is held in.",
            DefaultValueFactory = _ => 1,
        };
        var json = new Option<bool>("--json") { Description = "The plan as JSON." };
        var command = new Command(
            "plan",
            "Compares strategies on the same simulated paths and writes the plan. Example: tokenbourse desk "
                + "plan --desk data/desk --seed 7"
        )
        {
            desk,
            market,
            cross,
            history,
            seed,
            paths,
            rate,
            crossRate,
            discount,
            financing,
            stack,
            json,
        };
        command.SetAction(parsed =>
        {
            var folder = new DeskFolder(parsed.GetValue(desk)!);
            var options = new PlanOptions
            {
                Seed = parsed.GetValue(seed),
                Paths = parsed.GetValue(paths),
                Rate = parsed.GetValue(rate),
                CrossRate = parsed.GetValue(crossRate),
                Prepay = new(parsed.GetValue(discount), parsed.GetValue(financing)),
                StackMonths = Math.Clamp(parsed.GetValue(stack), 1, 12),
            };
            var plan = Make(folder, parsed.GetValue(market), parsed.GetValue(cross), parsed.GetValue(history), options);
            DeskFolder.Write(folder.PlanFile, plan, DeskJson.Default.HedgePlan);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(plan, DeskJson.Default.HedgePlan));
            else
                Console.Write(PlanText.Of(plan) + $"\nkept in {folder.PlanFile}\n");
            return 0;
        });
        return command;
    }

    private static HedgePlan Make(
        DeskFolder folder,
        string? market,
        string? cross,
        string? history,
        PlanOptions options
    )
    {
        var request = Request(folder, market, cross, history, options);
        try
        {
            return PlanMaker.Make(request, step => Console.Error.WriteLine($"  {step} ..."));
        }
        catch (PlanException fault)
        {
            throw new VerbException(fault.Message, 2);
        }
    }

    /// <summary>What a plan of a desk's folder is made from.</summary>
    /// <exception cref="VerbException">A document is missing or at fault.</exception>
    internal static PlanRequest Request(
        DeskFolder folder,
        string? market,
        string? cross,
        string? history,
        PlanOptions options
    )
    {
        var seen = Market(market) ?? folder.Market();
        var policy = folder.Policy();
        if (PolicyRules.Faults(policy) is [var fault, ..])
            throw new VerbException($"{folder.PolicyFile}: {fault.Field} '{fault.Given}': {fault.Said.En}", 1);
        var own = history ?? (File.Exists(folder.OwnPricesFile) ? folder.OwnPricesFile : null);
        return new(
            folder.Programme(),
            Hedged(folder, seen),
            seen,
            policy,
            Market(cross),
            own is null ? [] : MarketSources.Days("--history", own),
            options
        );
    }

    private static MarketSnapshot? Market(string? file) =>
        file is null
            ? null
            : DeskFolder.Read(file, DeskJson.Default.MarketSnapshot, "run desk market --out FILE first");

    // What the journal says is hedged already counts, beside what the exposure table says.
    private static ExposureTable Hedged(DeskFolder folder, MarketSnapshot market)
    {
        var exposure = folder.Exposure();
        var held = JournalFiles
            .Read(folder)
            .Select(l => l.Allocated)
            .OfType<AllocatedFills>()
            .SelectMany(a => a.Fills)
            .Where(f => market.Months.Any(m => m.Symbol == f.Symbol))
            .GroupBy(f => f.Month)
            .ToDictionary(g => g.Key, g => Math.Abs(g.Sum(f => f.Lots)) * market.LotSize);
        return exposure with
        {
            Months =
            [
                .. exposure
                    .Months.Where(m => m.Month.Last > market.Day)
                    .Select(m =>
                    {
                        var hedged = m.Hedged + held.GetValueOrDefault(m.Month);
                        return m with { Hedged = hedged, Open = (m.Floating * m.Base) - hedged };
                    }),
            ],
        };
    }
}
