// Lines of a bill as contract units: each line is answered, with the figures used or with the rule that it breaks.
using System.Globalization;
using Tokenbourse.Metering.StandardToken;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Desk.Exposures;

/// <summary>What of a contract's terms an exposure needs.</summary>
/// <param name="Contract">Code, as <c>TK</c>.</param>
/// <param name="Currency">Of its quote, ISO 4217.</param>
/// <param name="Unit">Of one contract unit, as <c>million standard tokens</c>.</param>
/// <param name="CountsHours">True when its unit is an hour of a GPU, false when it is tokens.</param>
public sealed record ExposureTerms(string Contract, string Currency, string Unit, bool CountsHours);

/// <summary>Maps the lines of one programme.</summary>
/// <param name="programme">Its mapping and currency.</param>
/// <param name="terms">The contract.</param>
/// <param name="index">What the contract settles on.</param>
/// <param name="rates">Dollars and yuan.</param>
/// <param name="vintage">For the method <c>standard token</c>; null when there is none.</param>
internal sealed class UsageMapping(
    HedgeProgramme programme,
    ExposureTerms terms,
    IndexMonths index,
    MonthlyRates rates,
    StandardTokenSpec? vintage
)
{
    private const decimal Million = 1_000_000m;

    private readonly List<ExposureFault> _faults = [];

    /// <summary>What could not be used, in the order of the lines.</summary>
    public IReadOnlyList<ExposureFault> Faults => _faults;

    /// <summary>Maps all lines; each has its answer at the same place.</summary>
    public IReadOnlyList<MappedLine> Map(IReadOnlyList<UsageLine> lines)
    {
        var mapped = new List<MappedLine>(lines.Count);
        var priced = new List<int>();
        foreach (var line in lines)
        {
            var rule = RuleOf(line.Item);
            var one = Map(line, rule);
            if (rule?.Method == "price" && one.Equivalent is not null)
                priced.Add(mapped.Count);
            mapped.Add(one);
        }

        OwnPrices(mapped, priced);
        return mapped;
    }

    /// <summary>The first line that names the item, else the first that stands for all others.</summary>
    private MappingLine? RuleOf(string item)
    {
        MappingLine? others = null;
        foreach (var line in programme.Mapping)
        {
            if (line.Item == item)
                return line;
            if (line.Item == "*")
                others ??= line;
        }

        return others;
    }

    private MappedLine Map(UsageLine line, MappingLine? rule)
    {
        var hours = line.GpuHours != 0;
        var raw = hours ? line.GpuHours : (line.Input + line.CachedInput + line.Output) / Million;
        var cost = Cost(line, programme.Currency);
        if (line.Currency != programme.Currency && cost is { } converted)
            cost = decimal.Round(converted, 2, MidpointRounding.AwayFromZero);
        var answer = new MappedLine(line.Month, line.Item, raw, null, "", cost, null, rule?.Basis ?? default)
        {
            Seller = line.Seller,
            Floating = rule?.Floating ?? 1,
        };
        if (BreaksARule(line, hours) is { } broken)
            return answer with { Method = $"not used: {broken}" };
        if (rule is null)
            return answer with { Method = Fault(line, "item", line.Item, "must be named by a line of the mapping") };
        if (rule.Contract.Length == 0)
            return answer with { Method = $"left out: {rule.Reason}" };
        if (rule.Contract != programme.Contract)
            return answer with { Method = $"hedged with {rule.Contract}, in a programme of its own" };
        if (hours != terms.CountsHours)
            return answer with
            {
                Method = Fault(
                    line,
                    "contract",
                    rule.Contract,
                    $"must be a contract on {(hours ? "GPU hours" : "tokens")}: hours and tokens are not added up"
                ),
            };
        var (units, how) = rule.Method switch
        {
            "price" => ByPrice(line),
            "standard token" => ByStandardToken(line, hours),
            _ => ByFactor(rule, raw),
        };
        if (units is not null && line.Estimated)
            how += "; the bill's counts are estimates";
        return answer with
        {
            Equivalent = units,
            Method = how,
            OwnPrice = units > 0 && cost is not null && rule.Method != "price" ? Price(cost.Value / units.Value) : null,
        };
    }

    // What no bill can hold, whatever the mapping says; usage.json may have been edited.
    private string? BreaksARule(UsageLine line, bool hours)
    {
        foreach (
            var (field, value) in new[]
            {
                ("input", line.Input),
                ("cachedInput", line.CachedInput),
                ("output", line.Output),
                ("gpuHours", line.GpuHours),
            }
        )
            if (value < 0)
                return Said(line, field, Text(value), "must not be below zero");
        if (hours && line.Input + line.CachedInput + line.Output > 0)
            return Said(line, "gpuHours", Text(line.GpuHours), "must be 0 where tokens were counted");
        return null;
    }

    private (decimal? Units, string How) ByPrice(UsageLine line)
    {
        if (line.Cost is not { } paid)
            return (null, Fault(line, "cost", "", "must be told for the method price"));
        if (paid < 0)
            return (null, Fault(line, "cost", Text(paid), "must not be below zero for the method price"));
        if (Cost(line, terms.Currency) is not { } cost)
            return (null, $"not used: {line.Currency} has no rate to {terms.Currency}");
        if (index.Mean(line.Month) is not { Mean: > 0 } mean)
            return (
                null,
                Fault(line, "month", line.Month.ToString(), $"must be a month in which {index.Name} was printed")
            );
        var how = string.Create(
            CultureInfo.InvariantCulture,
            $"{MappedLine.PriceMethod}{paid:N2} {line.Currency}{Conversion(line)} / {mean.Mean:0.0000}, mean of "
                + $"{mean.Prints} prints"
        );
        return (Volume(cost / mean.Mean), how);
    }

    private (decimal? Units, string How) ByStandardToken(UsageLine line, bool hours)
    {
        if (hours)
            return (null, Fault(line, "method", "standard token", "must be price or factor for GPU hours"));
        if (vintage is null)
            return (null, Fault(line, "method", "standard token", "must have a vintage document"));
        if (vintage.TokenizerOf(line.Item) is not { } tokenizer)
            return (
                null,
                Fault(line, "item", line.Item, $"must have a tokenizer that {vintage.Vintage} knows, or method price")
            );
        if (decimal.Max(line.Input, decimal.Max(line.CachedInput, line.Output)) > BillConversion.MostTokens)
            return (null, Fault(line, "tokens", Text(line.Input), "must be at most 10^18 of one class"));
        var sum = new UsageSum();
        sum.Add(
            new UsageRecord(
                Instant.At(line.Month.First, 0),
                line.Seller,
                line.Item,
                line.Item,
                new((long)line.Input, (long)line.CachedInput, (long)line.Output, 0),
                0,
                null,
                "",
                "",
                line.Estimated
            )
        );
        var factor = vintage.Tokenizer(tokenizer.Tokenizer)!.Factor;
        return (
            BillConversion.Convert(vintage, [(line.Item, sum)]).Volume,
            string.Create(
                CultureInfo.InvariantCulture,
                $"standard token {vintage.Vintage}: {tokenizer.Tokenizer}, factor {factor:0.000000}"
            )
        );
    }

    private static (decimal? Units, string How) ByFactor(MappingLine rule, decimal raw)
    {
        var used = rule.Utilisation ?? 1;
        var how = string.Create(CultureInfo.InvariantCulture, $"factor {rule.Factor}");
        if (rule.Utilisation is not null)
            how += string.Create(CultureInfo.InvariantCulture, $", {used:P1} of capacity sold");
        return (Volume(raw * used * rule.Factor!.Value), how);
    }

    // Cost by equivalent unit would be the index itself: the conversion of the item's last month is held instead, so
    // that the own price moves as the bill does.
    private static void OwnPrices(List<MappedLine> mapped, List<int> priced)
    {
        foreach (var item in priced.GroupBy(place => mapped[place].Item, StringComparer.Ordinal))
        {
            var last = item.Max(place => mapped[place].Month);
            var basis = item.Where(place => mapped[place].Month == last).ToList();
            var raw = basis.Sum(place => mapped[place].Raw);
            var units = basis.Sum(place => mapped[place].Equivalent!.Value);
            if (raw <= 0 || units <= 0)
                continue;
            foreach (var place in item)
            {
                var line = mapped[place];
                if (line.Raw > 0 && line.Cost is { } cost)
                    mapped[place] = line with { OwnPrice = Price(cost / (line.Raw * (units / raw))) };
            }
        }
    }

    private decimal? Cost(UsageLine line, string currency)
    {
        if (line.Cost is not { } cost)
            return null;
        if (rates.Rate(line.Currency, currency, line.Month) is { } rate)
            return cost * rate;
        var fault = new ExposureFault(
            Where(line),
            "currency",
            line.Currency,
            $"must be {currency}, or USD or CNY with a rate of that month"
        );
        if (!_faults.Contains(fault))
            _faults.Add(fault);
        return null;
    }

    private string Conversion(UsageLine line) =>
        line.Currency == terms.Currency
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $" at {rates.Rate(line.Currency, terms.Currency, line.Month):0.0000}"
            );

    private string Fault(UsageLine line, string field, string value, string rule) =>
        $"not used: {Said(line, field, value, rule)}";

    private string Said(UsageLine line, string field, string value, string rule)
    {
        _faults.Add(new(Where(line), field, value, rule));
        return $"{field} {rule}";
    }

    private static string Where(UsageLine line) =>
        line.Seller.Length > 0 ? $"{line.Month} {line.Item} of {line.Seller}" : $"{line.Month} {line.Item}";

    private static decimal Volume(decimal value) => decimal.Round(value, 6, MidpointRounding.AwayFromZero);

    private static decimal Price(decimal value) => decimal.Round(value, 4, MidpointRounding.AwayFromZero);

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
