// desk import --supply: a supply contract becomes a hedge programme, with what futures can and cannot hedge of it.
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Desk;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Supply;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Hedging;

namespace Tokenbourse.Node.Verbs;

/// <summary>A supply contract in.</summary>
internal static class DeskSupply
{
    /// <summary>Writes supply.json, programme.json and, when there is none, policy.json.</summary>
    /// <exception cref="VerbException">Something is missing or at fault, or the folder has a programme.</exception>
    public static int Run(DeskFolder desk, DeskSupplyOptions options)
    {
        if (File.Exists(desk.ProgrammeFile))
            throw new VerbException($"{desk.ProgrammeFile}: is there; a supply contract has a desk of its own", 2);
        if (options.Side == HedgerSide.Lender)
            throw new VerbException("--side lender: must be buyer or seller of the supply", 2);
        var terms = SupplyFiles.Terms(options.Terms);
        var product = SupplyFiles.Product(terms.Product);
        if (product.Contract is not { } code)
            throw new VerbException($"product {terms.Product}: no futures contract has its underlying", 1);
        var contract = ExposureSources.Contract(code);
        if (contract.Index != terms.Index)
            throw new VerbException(
                $"index {terms.Index}: {code} settles on {contract.Index}, and would hedge another price",
                1
            );
        var perContract = (decimal)product.UnitsPerFuture / contract.LotSize;
        var market = File.Exists(desk.MarketFile) ? desk.Market() : null;
        var day = Today(options.Day, market?.Day);
        var hedge = new SupplyHedge(terms, perContract);
        var view = new SupplyView(day, market, options.Forward, options.Volatility);
        var months = hedge.Months(view, Volume(options.Volume, terms));
        if (months.Count == 0)
            throw new VerbException($"supply {terms.Supply}: its last month {terms.To} is over on {day}", 1);
        var currency = product.Currency.ToString();
        var programme = SupplyProgramme.Of(terms, options.Side, code, currency, perContract, day, months);
        desk.Create();
        DeskFolder.Write(desk.At("supply.json"), File.ReadAllBytes(options.Terms));
        DeskFolder.Write(desk.ProgrammeFile, programme, DeskJson.Default.HedgeProgramme);
        if (!File.Exists(desk.PolicyFile))
        {
            var price = months[0].Price ?? 0;
            var monthly = price * months[0].Volume.Base / terms.PricedUnits;
            DeskFolder.Write(desk.PolicyFile, StarterDocuments.Policy(code, monthly), DeskJson.Default.HedgePolicy);
        }

        if (options.Json)
            Console.WriteLine(JsonSerializer.Serialize(programme, DeskJson.Default.HedgeProgramme));
        else
            foreach (var line in Lines(desk, terms, hedge, contract, months, options.Side))
                Console.WriteLine(line);
        return 0;
    }

    private static TradingDate Today(string? text, TradingDate? market)
    {
        if (text is null)
            return market
                ?? throw new VerbException("--day is needed, yyyy-MM-dd: the desk has no market.json that tells it", 2);
        return TradingDate.TryParse(text, out var day)
            ? day
            : throw new VerbException($"--day {text}: must be a date, yyyy-MM-dd", 2);
    }

    private static ForecastCases Volume(string? text, SupplyTerms terms)
    {
        if (text is null)
            return terms.Least > 0
                ? new(terms.Least, terms.Least, terms.Least)
                : throw new VerbException("--volume is needed: the contract names no least", 2);
        var parts = text.Split(',');
        var figures = new List<decimal>();
        foreach (var part in parts)
        {
            if (
                decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figure)
                && figure <= SupplyTerms.MostUnits
            )
                figures.Add(figure);
        }

        return (parts.Length, figures) switch
        {
            (1, [var only]) => new(only, only, only),
            (3, [var low, var middle, var high]) when low <= middle && middle <= high => new(low, middle, high),
            _ => throw new VerbException($"--volume {text}: must be BASE or LOW,BASE,HIGH, metered units a month", 2),
        };
    }

    private static IEnumerable<string> Lines(
        DeskFolder desk,
        SupplyTerms terms,
        SupplyHedge hedge,
        ContractSpec contract,
        IReadOnlyList<SupplyMonth> months,
        HedgerSide side
    )
    {
        yield return $"supply {terms.Supply}: {side}, {terms.Product}, {terms.From} to {terms.To}";
        yield return SupplyProgramme.Reason(terms);
        yield return Levels(terms, hedge);
        yield return "";
        yield return $"{"month", -9}{"forward", 11}{"price", 11}{"delta", 8}{"expected", 10}{"volume", 22}"
            + $"{contract.Contract + " units", 18}{"lots", 10}  where";
        foreach (var month in months)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{month.Month, -9}{Price(month.Forward), 11}{Price(month.Price), 11}{month.Delta, 8:0.###}"
            )
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{month.Expected, 10:0.000}{month.Volume.Base, 22:N0}{month.Units, 18:N3}"
                )
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{month.Units / contract.LotSize, 10:0.###}  {Where(month)}"
                );
        yield return "";
        foreach (var note in Notes(terms, contract, months))
            yield return note;
        yield return $"{desk.ProgrammeFile}: written, to be edited; next: tokenbourse desk expose --desk {desk.Folder}";
    }

    private static string Levels(SupplyTerms terms, SupplyHedge hedge)
    {
        var floor =
            hedge.FloorLevel > 0
                ? string.Create(CultureInfo.InvariantCulture, $"the floor holds below {hedge.FloorLevel:0.0000}")
                : "no floor can hold";
        var cap = hedge.CapLevel is { } level
            ? string.Create(CultureInfo.InvariantCulture, $"the cap above {level:0.0000}")
            : "there is no cap";
        return $"by the average of {terms.Index}: {floor}, {cap}";
    }

    private static IEnumerable<string> Notes(
        SupplyTerms terms,
        ContractSpec contract,
        IReadOnlyList<SupplyMonth> months
    )
    {
        yield return "Futures hedge only between floor and cap: delta is what the price keeps of a small move of the "
            + "forward, today. Where floor or cap holds it is 0 and a future adds risk; when the forward crosses one, "
            + "the programme is to be made anew.";
        if (months.Any(m => m.Zone == SupplyZone.Unknown))
            yield return "No forward is known: every month is taken as between floor and cap "
                + "(desk market, or --forward).";
        if (months.Any(m => m is { Zone: not SupplyZone.Unknown, Own: false }))
            yield return "Months without a listed future of their own stand at the price of the nearest one.";
        if (months.Any(m => m.Expected is not null))
            yield return "Expected: the delta under a model (Black, lognormal average, the volatility given); it is "
                + "shown and not used.";
        yield return $"{contract.Contract} settles on the prints up to its last trading day, the supply on those of "
            + "the whole calendar month: the days between are basis.";
    }

    private static string Where(SupplyMonth month) =>
        month.Zone switch
        {
            SupplyZone.AtFloor => "at the floor",
            SupplyZone.AtCap => "at the cap",
            SupplyZone.Between => "between",
            _ => "not known",
        };

    private static string Price(decimal? price) => price?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-";
}
