// What an exposure rests on beside the bills: contract, index history, exchange rates, standard-token vintage.
using System.Globalization;
using Tokenbourse.Desk;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Verbs;
using Day = Tokenbourse.Desk.Plans.IndexDay;

namespace Tokenbourse.Node.Hedging;

/// <summary>Reads them from the rulebook, the shipped reference tables or the files that the caller names.</summary>
internal static class ExposureSources
{
    /// <summary>The contract of that code, from rulebook/contracts.</summary>
    /// <exception cref="VerbException">There is none, or its document is at fault.</exception>
    public static ContractSpec Contract(string code)
    {
        var file = Path.Combine(Home.Rulebook, "contracts", code + ".json");
        if (!File.Exists(file))
            throw new VerbException($"$.contract '{code}': must be a contract of rulebook/contracts", 1);
        var faults = new List<SpecFault>();
        return ContractSpec.Read(File.ReadAllBytes(file), faults)
            ?? throw new VerbException($"{file}: {string.Join("; ", faults)}", 1);
    }

    /// <summary>What of its terms an exposure needs.</summary>
    public static ExposureTerms Terms(ContractSpec contract)
    {
        var per = contract.Quote.IndexOf(" per ", StringComparison.Ordinal);
        var unit = per < 0 ? contract.Quote : contract.Quote[(per + 5)..];
        return new(
            contract.Contract,
            contract.Currency.ToString(),
            unit,
            CountsHours: unit.Contains("GPU", StringComparison.Ordinal)
        );
    }

    /// <summary>The prints of an index.</summary>
    /// <param name="index">Its name.</param>
    /// <param name="file">A table as <c>tokenbourse index --csv</c> writes it, or a market.json; null: computed from
    /// <paramref name="prices"/>.</param>
    /// <param name="prices">A folder of observations; null: the shipped reference tables.</param>
    /// <exception cref="VerbException">A source is not there, is at fault or has no print of it.</exception>
    public static IndexMonths Index(string index, string? file, string? prices)
    {
        var months =
            file is null ? Computed(index, prices ?? Home.Reference)
            : file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Seen(index, file)
            : Table(index, file);
        return months.Days.Count > 0 ? months : throw new VerbException($"{file ?? prices}: no print of {index}", 1);
    }

    /// <summary>Dollars in yuan, from the same folder of observations.</summary>
    public static MonthlyRates Rates(string? prices)
    {
        var set = Observations(prices ?? Home.Reference);
        return new(
            set.Observations.Select(each => each.Document)
                .OfType<RateObservation>()
                .Where(rate => rate is { Base: Currency.USD, Quote: Currency.CNY })
                .Select(rate => new DollarRate(TradingDate.TryParse(rate.Seen, out var day) ? day : default, rate.Rate))
        );
    }

    /// <summary>What is hedged elsewhere: a table <c>month,units</c>, each month once.</summary>
    /// <exception cref="VerbException">A row is at fault.</exception>
    public static IReadOnlyDictionary<ContractMonth, decimal> Hedged(string file)
    {
        var units = new Dictionary<ContractMonth, decimal>();
        Each(
            file,
            ["month", "units"],
            table =>
            {
                if (!TradingDate.TryParse(table[0] + "-01", out var day))
                    return $"month '{table[0]}': must be yyyy-MM";
                if (!table.TryDecimal(1, out var value) || value < 0)
                    return $"units '{table[1]}': must be a number from 0";
                return units.TryAdd(ContractMonth.Of(day), value) ? null : $"month '{table[0]}': must stand there once";
            }
        );
        return units;
    }

    /// <summary>How our tables know an item.</summary>
    public static ItemKind Kind(string item, StandardTokenSpec vintage)
    {
        if (NamingRules.Shipped.IsGpu(item))
            return ItemKind.Gpu;
        return NamingRules.Shipped.Maker(item).Length > 0 || vintage.TokenizerOf(item) is not null
            ? ItemKind.Model
            : ItemKind.Unknown;
    }

    private static ObservationSet Observations(string folder)
    {
        if (!Directory.Exists(folder))
            throw new VerbException($"{folder}: no such folder", 2);
        var own =
            File.Exists(Path.Combine(folder, "token_prices.csv"))
            || File.Exists(Path.Combine(folder, "token_prices.csv.gz"));
        return own ? ObservationSets.Reference(folder) : ObservationSets.Shared(folder);
    }

    private static IndexMonths Computed(string index, string folder)
    {
        var methodologies = Home.Documents(Home.Rulebook, "indexes").Where(each => each.Name == index + ".json");
        var prints = IndexVerb.Prints(folder, Observations(folder), [.. methodologies], to: null);
        return new(
            index,
            prints
                .Where(print => print.Index == index && print.Value is not null)
                .Select(print => new Day(Parsed(print.Day), print.Value!.Value)),
            simulated: false
        );
    }

    private static IndexMonths Seen(string index, string file)
    {
        var market = DeskFolder.Read(file, DeskJson.Default.MarketSnapshot, "name a market.json or a CSV file");
        return market.Index == index
            ? new(index, market.IndexHistory, market.Simulated)
            : throw new VerbException($"{file}: $.index '{market.Index}': must be {index}", 1);
    }

    private static IndexMonths Table(string index, string file)
    {
        var days = new List<Day>();
        var seen = new HashSet<TradingDate>();
        Each(
            file,
            ["index", "day", "value"],
            table =>
            {
                if (table[0] != index || table[2].Length == 0)
                    return null;
                if (!table.TryDate(1, out var day))
                    return $"day '{table[1]}': must be a date yyyy-MM-dd";
                if (!table.TryDecimal(2, out var value) || value <= 0)
                    return $"value '{table[2]}': must be a number above zero";
                if (!seen.Add(day))
                    return $"day '{table[1]}': must stand there once";
                days.Add(new(day, value));
                return null;
            }
        );
        return new(index, days, simulated: false);
    }

    // Small tables that somebody made for the desk: the first fault refuses all.
    private static void Each(string file, string[] columns, Func<CsvTable, string?> take)
    {
        try
        {
            using var table = CsvTable.Open(file, columns);
            while (table.Read())
                if ((table.RowFault.Length > 0 ? table.RowFault : take(table)) is { } fault)
                    throw new VerbException(
                        string.Create(CultureInfo.InvariantCulture, $"{table.File}:{table.Line}: {fault}"),
                        1
                    );
        }
        catch (FeedException e)
        {
            throw new VerbException(e.Message, File.Exists(file) ? 1 : 2);
        }
    }

    private static TradingDate Parsed(string day) => TradingDate.TryParse(day, out var date) ? date : default;
}
