// Margins of settled days against what the settlement after them took.
using Tokenbourse.Analytics.Backtests;
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Clearing;

/// <summary>The venue's own days alone: few of them say little, and the tests say how little.</summary>
internal static class CoverageDocument
{
    public static MarginCoverageShape Of(ClearingMoment moment, int levelPpm)
    {
        var pairs = moment
            .Figures.Calendars.SelectMany(c =>
            {
                var days = moment.History.Closes.Where(d => d.Calendar == c.Number).ToList();
                return days.Zip(days.Skip(1));
            })
            .ToList();
        var tested = new List<CoverageSeriesShape>();
        foreach (var contract in moment.Figures.Months.Select(m => m.Spec.Contract).Distinct())
        {
            tested.AddRange(OfContract(moment, contract, Side.Buy, pairs, levelPpm));
            tested.AddRange(OfContract(moment, contract, Side.Sell, pairs, levelPpm));
        }

        foreach (var account in moment.Figures.Accounts)
        {
            foreach (var currency in moment.Currencies)
                tested.AddRange(OfAccount(moment, account, currency, pairs, levelPpm));
        }

        return new(moment.Run, ClearingWords.Percent(levelPpm), pairs.Count, tested);
    }

    private readonly record struct Tested(string Day, string Next, string Symbol, Money Margin, Money Loss);

    /// <summary>One lot of the month with the most open interest.</summary>
    private static IEnumerable<CoverageSeriesShape> OfContract(
        ClearingMoment moment,
        string contract,
        Side side,
        List<(DayClose First, DayClose Second)> pairs,
        int level
    )
    {
        var tested = new List<Tested>();
        var currency = Currency.None;
        foreach (var (first, second) in pairs)
        {
            var known = first
                .Months.Where(m =>
                    moment.History.Terms(m.Instrument).Contract == contract && At(second, m.Instrument) is not null
                )
                .ToList();
            if (known.Count == 0)
                continue;
            var month = known.MaxBy(m => (m.OpenInterest, -m.Instrument.Value));
            var terms = moment.History.Terms(month.Instrument);
            currency = terms.Currency;
            var next = At(second, month.Instrument)!.Value;
            tested.Add(
                new(
                    first.Day.ToString(),
                    second.Day.ToString(),
                    terms.Symbol,
                    ClearingReader.MarginOf(1, month.Price, terms.TickValueMinor, month.RatePpm),
                    Money.OfMove(next.Price.Ticks - month.Price.Ticks, -side.Sign(), terms.TickValueMinor)
                )
            );
        }

        return Series("contract", contract, contract, ClearingWords.Side(side), currency, tested, level);
    }

    /// <summary>What it held at the close, at the settlement that followed; months that ended do not count.</summary>
    private static IEnumerable<CoverageSeriesShape> OfAccount(
        ClearingMoment moment,
        ClearedAccount account,
        Currency currency,
        List<(DayClose First, DayClose Second)> pairs,
        int level
    )
    {
        var tested = new List<Tested>();
        foreach (var (first, second) in pairs)
        {
            if (!first.Margins.TryGetValue((account.Account.Value, currency), out var margin) || margin.Minor == 0)
                continue;
            var loss = Money.Zero;
            foreach (var month in first.Months)
            {
                var lots = first.Lots.GetValueOrDefault((account.Account.Value, month.Instrument.Value));
                var terms = moment.History.Terms(month.Instrument);
                if (lots != 0 && terms.Currency == currency && At(second, month.Instrument) is { } next)
                    loss -= Money.OfMove(next.Price.Ticks - month.Price.Ticks, lots, terms.TickValueMinor);
            }

            tested.Add(new(first.Day.ToString(), second.Day.ToString(), "", margin, loss));
        }

        return Series("account", $"{account.Account.Value}", account.Name, "", currency, tested, level);
    }

    private static MonthClose? At(DayClose close, InstrumentId instrument)
    {
        foreach (var month in close.Months)
        {
            if (month.Instrument == instrument)
                return month;
        }

        return null;
    }

    private static IEnumerable<CoverageSeriesShape> Series(
        string kind,
        string subject,
        string name,
        string side,
        Currency currency,
        List<Tested> tested,
        int level
    )
    {
        if (tested.Count == 0)
            yield break;
        var breaches = tested.ConvertAll(t => t.Loss > t.Margin);
        var (n, x, p) = (tested.Count, breaches.Count(b => b), 1 - (level / 1e6));
        yield return new(
            kind,
            subject,
            name,
            side,
            currency.ToString(),
            n,
            x,
            ClearingWords.Fixed((decimal)n * (1_000_000 - level) / 1_000_000, 1),
            ClearingWords.Fixed(100m * (n - x) / n, 2),
            ClearingWords.Chance(CoverageTests.Kupiec(n, x, p).Probability),
            ClearingWords.Chance(CoverageTests.Independence(Transitions.Of(breaches)).Probability),
            ClearingWords.Word(CoverageTests.TrafficLight(n, x, p)),
            [
                .. tested
                    .Where(t => t.Loss > t.Margin)
                    .Select(t => new CoverageBreachShape(
                        t.Day,
                        t.Next,
                        t.Symbol,
                        ClearingWords.Of(t.Margin),
                        ClearingWords.Of(t.Loss),
                        ClearingWords.Of(t.Loss - t.Margin)
                    )),
            ]
        );
    }
}
