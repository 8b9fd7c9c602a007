// The naive market's allocation of a loss (DEF-010 to DEF-013): layer after layer, part after part.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private sealed record NaivePart(DefaultLayer Layer, int Account, long Has, long Used);

    private void Allocate(AllocateLoss words)
    {
        if (Open(MessageKind.AllocateLoss, words.Member) is not { } each)
            return;
        var own = AccountsOf(words.Member).ToList();
        foreach (var month in LivingMonths)
        {
            foreach (var account in own)
            {
                var flat = month.Lots.All(l => l.Account != account);
                if (flat && ResultTo(month, account, month.Last, 1, 1) == 0)
                    continue;
                Refuse(MessageKind.AllocateLoss, RejectReason.PositionsLeft, month.Id, account);
                return;
            }
        }

        var plans = new List<(Currency Currency, long Loss, List<NaivePart> Parts)>();
        foreach (var currency in new[] { Currency.CNY, Currency.USD, Currency.EUR })
        {
            var loss = own.Sum(a => long.Max(0, -Equity(a, currency)));
            var parts = Plan(each, own, currency, loss);
            var covered = parts.Sum(p => p.Used);
            if (covered < loss)
            {
                Refuse(MessageKind.AllocateLoss, RejectReason.LossNotCovered, loss, covered);
                return;
            }

            plans.Add((currency, loss, parts));
        }

        foreach (var (currency, loss, parts) in plans)
            Allocate(each, own, currency, loss, parts);
        Advance(each, DefaultStage.Allocated);
    }

    private long Equity(int account, Currency currency) =>
        Ledger.Of(LedgerCode.ClientCash, account, currency) + Ledger.Of(LedgerCode.ClientMargin, account, currency);

    private List<NaivePart> Plan(NaiveDefault each, List<int> own, Currency currency, long left)
    {
        var rules = _house.Default!;
        var parts = new List<NaivePart>();
        foreach (var layer in rules.Layers)
        {
            var groups = new List<List<(int Account, long Has)>> { Bearers(layer, each, own, currency) };
            if (layer == DefaultLayer.MutualFund && rules.NonBiddersFirst)
                groups =
                [
                    [.. groups[0].Where(b => each.Missed.Contains(b.Account))],
                    [.. groups[0].Where(b => !each.Missed.Contains(b.Account))],
                ];
            var bearing = new List<NaivePart>();
            foreach (var group in groups)
            {
                var all = group.Sum(b => b.Has);
                var now = long.Min(left, all);
                left -= now;
                bearing.AddRange(Bear(layer, group, now, all, rules.Remainder));
            }

            parts.AddRange(bearing.OrderBy(b => b.Account));
        }

        return parts;
    }

    private static IEnumerable<NaivePart> Bear(
        DefaultLayer layer,
        List<(int Account, long Has)> group,
        long now,
        long all,
        RemainderRule remainder
    )
    {
        if (layer == DefaultLayer.DefaulterMargin)
        {
            foreach (var (account, has) in group)
            {
                var used = long.Min(now, has);
                now -= used;
                yield return new(layer, account, has, used);
            }

            yield break;
        }

        // Gains are paid in proportion; of everything else it is what is taken.
        var haircut = layer == DefaultLayer.GainsHaircut;
        var shares = Parts(haircut ? all - now : now, group, remainder, everybody: true);
        for (var i = 0; i < group.Count; i++)
            yield return new(
                layer,
                group[i].Account,
                group[i].Has,
                haircut ? group[i].Has - shares[i].Lots : shares[i].Lots
            );
    }

    private List<(int Account, long Has)> Bearers(
        DefaultLayer layer,
        NaiveDefault each,
        List<int> own,
        Currency currency
    )
    {
        var rules = _house.Default!;
        var house = _houseAccounts.GetValueOrDefault(each.Member);
        return layer switch
        {
            DefaultLayer.DefaulterMargin => [.. own.Where(IsHouse).Select(a => (a, long.Max(0, Equity(a, currency))))],
            DefaultLayer.DefaulterFund => [(house, Ledger.Of(LedgerCode.DefaultFund, house, currency))],
            DefaultLayer.ExchangeCapital => [(0, Ledger.Of(LedgerCode.ExchangeCapital, 0, currency))],
            DefaultLayer.RiskReserve => [(0, Ledger.Of(LedgerCode.RiskReserve, 0, currency))],
            DefaultLayer.MutualFund => Funds(currency),
            DefaultLayer.Assessments =>
            [
                .. Funds(currency).Select(f => (f.Account, Millionths(f.Has, rules.AssessmentPpm))),
            ],
            _ =>
            [
                .. _accounts
                    .Keys.Where(a => !own.Contains(a))
                    .Select(a => (a, Gain(a, currency)))
                    .Where(g => g.Item2 > 0)
                    .Select(g => (g.a, Millionths(g.Item2, rules.HaircutPpm))),
            ],
        };
    }

    private static long Millionths(long amount, int ppm) => Exact.Floor((BigInteger)amount * ppm, Exact.Million);

    private long Gain(int account, Currency currency) =>
        long.Min(_gains.GetValueOrDefault((account, currency)), Ledger.Of(LedgerCode.ClientCash, account, currency));

    private void Allocate(NaiveDefault each, List<int> own, Currency currency, long loss, List<NaivePart> parts)
    {
        foreach (var account in own)
            Post(
                LedgerCode.ClientMargin,
                account,
                LedgerCode.ClientCash,
                account,
                currency,
                Ledger.Of(LedgerCode.ClientMargin, account, currency),
                0,
                PostingReason.InitialMargin
            );
        if (loss == 0)
            return;
        foreach (var part in parts.Where(p => p.Used > 0))
            Use(each, currency, part);
        foreach (var account in own.Where(a => Equity(a, currency) < 0).ToList())
            Take(LedgerCode.DefaultLoss, 0, LedgerCode.ClientCash, account, currency, -Equity(account, currency));
        var mine = parts.Where(p => p.Layer is DefaultLayer.DefaulterMargin or DefaultLayer.DefaulterFund);
        var owed = loss - mine.Sum(p => p.Used);
        each.Owes |= owed > 0;
        Say(
            MessageKind.DefaultAllocated,
            new DefaultAllocated(each.Member, currency, new(loss), new(owed), ReplenishBy())
        );
    }

    private void Use(NaiveDefault each, Currency currency, NaivePart part)
    {
        var (code, kept) = part.Layer switch
        {
            DefaultLayer.DefaulterFund => (LedgerCode.DefaultFund, false),
            DefaultLayer.MutualFund => (LedgerCode.DefaultFund, true),
            DefaultLayer.ExchangeCapital => (LedgerCode.ExchangeCapital, true),
            DefaultLayer.RiskReserve => (LedgerCode.RiskReserve, true),
            _ => (LedgerCode.ClientCash, false),
        };
        Take(code, part.Account, LedgerCode.DefaultLoss, 0, currency, part.Used);
        if (part.Layer == DefaultLayer.GainsHaircut)
            _gains[(part.Account, currency)] -= part.Used;
        Say(
            MessageKind.LayerUsed,
            new LayerUsed(
                each.Member,
                currency,
                part.Layer,
                new(part.Account),
                new(part.Has),
                new(part.Used),
                new(kept ? part.Used : 0)
            )
        );
    }

    private void Take(LedgerCode debit, int from, LedgerCode credit, int to, Currency currency, long amount)
    {
        var cash = debit == LedgerCode.ClientCash || credit == LedgerCode.ClientCash;
        Post(
            debit,
            from,
            credit,
            to,
            currency,
            amount,
            0,
            cash ? PostingReason.DefaultLoss : PostingReason.DefaultFund
        );
        if (cash)
            MovedIn[currency] =
                MovedIn.GetValueOrDefault(currency) + (credit == LedgerCode.ClientCash ? amount : -amount);
    }

    private TradingDate ReplenishBy()
    {
        if (_calendars.Count == 0)
            return default;
        var calendar = _calendars[0];
        var day = calendar.Day!.Value;
        for (var i = 0; i < _house.Default!.ReplenishDays; i++)
            day = calendar.Terms.OnOrAfter(day.Plus(1)) ?? day.Plus(1);
        return day;
    }

    // Of a whole that is not above what all have: everybody's whole part, then what that leaves over.
    private static List<(int Account, long Lots)> Parts(
        long whole,
        List<(int Account, long Has)> all,
        RemainderRule rule,
        bool everybody = false
    )
    {
        BigInteger sum = all.Sum(a => a.Has);
        var parts = all.Select(a => sum == 0 ? 0 : (long)((BigInteger)whole * a.Has / sum)).ToList();
        var over = whole - parts.Sum();
        if (rule == RemainderRule.ToLast)
        {
            for (var i = all.Count - 1; i >= 0; i--)
            {
                var more = long.Min(over, all[i].Has - parts[i]);
                (parts[i], over) = (parts[i] + more, over - more);
            }
        }
        else
        {
            var first = Enumerable
                .Range(0, all.Count)
                .OrderByDescending(i => sum == 0 ? 0 : (BigInteger)whole * all[i].Has % sum)
                .ThenBy(i => all[i].Account);
            foreach (var i in first.Take((int)over))
                parts[i]++;
        }

        return [.. all.Select((a, i) => (a.Account, Lots: parts[i])).Where(p => everybody || p.Lots > 0)];
    }
}
