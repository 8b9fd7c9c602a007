// Who traded and held most on a day: the ranking in the daily bulletin.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>Which figure a table of the ranking is by.</summary>
public enum RankedBy : byte
{
    Volume = 0,
    Long = 1,
    Short = 2,
}

/// <summary>One place of a ranking.</summary>
/// <param name="Rank">From 1; who has as much has the same rank.</param>
/// <param name="Owner">As the maker of the ranking numbers them: members, say.</param>
public readonly record struct RankedPlace(int Rank, int Owner, long Lots);

/// <summary>A ranking of one contract month by one figure.</summary>
/// <param name="Total">Of all owners, those below the last place too.</param>
public sealed record Ranking(InstrumentId Instrument, RankedBy By, IReadOnlyList<RankedPlace> Places, long Total);

/// <summary>Rankings of a day.</summary>
public static class Rankings
{
    /// <summary>Volume counts each side of a trade for its own owner, legs of spreads too, so that its total is twice
    /// what traded.</summary>
    /// <param name="days">All accounts' days.</param>
    /// <param name="owner">Who stands in the ranking for an account.</param>
    /// <param name="places">At least 1.</param>
    public static IReadOnlyList<Ranking> Of(IReadOnlyList<AccountDay> days, Func<AccountId, int> owner, int places)
    {
        SortedDictionary<(int Instrument, RankedBy By, int Owner), long> sums = [];
        foreach (var day in days)
        {
            foreach (var trade in day.Trades)
                Add(trade.Instrument, RankedBy.Volume, trade.Account, trade.Lots);
            // Lots that ended with their month are open interest of its last day.
            foreach (var lot in day.Held)
                Add(lot.Instrument, lot.Side == Side.Buy ? RankedBy.Long : RankedBy.Short, lot.Account, lot.Lots);
        }

        return
        [
            .. sums.GroupBy(s => (s.Key.Instrument, s.Key.By))
                .Select(table => new Ranking(
                    new(table.Key.Instrument),
                    table.Key.By,
                    Places([.. table.Select(s => (s.Key.Owner, s.Value))], places),
                    table.Sum(s => s.Value)
                )),
        ];

        void Add(InstrumentId instrument, RankedBy by, AccountId account, long lots)
        {
            if (lots == 0)
                return;
            var key = (instrument.Value, by, owner(account));
            sums[key] = sums.GetValueOrDefault(key) + lots;
        }
    }

    private static List<RankedPlace> Places(List<(int Owner, long Lots)> sums, int most)
    {
        // By lots, then by number: the same table always.
        sums.Sort((a, b) => a.Lots != b.Lots ? b.Lots.CompareTo(a.Lots) : a.Owner.CompareTo(b.Owner));
        var places = new List<RankedPlace>();
        for (var i = 0; i < sums.Count && i < most; i++)
        {
            var same = i > 0 && sums[i].Lots == sums[i - 1].Lots;
            places.Add(new(same ? places[i - 1].Rank : i + 1, sums[i].Owner, sums[i].Lots));
        }

        return places;
    }
}
