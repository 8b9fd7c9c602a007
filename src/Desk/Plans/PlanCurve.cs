// The curve of a plan: every month of the exposure and of the contracts that hedge it, in the programme's money.
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>A plan's curve.</summary>
/// <param name="Months">Ascending, without gaps, for the engine of paths.</param>
/// <param name="Hedges">The listed contract of each exposure month, in the exposure's order.</param>
/// <param name="Interpolated">Months whose price stands between listed ones.</param>
public sealed record PlanCurve(
    IReadOnlyList<FuturesMonth> Months,
    IReadOnlyList<ListedMonth> Hedges,
    IReadOnlyList<ContractMonth> Interpolated
)
{
    /// <summary>Place of a month in the curve.</summary>
    public int IndexOf(ContractMonth month) => month.Index - Months[0].Month.Index;

    /// <summary>Today's price of a month, programme currency.</summary>
    public double PriceOf(ContractMonth month) => Months[IndexOf(month)].Price;

    /// <summary>Reads the curve of a request. Between two listed months the logarithm of the price is a straight line;
    /// before the first and after the last it is flat.</summary>
    /// <exception cref="PlanException">No month has a price, or the exposure has a month that is over.</exception>
    public static PlanCurve Of(PlanRequest request)
    {
        var (market, rate) = (request.Market, (double)request.Options.Rate);
        var exposed = request.Exposure.Months.Select(m => m.Month).ToList();
        if (exposed.Count == 0)
            throw new PlanException("exposure: no month to come; run desk expose first");
        var quoted = market
            .Months.Where(q => q.LastTradingDay > market.Day && ListedMonths.PriceOf(q) is > 0)
            .OrderBy(q => q.Month)
            .ToList();
        if (quoted.Count == 0)
            throw new PlanException($"market {market.Source}: no month of {market.Contract} has a price");
        var hedges = ListedMonths.Of(market, exposed);
        var first = new ContractMonth(int.Min(exposed.Min(m => m.Index), quoted[0].Month.Index));
        var last = exposed
            .Concat(hedges.Where(h => h.Quoted is not null).Select(h => h.Quoted!.Month))
            .Max(m => m.Index);
        if (exposed[0].Last <= market.Day)
            throw new PlanException(
                $"exposure: month {exposed[0]} is over on {market.Day}, the market's day; run desk expose again"
            );
        var months = new List<FuturesMonth>();
        var between = new List<ContractMonth>();
        for (var i = first.Index; i <= last; i++)
        {
            var month = new ContractMonth(i);
            var price = Price(quoted, month, out var own) * rate;
            if (!own)
                between.Add(month);
            if (FuturesMonth.Weekdays(month)[^1] > market.Day)
                months.Add(Known(new(month, price), market, rate));
        }

        return new(months, hedges, between);
    }

    private static double Price(List<QuotedMonth> quoted, ContractMonth month, out bool own)
    {
        var after = quoted.FindIndex(q => q.Month >= month);
        own = after >= 0 && quoted[after].Month == month;
        if (after < 0)
            return (double)ListedMonths.PriceOf(quoted[^1])!.Value;
        var high = (double)ListedMonths.PriceOf(quoted[after])!.Value;
        if (own || after == 0)
            return high;
        var low = (double)ListedMonths.PriceOf(quoted[after - 1])!.Value;
        var share =
            (double)(month.Index - quoted[after - 1].Month.Index)
            / (quoted[after].Month.Index - quoted[after - 1].Month.Index);
        return Math.Exp(((1 - share) * Math.Log(low)) + (share * Math.Log(high)));
    }

    // A month that is being averaged carries the mean of its prints so far.
    private static FuturesMonth Known(FuturesMonth month, MarketSnapshot market, double rate)
    {
        var gone = month.Averaging.Where(d => d <= market.Day).ToList();
        if (gone.Count == 0)
            return month;
        var prints = market.IndexHistory.Where(p => p.Day >= gone[0] && p.Day <= market.Day).ToList();
        var mean = prints.Count == 0 ? month.Price : (double)prints.Average(p => p.Value) * rate;
        var known = month with { FixedAverage = mean };
        // A price that leaves the rest of the month nothing to be worth is not believed: the rest is worth the mean.
        return known.ForwardOfRest(market.Day) > 0 ? known : known with { Price = mean };
    }
}
