// A stated model of a futures curve on a spot index. No such futures are listed: every price here is a model's.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Spot;

/// <summary>What the model assumes.</summary>
/// <param name="Premium">Logs a year by which a price stands above the expected one; may be below zero.</param>
/// <param name="Noise">Standard deviation in logs of what a price is off, each by itself.</param>
/// <param name="LeastMonths">With fewer months of prints nothing is said about a return to a mean: the curve is
/// flat.</param>
/// <param name="Seed">Of the noise.</param>
public sealed record SpotCurveModel(double Premium = 0, double Noise = 0.02, int LeastMonths = 24, ulong Seed = 1);

/// <summary>
/// F(d, m) = exp(mu + phi^k (x - mu) + premium tau + noise): x the log of the mean of the last five prints up to day d,
/// k months and tau years from d to the middle of month m, mu and phi the mean and the first autocorrelation (between 0
/// and 1) of the logs of the month averages that were complete on day d. Only prints up to d are read.
/// </summary>
public sealed class SpotCurve
{
    private const int LastPrints = 5;

    private readonly TradingDate _first;
    private readonly double[] _prints;
    private readonly SpotCurveModel _model;
    private readonly ContractMonth _zero;
    private readonly double[] _averages;

    /// <param name="first">Day of the first print.</param>
    /// <param name="prints">By day; not a number where there is none.</param>
    public SpotCurve(TradingDate first, double[] prints, SpotCurveModel model)
    {
        (_first, _prints, _model, _zero) = (first, prints, model, ContractMonth.Of(first));
        _averages = Studies.Periods.Months(first, prints.Length).Means(prints);
    }

    /// <summary>The arithmetic mean of a month's prints, on which its contract settles; not a number where there are
    /// fewer than fifteen.</summary>
    public double Settlement(ContractMonth month)
    {
        var at = month.Index - _zero.Index;
        return at >= 0 && at < _averages.Length ? _averages[at] : double.NaN;
    }

    /// <summary>Mean of the last thirty prints before the month's calendar year began (of the first thirty prints in
    /// the year in which the index began): what a supply contract's terms are shares of.</summary>
    public double Reference(ContractMonth month)
    {
        var end = Math.Max(30, ContractMonth.Of(month.Year, 1).First.Days - _first.Days);
        var (sum, count) = (0.0, 0);
        for (var at = end - 30; at < end && at < _prints.Length; at++)
            if (double.IsFinite(_prints[at]))
                (sum, count) = (sum + _prints[at], count + 1);
        return sum / count;
    }

    /// <summary>The same as expected on a day: the model's price of the December before, once that year has begun the
    /// reference itself.</summary>
    /// <param name="known">Whether the reference is fixed.</param>
    public double ExpectedReference(TradingDate day, ContractMonth month, out bool known)
    {
        var fixedOn = Math.Max(30, ContractMonth.Of(month.Year, 1).First.Days - _first.Days) - 1;
        known = day.Days - _first.Days >= fixedOn;
        var december = ContractMonth.Of(month.Year, 1).Plus(-1);
        return known ? Reference(month)
            : day < december.First ? Price(day, december)
            : Price(day, ContractMonth.Of(day).Plus(1));
    }

    /// <summary>Volatility of the index a year as it was known on a day, from the log changes of the averages of the
    /// months that were complete; 0 with fewer than six changes. Averages of a wandering price change by two thirds of
    /// its variance (H. Working, Note on the correlation of first differences of averages in a random chain, 1960).
    /// </summary>
    public double Volatility(TradingDate day)
    {
        var changes = new List<double>();
        var before = double.NaN;
        for (var month = _zero; month.Last <= day; month = month.Plus(1))
        {
            var now = Math.Log(Settlement(month));
            if (double.IsFinite(now - before))
                changes.Add(now - before);
            before = now;
        }

        return changes.Count < 6 ? 0 : Studies.SeriesFigures.Deviation(changes) * Math.Sqrt(12 * 1.5);
    }

    /// <summary>Prints up to and with a day.</summary>
    public double[] Known(TradingDate day, out TradingDate first)
    {
        first = _first;
        return _prints[..Math.Clamp(day.Days - _first.Days + 1, 0, _prints.Length)];
    }

    /// <summary>The model's price of a month that has not begun.</summary>
    /// <exception cref="HedgingException">The month has begun, or nothing was printed by the day.</exception>
    public double Price(TradingDate day, ContractMonth month)
    {
        if (day >= month.First)
            throw new HedgingException("month", $"{month}", $"must begin after {day}");
        var (sum, count) = (0.0, 0);
        for (var at = Math.Min(day.Days - _first.Days, _prints.Length - 1); at >= 0 && count < LastPrints; at--)
            if (double.IsFinite(_prints[at]))
                (sum, count) = (sum + _prints[at], count + 1);
        if (count == 0)
            throw new HedgingException("day", $"{day}", "must have a print on it or before it");
        var now = Math.Log(sum / count);
        var years = (((month.First.Days + month.Last.Days) / 2.0) - day.Days) / 365;
        var (mean, memory) = Return(day);
        var expected = mean + (Math.Pow(memory, years * 12) * (now - mean));
        return Math.Exp(expected + (_model.Premium * years) + Off(day, month));
    }

    private (double Mean, double Memory) Return(TradingDate day)
    {
        var logs = new List<double>();
        for (var month = _zero; month.Last <= day; month = month.Plus(1))
            if (Settlement(month) is var average && double.IsFinite(average))
                logs.Add(Math.Log(average));
        if (logs.Count < _model.LeastMonths)
            return (0, 1);
        var mean = logs.Average();
        var (shared, whole) = (0.0, 0.0);
        for (var t = 0; t < logs.Count; t++)
        {
            whole += (logs[t] - mean) * (logs[t] - mean);
            shared += t > 0 ? (logs[t] - mean) * (logs[t - 1] - mean) : 0;
        }

        return (mean, whole > 0 ? Math.Clamp(shared / whole, 0, 1) : 1);
    }

    // The same for the same day and month, whoever asks and in whatever order.
    private double Off(TradingDate day, ContractMonth month) =>
        _model.Noise == 0
            ? 0
            : _model.Noise
                * new Studies.SplitMix(
                    unchecked((_model.Seed * 0x9E3779B97F4A7C15UL) + ((ulong)day.Days * 4099) + (ulong)month.Index)
                ).Normal();
}
