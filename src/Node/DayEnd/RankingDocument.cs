// Who traded and held most on a settled day, by month and by contract, with the change against the day before.
using Tokenbourse.Gateways.Http.Days;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.DayEnd;

/// <summary>Members stand for their accounts; who clears with the house itself stands for itself.</summary>
internal static class RankingDocument
{
    private const int Places = 20;

    private enum By
    {
        Volume,
        Longs,
        Shorts,
    }

    private readonly record struct Owner(bool IsMember, int Number);

    /// <summary>Null: no calendar has settled that day.</summary>
    public static RankingsShape? Of(DayMoment moment, TradingDate day)
    {
        var settled = moment.Book.Of(day).Where(d => d.Settled is not null).ToList();
        if (settled.Count == 0)
            return null;
        var owners = moment.Figures.Accounts.ToDictionary(
            a => a.Account.Value,
            a => a.Member is { } member ? new Owner(true, member) : new Owner(false, a.Account.Value)
        );
        var tables = new List<RankingTableShape>();
        foreach (var record in settled)
        {
            foreach (
                var contract in record.Prices.Select(p => moment.Book.Terms(p.Set.Instrument)).GroupBy(t => t.Contract)
            )
            {
                var months = contract.Select(t => t.Instrument).ToHashSet();
                tables.Add(Table(contract.Key, contract.Key, months));
                foreach (var terms in contract)
                    tables.Add(Table(terms.Symbol, terms.Contract, [terms.Instrument]));
            }

            RankingTableShape Table(string of, string contract, HashSet<int> months)
            {
                var before = moment.Book.Before(record);
                return new(of, contract, List(By.Volume), List(By.Longs), List(By.Shorts));

                RankingListShape List(By by) =>
                    Ranked(
                        moment.Figures,
                        Sums(record, by, months, owners),
                        before is null ? null : Sums(before, by, months, owners)
                    );
            }
        }

        return new(day.ToString(), moment.AsOf, moment.Time.ToString(), Places, tables);
    }

    private static Dictionary<Owner, long> Sums(
        DayRecord day,
        By by,
        HashSet<int> months,
        Dictionary<int, Owner> owners
    )
    {
        var sums = new Dictionary<Owner, long>();
        if (by == By.Volume)
        {
            foreach (var (key, lots) in day.Traded.Where(t => months.Contains(t.Key.Instrument)))
                Add(key.Account, lots);
        }
        else
        {
            foreach (var held in day.Held.Where(h => months.Contains(h.Instrument)))
                Add(held.Account, by == By.Longs ? held.Longs : held.Shorts);
        }

        return sums;

        void Add(int account, long lots)
        {
            if (lots > 0)
                sums[owners[account]] = sums.GetValueOrDefault(owners[account]) + lots;
        }
    }

    private static RankingListShape Ranked(
        ClearingFigures figures,
        Dictionary<Owner, long> sums,
        Dictionary<Owner, long>? before
    )
    {
        var rows = new List<RankingRowShape>();
        var (rank, seen, last) = (0, 0, 0L);
        foreach (
            var (owner, lots) in sums.OrderByDescending(s => s.Value)
                .ThenByDescending(s => s.Key.IsMember)
                .ThenBy(s => s.Key.Number)
        )
        {
            seen++;
            if (lots != last)
                (rank, last) = (seen, lots);
            if (rank > Places)
                break;
            rows.Add(
                new(
                    rank,
                    owner.IsMember ? "member" : "account",
                    owner.Number,
                    NameOf(figures, owner),
                    lots,
                    before is null ? null : lots - before.GetValueOrDefault(owner)
                )
            );
        }

        return new(sums.Values.Sum(), rows);
    }

    private static string NameOf(ClearingFigures figures, Owner owner) =>
        owner.IsMember
            ? figures.Members.First(m => m.Member == owner.Number).Name
            : figures.Accounts.First(a => a.Account.Value == owner.Number).Name;
}
