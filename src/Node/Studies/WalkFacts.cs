// From folders of observations and traces to the hedgers and contracts of the walk-forward study.
using System.Globalization;
using System.Text;
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Analytics.Walks;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Verbs;

namespace Tokenbourse.Node.Studies;

/// <summary>What a trace of use says: how the tokens divide, and how much there is.</summary>
/// <param name="Mix">Shares of tokens read anew, read from the cache and written.</param>
/// <param name="Tokens">All tokens of the trace.</param>
/// <param name="Hours">Its length.</param>
internal sealed record UsageShape(string Trace, Bundle Mix, double Tokens, double Hours)
{
    /// <summary>A mix as text.</summary>
    public string Words =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Mix.Input:0.000} read anew, {Mix.Cached:0.000} from the cache, {Mix.Output:0.000} written"
        );

    /// <summary>How many such traces at once use so many million tokens a day.</summary>
    public string Times(decimal millionADay) =>
        string.Create(CultureInfo.InvariantCulture, $"{(double)millionADay * 1e6 / (Tokens / Hours * 24):0.#}");
}

/// <summary>Reads everything.</summary>
internal static class WalkFacts
{
    // An application company of the size in the design paper: 200 billion tokens in thirty days.
    private const decimal BuyerADay = 200_000m / 30;

    // Eight nodes of eight GPUs, always on.
    private const decimal GpuHoursADay = 64 * 24;
    private const int MaxAge = 62;
    private const int Basket = 3;
    private const int LeastListed = 10;

    /// <summary>The two books.</summary>
    public static (string Source, IReadOnlyList<WalkBook> Books) Read(
        string folder,
        string rulebook,
        Action<string> say
    )
    {
        if (StudyFacts.IsOwn(folder))
            throw new VerbException(
                $"{folder}: the walk needs usage traces beside prices; the reference table has none. Give --data",
                2
            );
        say("reading prices");
        var set = StudyFacts.Read(folder);
        foreach (var fault in set.Faults)
            Console.Error.WriteLine(fault);
        if (set.Observations.Count == 0)
            throw new VerbException($"{folder}: no observations", 1);
        say("computing CSTI-S and GHI-H100 by their publication");
        var methods = Home.Documents(rulebook, "indexes").Where(d => d.Name is "CSTI-S.json" or "GHI-H100.json");
        var prints = IndexVerb
            .Prints(folder, set with { Reports = [] }, [.. methods], null)
            .Select(p => (p.Index, p.Day, p.Value))
            .ToList();
        say("building hedgers");
        var tokens = StudyFacts.Tokens(folder, set, prints);
        var gpus = StudyFacts.Gpus(folder, set, prints);
        var gh = Contract(rulebook, "GH", tokens.First, Series(gpus.Shipped, tokens.First, gpus.Prices[^1].Known));
        return (tokens.Source, [TokenBook(folder, rulebook, tokens, InYuan(gh, tokens)), GpuBook(gpus, gh)]);
    }

