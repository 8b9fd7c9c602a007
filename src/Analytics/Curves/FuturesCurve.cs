// What every study of a futures curve is given: contracts with prices on one day, and over which days they settle.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>Days over which a contract's price is averaged or its goods delivered, both ends included.</summary>
public readonly record struct DeliveryPeriod(TradingDate First, TradingDate Last)
{
    /// <summary>The calendar month.</summary>
    public static DeliveryPeriod Of(ContractMonth month) => new(month.First, month.Last);

    /// <summary>Calendar days in it; zero or less when the ends are the wrong way round.</summary>
    public int Days => Last.Days - First.Days + 1;

    public override string ToString() => $"{First}..{Last}";
}

/// <summary>The part of an averaging contract's settlement that is already known.</summary>
/// <param name="Through">Last day whose value is known.</param>
/// <param name="Share">Its weight in the whole average, 0 up to but not 1.</param>
/// <param name="Mean">Mean of the known values, in the price's unit.</param>
public sealed record AverageSoFar(TradingDate Through, double Share, double Mean);

/// <summary>One contract on one day.</summary>
/// <param name="Contract">Its code, once in a curve.</param>
/// <param name="LastTradingDay">After it the contract is gone.</param>
/// <param name="Price">Settlement, or another price that the caller names, above zero.</param>
public sealed record CurvePoint(string Contract, TradingDate LastTradingDay, double Price)
{
    /// <summary>Days over which it averages or delivers; null when it settles on its last trading day alone.</summary>
    public DeliveryPeriod? Delivery { get; init; }

    /// <summary>Best bid; null when there is none.</summary>
    public double? Bid { get; init; }

    /// <summary>Best ask; null when there is none.</summary>
    public double? Ask { get; init; }

    /// <summary>Lots open; null when unknown.</summary>
    public double? OpenInterest { get; init; }

    /// <summary>Set inside the averaging period, once part of the average is known.</summary>
    public AverageSoFar? Known { get; init; }

    /// <summary>Ask less bid; null unless both are there and the ask is above the bid.</summary>
    public double? Spread => Ask > Bid ? Ask - Bid : null;

    /// <summary>The days whose value is still open: the whole period, or what follows the known part.</summary>
    public DeliveryPeriod OpenPeriod
    {
        get
        {
            var whole = Delivery ?? new(LastTradingDay, LastTradingDay);
            return Known is { } known && known.Through >= whole.First ? new(known.Through.Plus(1), whole.Last) : whole;
        }
    }

    /// <summary>What the price says of the open days: (F - w m) / (1 - w), w and m being the known part's share and
    /// mean.</summary>
    public double OpenPrice => Known is { } k ? (Price - (k.Share * k.Mean)) / (1 - k.Share) : Price;
}

/// <summary>The contracts of one product on one day.</summary>
/// <param name="Product">For example TK.</param>
/// <param name="Day">Day of the prices.</param>
/// <param name="Tick">Least price step, above zero.</param>
/// <param name="Points">In order of their last trading day.</param>
public sealed record FuturesCurve(string Product, TradingDate Day, double Tick, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>Days that make a year in every time to maturity of this room.</summary>
    public const double DaysPerYear = 365.0;

    /// <summary>Years from the curve's day to <paramref name="day"/>; below zero when it is past.</summary>
    public double Years(TradingDate day) => (day.Days - Day.Days) / DaysPerYear;

    /// <summary>
    /// The open days of a contract in years from the curve's day: from the beginning of its first to the end of its
    /// last, a day being counted as the interval that ends at its own date; never before now.
    /// </summary>
    public (double From, double Until) OpenYears(CurvePoint point)
    {
        var open = point.OpenPeriod;
        var until = Years(open.Last);
        return (Math.Min(Math.Max(0, Years(open.First.Plus(-1))), until), until);
    }

    /// <summary>Years to the middle of the contract's open days: its one maturity where one is asked for.</summary>
    public double Maturity(CurvePoint point)
    {
        var (from, until) = OpenYears(point);
        return 0.5 * (from + until);
    }

    /// <summary>The first of <see cref="Faults"/>; null when there is none.</summary>
    public CurveFault? FirstFault()
    {
        var faults = Faults();
        return faults.Count > 0 ? faults[0] : null;
    }

    /// <summary>What is wrong with the curve's points; empty when every study may use them.</summary>
    public IReadOnlyList<CurveFault> Faults()
    {
        var faults = new List<CurveFault>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (!(Tick > 0))
            faults.Add(new(Product, "tick", "above zero", CurveFault.Number(Tick)));
        foreach (var point in Points)
        {
            if (!seen.Add(point.Contract))
                faults.Add(new(point.Contract, "contract", "once in a curve", "twice"));
            if (!double.IsFinite(point.Price) || point.Price <= 0)
                faults.Add(new(point.Contract, "price", "above zero", CurveFault.Number(point.Price)));
            if (point.Bid > point.Ask)
            {
                var given = $"{CurveFault.Number(point.Bid.Value)} over {CurveFault.Number(point.Ask.Value)}";
                faults.Add(new(point.Contract, "bid and ask", "bid not above ask", given));
            }

            if (point.Known is { } known && !(known.Share is >= 0 and < 1 && double.IsFinite(known.Mean)))
                faults.Add(new(point.Contract, "known share", "from 0 to below 1", CurveFault.Number(known.Share)));
            if (point.Delivery is { Days: <= 0 } period)
                faults.Add(new(point.Contract, "delivery period", "first day not after last", $"{period}"));
            else if (point.OpenPeriod.Days <= 0 || point.OpenPeriod.Last <= Day)
                faults.Add(new(point.Contract, "maturity", $"open days after {Day}", $"{point.OpenPeriod}"));
        }

        return faults;
    }
}
