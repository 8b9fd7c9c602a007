// A portfolio that somebody might hold: what it would be asked, rule beside rule. Nothing changes.
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Clearing;

/// <summary>The rule in force is asked of the machine; the others of their engines.</summary>
internal static class WhatIfDocument
{
    private const int MostNamed = 12;

    public static (WhatIfShape? Shape, ClearingFault? Fault) Of(
        ClearingMoment moment,
        int? number,
        bool add,
        IReadOnlyList<AskedPosition> rows
    )
    {
        if (number is { } asked && moment.Account(asked) is null)
            return (null, new("account", $"{asked}", "There is no such account.", null, true));
        var account = number is { } known ? moment.Account(known) : null;
        var before = account is null ? [] : TraceDocument.LotsOf(account);
        var after = new SortedDictionary<int, AskedLots>();
        foreach (var held in add ? before : [])
            after[held.Instrument.Value] = held;
        var read = new List<WhatIfRowShape>();
        foreach (var row in rows)
        {
            if (Fault(moment, row) is { } fault)
                return (null, fault);
            var month = moment.Figures.Months.First(m => m.Symbol == row.Symbol);
            var lots = after.GetValueOrDefault(month.Instrument.Value, new(month.Instrument, 0, 0));
            after[month.Instrument.Value] =
                row.Side == "long"
                    ? lots with
                    {
                        Longs = lots.Longs + row.Lots,
                    }
                    : lots with
                    {
                        Shorts = lots.Shorts + row.Lots,
                    };
            read.Add(new(row.Symbol, row.Side, row.Lots, ClearingWords.Of(month, month.Previous)));
        }

        try
        {
            return (new(moment.Run, number, read, Currencies(moment, account, before, [.. after.Values])), null);
        }
        catch (OverflowException)
        {
            return (null, new("rows", null, "Lots times prices do not fit 64 bits of minor units."));
        }
    }

    private static ClearingFault? Fault(ClearingMoment moment, AskedPosition row)
    {
        if (!moment.Figures.Months.Any(m => m.Symbol == row.Symbol))
        {
            var near = moment
                .Figures.Months.Where(m => row.Symbol.StartsWith(m.Spec.Contract, StringComparison.OrdinalIgnoreCase))
                .Concat(moment.Figures.Months)
                .Select(m => m.Symbol)
                .Distinct()
                .Take(MostNamed);
            return new(row.Field + "symbol", row.Symbol, "No such month is listed.", string.Join(", ", near));
        }

        return row.Side is "long" or "short"
            ? null
            : new(row.Field + "side", row.Side, "Is not one of the words.", "long, short");
    }

    private static IReadOnlyList<WhatIfCurrencyShape> Currencies(
        ClearingMoment moment,
        ClearedAccount? account,
        IReadOnlyList<AskedLots> before,
        IReadOnlyList<AskedLots> after
    )
    {
        var held = before.Concat(after).Select(l => moment.Month(l.Instrument).Spec.Currency).Distinct().Order();
        var was = moment.Reader.Required(account?.Account, before).ToDictionary(r => r.Currency, r => r.Required);
        var will = moment.Reader.Required(account?.Account, after).ToDictionary(r => r.Currency, r => r.Required);
        var rules = ScenarioRules.All(moment).ToList();
        return
        [
            .. held.Select(currency => new WhatIfCurrencyShape(
                currency.ToString(),
                [
                    Rule("in force", true, was[currency], will[currency]),
                    .. rules
                        .Where(r => r.Trace(after.Count > 0 ? after : before, currency).Cells.Count > 0)
                        .Select(r =>
                            Rule(r.Name, r.IsInForce(currency), r.Total(before, currency), r.Total(after, currency))
                        ),
                ],
                [.. TraceDocument.Rules(moment, after, currency)]
            )),
        ];
    }

    private static WhatIfRuleShape Rule(string name, bool inForce, Money before, Money after) =>
        new(name, inForce, ClearingWords.Of(before), ClearingWords.Of(after), ClearingWords.Of(after - before));
}