    private static WalkBook TokenBook(string folder, string rulebook, TokenFacts facts, WalkContract cross)
    {
        var prints = facts.Shipped.FirstOrDefault(s => s.Name == "CSTI-S").Series;
        if (prints is null)
            throw new VerbException("CSTI-S: too few prints over this folder", 1);
        var contract = Contract(rulebook, "TK", facts.First, prints);
        var start = FirstMonth(contract);
        var day = start.Last.Days - facts.First.Days;
        var grade = Grade.Anchored("grade S, scores known that day", facts.Scores, TokenStudy.Anchors);
        Universe Of(Bundle mix, bool router) =>
            new(
                PricePanel.Of(
                    facts.Prices.Where(p =>
                        (p.Offer.Seller == facts.Router) == router && grade.From(p.Offer.Item) is not null
                    ),
                    facts.Rates,
                    facts.First,
                    facts.Last,
                    Currency.CNY,
                    mix
                ),
                grade,
                0
            );
        var conversation = Trace(folder, "trace_azure2023.csv", "Azure 2023, conversations", "conv", 0.73);
        var cached = Trace(folder, "trace_mooncake_conversation.csv", "Mooncake, conversations", "", 0.8025);
        var routed = Trace(folder, "openrouter_daily_usage.csv", "a router's daily usage, 2026-07-30 on", "", 17 * 24);
        var one = Of(conversation.Mix, router: false);
        var maker = Of(cached.Mix, router: false);
        var route = Of(routed.Mix with { Input = routed.Mix.Input + routed.Mix.Cached, Cached = 0 }, router: true);
        if (route.Panel.Offers.Count == 0)
            route = Of(routed.Mix, router: false);
        var model = TokenBuyers.ModelsOn(one, day)[0];
        var makers = TokenBuyers.MakersOn(maker, day);
        var sold = Of(Bundle.Standard, router: false);
        WalkHedger Buyer(string name, string what, double[] prices) =>
            new(name, what, false, BuyerADay, facts.First, prices);
        WalkHedger Seller(string name) =>
            new(
                $"provider ({name})",
                $"sells the models of the grade of {name} at their mean list price, equal volumes assumed; "
                    + $"days weighed by the "
                    + "rates of ServeGen's clients (14 days of a provider's production, the first taken for a "
                    + "Monday)",
                true,
                BuyerADay,
                facts.First,
                TokenBuyers.Mean(sold, name).Prices,
                Weekdays: Weekdays(folder)
            );
        return new(
            contract,
            cross,
            start,
            ContractMonth.Of(facts.Last),
            [
                Buyer(
                    "one-model buyer",
                    $"stays with {model}, of the models of the grade on the first day the one with most "
                        + $"sellers, at its cheapest "
                        + $"list price; tokens as in {conversation.Trace}: {conversation.Words}; "
                        + $"{conversation.Times(BuyerADay)} times the trace's rate",
                    TokenBuyers.Model(one, model).Prices
                ),
                Buyer(
                    "one-maker buyer",
                    $"always the cheapest model of the grade of {makers[0]}, the maker with most of them on "
                        + $"the first day; tokens "
                        + $"as in {cached.Trace}: {cached.Words}; {cached.Times(BuyerADay)} times the trace's rate",
                    TokenBuyers.Lowest(maker, makers[0]).Prices
                ),
                Buyer(
                    "router buyer",
                    "each day a third to each of the three cheapest models of the grade in a router's list, "
                        + "once ten are in it; tokens as in "
                        + $"{routed.Trace}: {routed.Words} (that mix is of a later time: hindsight)",
                    TokenBuyers.Cheapest(route, Basket, LeastListed).Prices
                ),
                new(
                    "index-linked buyer",
                    "a supply contract at the mean of the month's prints of CSTI-S and 0.50 yuan a million "
                        + "standard tokens: "
                        + "nobody is known to have signed one; volume as the others'",
                    false,
                    BuyerADay,
                    facts.First,
                    [],
                    Linked: true,
                    Spread: 0.5
                ),
                Seller(makers[0]),
            ],
            [
                (
                    "one-model buyers: every model of the grade on the first day",
                    [.. TokenBuyers.ModelsOn(one, day).Select(m => Buyer(m, "", TokenBuyers.Model(one, m).Prices))]
                ),
                (
                    "one-maker buyers: every maker of the first day, its newest model",
                    [.. makers.Select(m => Buyer(m, "", TokenBuyers.Newest(maker, m).Prices))]
                ),
                (
                    "one-maker buyers: every maker of the first day, its cheapest model",
                    [.. makers.Select(m => Buyer(m, "", TokenBuyers.Lowest(maker, m).Prices))]
                ),
                ("providers: every maker of the first day", [.. makers.Select(Seller)]),
            ]
        );
    }

    private static WalkBook GpuBook(GpuFacts facts, WalkContract contract)
    {
        var last = facts.Prices[^1].Known;
        var panel = PricePanel
            .Of(facts.Prices, facts.Rates, contract.First, last, Currency.USD, null, MaxAge)
            .Where(o => o.Item == facts.Item);
        IReadOnlyList<WalkHedger> Renters(string terms, bool large) =>
            [
                .. panel
                    .Offers.Where(o => o.Terms == terms && facts.Large.Contains(o.Seller) == large)
                    .Select(o => o.Seller)
                    .Distinct()
                    .Select(seller => Renter(panel, seller, terms))
                    .OrderByDescending(h => h.Prices.Count(double.IsFinite))
                    .ThenBy(h => h.Name, StringComparer.Ordinal),
            ];
        var small = Renters("on_demand", large: false);
        var large = Renters("on_demand", large: true);
        return new(
            contract,
            null,
            FirstMonth(contract),
            ContractMonth.Of(last),
            [.. small.Take(1), .. large.Take(1)],
            [
                ("smaller clouds, on demand", small),
                ("large clouds, on demand", large),
                ("spot, all clouds", [.. Renters("spot", large: false), .. Renters("spot", large: true)]),
            ]
        );
    }

    // A seller at the median of its offers, in logs.
    private static WalkHedger Renter(PricePanel panel, string seller, string terms)
    {
        var rows = Enumerable
            .Range(0, panel.Offers.Count)
            .Where(i => panel.Offers[i].Seller == seller && panel.Offers[i].Terms == terms)
            .Select(i => panel.Prices[i])
            .ToList();
        var prices = new double[panel.Days];
        for (var day = 0; day < prices.Length; day++)
            prices[day] = Levels.Quantile([.. rows.Select(r => r[day]).Where(double.IsFinite)], 0.5, 1);
        return new(
            $"renter ({seller})",
            $"rents 64 H100 day and night from {seller} at the price of the day ({terms.Replace('_', ' ')}, "
                + $"median of its regions); "
                + "of its kind the one with most priced days",
            false,
            GpuHoursADay,
            panel.First,
            prices
        );
    }

