// The percentage rule: rate times value by side; both sides, or of each contract the larger one over all its months.
using System.Globalization;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Risk.Margins;

/// <summary>A contract under the percentage rule.</summary>
public readonly record struct PercentageContract(string Name, Currency Currency);

/// <summary>A contract month under the percentage rule, on one day.</summary>
public sealed record PercentageMonth
{
    public required string Name { get; init; }

    /// <summary>Place of its contract in the rule's list; -1: another rule margins this month.</summary>
    public required int Contract { get; init; }

    public long TickValueMinor { get; init; }

    public RateResult Rate { get; init; }

    public RateResult HedgeRate { get; init; }

    /// <summary>Minor units a lot beside the rate.</summary>
    public long PerLotMinor { get; init; }

    /// <summary>Only the larger side of the contract is charged, this month's lots counted with the others of the
    /// kind.</summary>
    public bool LargerSide { get; init; }
}

/// <summary>The rule over one day's tables. Keeps scratch memory: one caller at a time.</summary>
public sealed class Percentage
{
    private const long Million = 1_000_000;

    private readonly PercentageMonth[] _months;
    private readonly PercentageContract[] _contracts;
    private readonly Sides[] _sums;

    public Percentage(IReadOnlyList<PercentageContract> contracts, IReadOnlyList<PercentageMonth> months)
    {
        _contracts = [.. contracts];
        _months = [.. months];
        foreach (var month in _months)
            Must.Hold(month.Contract >= -1 && month.Contract < _contracts.Length);
        _sums = new Sides[_contracts.Length];
    }

    /// <summary>Values in millionths of the minor unit, so that nothing is rounded before the side's sum.</summary>
    internal struct Sides
    {
        /// <summary>Months of which the larger side is charged.</summary>
        public Int128 Long;

        public Int128 Short;

        /// <summary>Months of which both sides are charged.</summary>
        public Int128 BothLong;

        public Int128 BothShort;

        public void Add(bool larger, Side side, Int128 value)
        {
            if (side == Side.Buy && larger)
                Long += value;
            else if (side == Side.Buy)
                BothLong += value;
            else if (larger)
                Short += value;
            else
                BothShort += value;
        }

        public void Take(in Sides other)
        {
            (Long, Short) = (Long - other.Long, Short - other.Short);
            (BothLong, BothShort) = (BothLong - other.BothLong, BothShort - other.BothShort);
        }

        public void Give(in Sides other)
        {
            (Long, Short) = (Long + other.Long, Short + other.Short);
            (BothLong, BothShort) = (BothLong + other.BothLong, BothShort + other.BothShort);
        }

        /// <summary>Rounded up once for each side that is charged.</summary>
        public readonly long Margin => checked(Minor(Int128.Max(Long, Short)) + Minor(BothLong) + Minor(BothShort));
    }

    public PercentageMonth Month(int month) => _months[month];

    public PercentageContract Contract(int contract) => _contracts[contract];

    public int Contracts => _contracts.Length;

    /// <summary>What lots of a month are charged, in millionths of the minor unit.</summary>
    public Int128 Value(int month, long lots, Price price, bool hedge)
    {
        Must.Hold(lots >= 0 && price.Ticks >= 0);
        var m = _months[month];
        var rate = hedge ? m.HedgeRate.Ppm : m.Rate.Ppm;
        // Small factors (all that markets are made of) stay in a register: each step proves that the next product fits.
        if (price.Ticks <= int.MaxValue && m.TickValueMinor <= int.MaxValue && lots <= int.MaxValue)
        {
            var lot = price.Ticks * m.TickValueMinor;
            if (lot <= int.MaxValue && m.PerLotMinor <= int.MaxValue && rate <= Million)
            {
                var value = lot * lots;
                var perLot = m.PerLotMinor * lots;
                if (value <= MostForMillion && perLot <= MostForMillion)
                    return (value * rate) + (perLot * Million);
            }
        }

        return checked(
            ((Int128)price.Ticks * m.TickValueMinor * lots * rate) + ((Int128)lots * m.PerLotMinor * Million)
        );
    }

    // Two of these times a million still fit a long.
    private const long MostForMillion = long.MaxValue / Million / 2;

    /// <summary>Adds the margin of the lots under this rule to the totals by currency, minor units.</summary>
    public void AddTo(ReadOnlySpan<PositionLots> lots, Span<long> byCurrency)
    {
        Sum(lots);
        for (var c = 0; c < _sums.Length; c++)
            byCurrency[(int)_contracts[c].Currency] += _sums[c].Margin;
    }

    /// <summary>The same, line by line.</summary>
    public void Explain(ReadOnlySpan<PositionLots> lots, MarginBreakdown breakdown)
    {
        Sum(lots);
        foreach (var held in lots)
        {
            var month = _months[held.Month];
            if (month.Contract < 0 || held.Lots == 0)
                continue;
            var rate = held.Hedge ? month.HedgeRate : month.Rate;
            var evidence = string.Create(
                CultureInfo.InvariantCulture,
                $"{held.Lots} lots x {held.Base.Ticks} ticks x {month.TickValueMinor} x {rate.Ppm} ppm ({Words(rate)}) + {month.PerLotMinor} a lot"
            );
            breakdown.Detail(
                held.Side == Side.Buy ? "long" : "short",
                month.Name,
                _contracts[month.Contract].Currency,
                Minor(Value(held.Month, held.Lots, held.Base, held.Hedge)),
                evidence
            );
        }

        for (var c = 0; c < _sums.Length; c++)
            Explain(_contracts[c], _sums[c], breakdown);
    }

    private static void Explain(PercentageContract contract, in Sides sums, MarginBreakdown breakdown)
    {
        if (sums.Long != 0 || sums.Short != 0)
        {
            var code = sums.Long >= sums.Short ? "larger-side-long" : "larger-side-short";
            var evidence = string.Create(
                CultureInfo.InvariantCulture,
                $"long {Minor(sums.Long)}, short {Minor(sums.Short)}: the larger one"
            );
            breakdown.Count(code, contract.Name, contract.Currency, Minor(Int128.Max(sums.Long, sums.Short)), evidence);
        }

        if (sums.BothLong != 0)
            breakdown.Count("long", contract.Name, contract.Currency, Minor(sums.BothLong), "sum of the longs");
        if (sums.BothShort != 0)
            breakdown.Count("short", contract.Name, contract.Currency, Minor(sums.BothShort), "sum of the shorts");
    }

    private void Sum(ReadOnlySpan<PositionLots> lots)
    {
        Array.Clear(_sums);
        foreach (var held in lots)
        {
            var month = _months[held.Month];
            if (month.Contract >= 0)
                _sums[month.Contract]
                    .Add(month.LargerSide, held.Side, Value(held.Month, held.Lots, held.Base, held.Hedge));
        }
    }

    // Up to the minor unit; a long is divided as one.
    private static long Minor(Int128 millionths)
    {
        if (millionths > long.MaxValue)
            return Rounding.ToLong(millionths, Million, RoundingMode.Up);
        Must.Hold(millionths >= 0);
        var (minor, rest) = long.DivRem((long)millionths, Million);
        return rest > 0 ? minor + 1 : minor;
    }

    private static string Words(RateResult rate) =>
        rate.Rule switch
        {
            RateRule.Minimum => "the contract's rate",
            RateRule.Phase => "phase",
            RateRule.OpenInterest => "open interest",
            RateRule.LimitLadder => "limit ladder",
            _ => "notice",
        }
        + (
            rate.FloorBound ? ", averaging floor"
            : rate.Ppm < rate.HighestPpm ? ", part of the average known"
            : ""
        );
}
