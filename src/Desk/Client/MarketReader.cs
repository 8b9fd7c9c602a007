// Takes a picture of one contract's market from the venue's public doors.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Client;

/// <summary>What the venue's public doors do not tell and the rulebook does.</summary>
/// <param name="MarginRate">Initial margin as a share of a lot's value, 0 to 1.</param>
/// <param name="FeeRate">Fee as a share of turnover.</param>
/// <param name="FeePerLot">Fee for a lot, in the contract's currency.</param>
public sealed record ContractCosts(decimal MarginRate, decimal FeeRate, decimal FeePerLot);

/// <summary>Reads a <see cref="MarketSnapshot"/>.</summary>
public static class MarketReader
{
    private const int Levels = 10;

    /// <summary>Reads curve, books, index and bulletins of a contract.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="address">Kept as the source.</param>
    /// <param name="contract">As <c>TK</c>.</param>
    /// <param name="costs">Margin and fees.</param>
    /// <param name="days">How many bulletins are read at most, the newest.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="VenueException">The venue cannot be read, or has no such contract.</exception>
    public static async Task<MarketSnapshot> Read(
        VenueClient venue,
        string address,
        string contract,
        ContractCosts costs,
        int days,
        CancellationToken cancel
    )
    {
        var status = await venue.Status(cancel).ConfigureAwait(false);
        var all = await venue.Instruments(cancel).ConfigureAwait(false);
        var listed = all.Where(i => Same(i.Contract, contract) && i.Spread is null && !i.Expired)
            .OrderBy(i => i.Month, StringComparer.Ordinal)
            .ToList();
        if (listed.Count == 0)
        {
            var known = string.Join(", ", all.Select(i => i.Contract).Distinct().Order(StringComparer.Ordinal));
            throw new VenueException($"{address}: no contract {contract}; it lists: {known}");
        }

        var settlements = await Settlements(venue, contract, days, cancel).ConfigureAwait(false);
        var history = await venue.Index(listed[0].Index, cancel).ConfigureAwait(false);
        var months = new List<QuotedMonth>();
        var sequence = listed[0].AsOf;
        foreach (var instrument in listed)
        {
            var depth = await venue.Depth(instrument.Symbol, Levels, cancel).ConfigureAwait(false);
            sequence = long.Max(sequence, depth.Seq);
            months.Add(Month(instrument, depth, settlements.Volumes));
        }

        return new(
            MarketSnapshot.SourceOf(address),
            listed[0].Contract,
            listed[0].Currency,
            listed[0].Quote,
            listed[0].LotSize,
            listed[0].TickSize,
            costs.MarginRate,
            costs.FeeRate,
            listed[0].Index,
            Today(status, listed[0].Calendar),
            sequence,
            months,
            [
                .. history
                    .Points.Where(p => p.Value is not null)
                    .Select(p => new IndexDay(Day(p.Day, history.Index), p.Value!.Value)),
            ],
            settlements.Days,
            status.Simulated,
            costs.FeePerLot,
            listed[0].HedgesEn,
            listed[0].HedgesZh
        );
    }

    private static QuotedMonth Month(
        VenueInstrument instrument,
        VenueDepth depth,
        Dictionary<string, List<long>> volumes
    )
    {
        var known = volumes.GetValueOrDefault(instrument.Symbol, []);
        return new(
            instrument.Symbol,
            ContractMonth.Of(Day(instrument.Month + "-01", instrument.Symbol)),
            Day(instrument.LastTradingDay, instrument.Symbol),
            instrument.Settlement ?? instrument.PreviousSettlement,
            [.. depth.Bids.Select(l => new PriceLevel(l.Price, l.Lots))],
            [.. depth.Asks.Select(l => new PriceLevel(l.Price, l.Lots))],
            instrument.OpenInterest,
            known.Count == 0 ? instrument.Volume : decimal.Round((decimal)known.Sum() / known.Count, 1)
        );
    }

    private static async Task<(List<SettledDay> Days, Dictionary<string, List<long>> Volumes)> Settlements(
        VenueClient venue,
        string contract,
        int most,
        CancellationToken cancel
    )
    {
        var days = new List<SettledDay>();
        var volumes = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        var known = await venue.BulletinDays(cancel).ConfigureAwait(false);
        foreach (var day in known.Skip(int.Max(0, known.Count - most)))
        {
            var bulletin = await venue.Bulletin(day, cancel).ConfigureAwait(false);
            var months = bulletin.Contracts.Where(c => Same(c.Contract, contract)).SelectMany(c => c.Months).ToList();
            if (months.Count == 0)
                continue;
            days.Add(new(Day(day, "bulletins"), [.. months.Select(m => new SettledMonth(m.Symbol, m.Settlement))]));
            foreach (var month in months)
            {
                if (!volumes.TryGetValue(month.Symbol, out var list))
                    volumes[month.Symbol] = list = [];
                list.Add(month.Volume);
            }
        }

        return (days, volumes);
    }

    private static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    // Between two days a calendar has none: then the venue's own date stands.
    private static TradingDate Today(VenueStatus status, string calendar)
    {
        var day = status.Calendars.FirstOrDefault(c => c.Calendar == calendar)?.Day;
        return Day(day ?? status.Time[..10], "status");
    }

    private static TradingDate Day(string text, string where) =>
        TradingDate.TryParse(text, out var day) ? day : throw new VenueException($"{where}: {text} is no day");
}