    // The first month at whose end the index had been printed.
    private static ContractMonth FirstMonth(WalkContract contract)
    {
        var day = Array.FindIndex(contract.Prints, double.IsFinite);
        if (day < 0)
            throw new VerbException($"{contract.Index}: no print over this folder", 1);
        return ContractMonth.Of(contract.First.Plus(day));
    }

    private static WalkContract Contract(string rulebook, string code, TradingDate first, double[] prints)
    {
        var faults = new List<SpecFault>();
        var path = Path.Combine(rulebook, "contracts", $"{code}.json");
        if (!File.Exists(path))
            throw new VerbException($"{path}: no such file", 2);
        if (ContractSpec.Read(File.ReadAllBytes(path), faults) is not { } spec)
            throw new VerbException($"{path}: {string.Join("; ", faults)}", 2);
        return new(
            code,
            code == "TK" ? "CSTI-S" : "GHI-H100",
            spec.Currency.ToString(),
            first,
            prints,
            spec.LotSize,
            spec.TickSize,
            spec.FeeTurnoverPpm / 1_000_000m,
            spec.FeePerLotMinor / 100m,
            MarginRate(rulebook, code),
            code != "TK"
        );
    }

    private static decimal MarginRate(string rulebook, string code)
    {
        var path = Path.Combine(rulebook, "margins", $"{code}.json");
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(path));
        return decimal.Parse(document.RootElement.GetProperty("rate").GetString()!, CultureInfo.InvariantCulture);
    }

    // The same contract as somebody sees it who counts in yuan at the rate known on the day.
    private static WalkContract InYuan(WalkContract contract, TokenFacts facts)
    {
        var rates = facts.Rates.Where(r => r.Base == Currency.USD && r.Quote == Currency.CNY).ToList();
        var prints = new double[contract.Prints.Length];
        var (now, next) = (double.NaN, 0);
        for (var day = 0; day < prints.Length; day++)
        {
            for (; next < rates.Count && rates[next].Known <= contract.First.Plus(day); next++)
                now = rates[next].Rate;
            prints[day] = contract.Prints[day] * now;
        }

        // A lot's fee is cents; at the last rate it stays so.
        var fee = decimal.Round(contract.FeePerLot * (decimal)now, 2);
        return contract with { Prints = prints, Currency = "CNY", FeePerLot = fee };
    }

    private static double[] Series(IReadOnlyDictionary<TradingDate, double> prints, TradingDate first, TradingDate last)
    {
        var series = new double[last.Days - first.Days + 1];
        for (var day = 0; day < series.Length; day++)
            series[day] = prints.TryGetValue(first.Plus(day), out var value) ? value : double.NaN;
        return series;
    }

    private static UsageShape Trace(string folder, string file, string name, string service, double hours)
    {
        var totals = new UsageTotals();
        Import(folder, file, totals);
        var sum = new UsageSum();
        foreach (var total in totals.Totals(byDay: false))
            if (service.Length == 0 || total.Item.EndsWith($"-{service}", StringComparison.Ordinal))
                sum.Add(total.Sum);
        var all = (double)sum.Tokens;
        if (all <= 0)
            throw new VerbException($"{file}: no tokens counted", 1);
        return new(
            name,
            new((double)sum.Input / all, (double)sum.CachedInput / all, (double)(sum.Output + sum.Reasoning) / all),
            all,
            hours
        );
    }

    private static double[] Weekdays(string folder)
    {
        var totals = new UsageTotals();
        // A Monday, so that the day's number of the week is the table's.
        Import(folder, "trace_servegen_clients.csv", totals, new UsageOptions(TradingDate.Of(1970, 1, 5)));
        var days = new double[7];
        foreach (var total in totals.Totals(byModel: false))
            days[total.Day!.Value.Weekday - 1] += (double)total.Sum.Requests;
        var all = days.Sum();
        return [.. days.Select(d => d / all * 7)];
    }

    private static void Import(string folder, string file, UsageTotals totals, UsageOptions? options = null)
    {
        var plain = Path.Combine(folder, file);
        var path = File.Exists(plain) ? plain : plain + ".gz";
        if (!File.Exists(path))
            throw new VerbException($"{plain}[.gz]: not there; the walk's volumes come from it", 2);
        UsageImport.Read(path, UsageFormat.None, totals, options);
    }
}
