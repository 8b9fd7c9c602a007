// A stated model of a futures curve on a real index. No such futures are listed: every price here is a model's.
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Walks;

/// <summary>What the model assumes.</summary>
/// <param name="Trend">Share of the estimated trend that the curve carries on: 1 all of it, 0 a flat curve.</param>
/// <param name="Window">Days over which the trend is measured; fewer while the index is younger.</param>
/// <param name="Prior">How far from none a trend is expected to lie before any data, in logs a year: the measured trend
/// is drawn to none by Prior² / (Prior² + SE²), SE being its own standard error.</param>
/// <param name="MostTrend">What is left is cut to this size, in logs a year.</param>
/// <param name="RiskPremium">Logs a year by which a price stands above the expected one; may be below zero.</param>
/// <param name="Noise">Standard deviation in logs of what a day's price of a month is off, each by itself.</param>
/// <param name="Seed">Of the noise.</param>
public sealed record CurveModel(
    double Trend = 1,
    int Window = 365,
    double Prior = 0.5,
    double MostTrend = 1,
    double RiskPremium = 0,
    double Noise = 0,
    ulong Seed = 1
);

/// <summary>
/// F(t, m) = I(t) exp((g(t) + premium) tau) before the month, tau being the years from t to the middle of the month;
/// within the month the mean of its prints so far and of the model for the days to come, weighed by days. g(t) is the
/// index's log change a year over the window before t, drawn to none as far as its own standard error (volatility over
/// the root of the years) asks for. Only prints up to t are read.
/// </summary>
public sealed class ModelCurve(WalkContract contract, CurveModel model)
{
    // A shorter past says nothing about a trend.
    private const int LeastDays = 60;

    private readonly Dictionary<int, double> _trends = [];

    /// <summary>The contract whose curve this is.</summary>
    public WalkContract Contract => contract;

    /// <summary>Trend a year in logs that was known on a day; 0 with less than sixty days of prints.</summary>
    public double TrendKnown(TradingDate day)
    {
        if (_trends.TryGetValue(day.Days, out var known))
            return known;
        return _trends[day.Days] = Estimate(day);
    }

    /// <summary>The model's price of a month on a day; not a number without a print in the five days before.</summary>
    public double Price(TradingDate day, ContractMonth month)
    {
        if (day >= month.Last)
            return contract.Settlement(month);
        var now = contract.Known(day);
        if (!double.IsFinite(now))
            return double.NaN;
        var rate = TrendKnown(day) + model.RiskPremium;
        if (day < month.First)
        {
            var years = ((month.First.Days + month.Last.Days) / 2.0 - day.Days) / 365;
            return now * Math.Exp((rate * years) + Off(day, month));
        }

        var (mean, passed) = contract.MeanThrough(month, day);
        var left = contract.Left(month, day);
        var ahead = now * Math.Exp(rate * (month.Last.Days - day.Days) / 2.0 / 365);
        if (!double.IsFinite(mean) || passed == 0)
            return ahead;
        return left == 0 ? mean : ((mean * passed) + (ahead * left)) / (passed + left);
    }

    private double Estimate(TradingDate day)
    {
        var (count, first, last) = (0, double.NaN, double.NaN);
        var (from, to, squares) = (0, 0, 0.0);
        var known = Math.Min(day.Days - contract.First.Days, contract.Prints.Length - 1);
        for (var at = Math.Max(0, known - model.Window); at <= known; at++)
        {
            var log = Math.Log(contract.Prints[at]);
            if (!double.IsFinite(log))
                continue;
            if (count++ == 0)
                (first, from) = (log, at);
            else
                squares += (log - last) * (log - last);
            (last, to) = (log, at);
        }

        if (model.Trend == 0 || to - from < LeastDays)
            return 0;
        var years = (to - from) / 365.0;
        var trend = (last - first) / years;
        var variance = Math.Max(0, squares - ((last - first) * (last - first) / (count - 1))) / years;
        var prior = model.Prior * model.Prior;
        var drawn = trend * prior / (prior + (variance / years));
        return model.Trend * Math.Clamp(drawn, -model.MostTrend, model.MostTrend);
    }

    // The same for the same day and month, whoever asks and in whatever order.
    private double Off(TradingDate day, ContractMonth month) =>
        model.Noise == 0
            ? 0
            : model.Noise
                * new SplitMix(
                    unchecked((model.Seed * 0x9E3779B97F4A7C15UL) + (ulong)day.Days * 4099 + (ulong)month.Index)
                ).Normal();
}
