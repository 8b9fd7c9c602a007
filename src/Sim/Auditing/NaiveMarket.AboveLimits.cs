// The naive market closing what stands above a position limit (LIQ-006).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private long CloseAbove(NaiveCalendar calendar, LiquidationTerms terms)
    {
        long sum = 0;
        foreach (var month in Months.Where(m => m.Calendar == calendar && !m.Expired).ToList())
        {
            var places = new List<Queued>();
            foreach (var account in _accounts.Keys)
            {
                foreach (var isLong in new[] { false, true })
                {
                    if (Above(month, account, isLong) > 0)
                        places.Add(new(0, account, month, isLong, 0));
                }
            }

            foreach (var place in places)
            {
                var kinds =
                    OpensAndCloses(place.Account) && month.Terms.SeparateDates
                        ? new[] { LotKind.Carried, LotKind.OfToday }
                        : [LotKind.Any];
                sum += kinds.Sum(kind => CloseAbove(place, kind, terms));
            }
        }

        return sum;
    }

    private long CloseAbove(Queued place, LotKind kind, LiquidationTerms terms)
    {
        var (month, account, isLong) = (place.Month, place.Account, place.IsLong);
        var guard = GuardOf(month, isLong, terms.GuardPpm);
        long sum = 0;
        while (Above(month, account, isLong) is > 0 and var above)
        {
            var share = Exact.Floor((BigInteger)(month.Volume - month.Forced) * terms.ParticipationPpm, Exact.Million);
            var held = Others(month, account, isLong ? -1 : 1, kind).Sum(l => l.Left);
            var most = new[] { above, held, share - month.Forced, month.Terms.MaxOrderLots }.Min();
            var somebody = month.Resting.Any(o => o.IsBuy == isLong && (isLong ? o.Limit >= guard : o.Limit <= guard));
            if (most < 1 || month.Phase != TradingPhase.Continuous || !somebody)
                break;
            var own = month.Live.Where(o => o.Account == account).OrderBy(o => o.Id.Value).ToList();
            own.ForEach(o => Leave(month, o, CancelReason.Liquidation));
            if (own.Count > 0)
                continue;
            ForceOrder(place, kind, guard, most, LiquidationCause.PositionLimit);
            var traded = held - Others(month, account, isLong ? -1 : 1, kind).Sum(l => l.Left);
            month.Forced += traded;
            Conclude();
            sum += traded;
            if (traded == 0)
                break;
        }

        return sum;
    }

    // How much of one side is too much, by whomever the account is counted with; never more than it has.
    private long Above(NaiveInstrument month, int account, bool isLong)
    {
        if (!_limits.ContainsKey(month.Id))
            return 0;
        long Held(int of) => isLong ? SidesHeld(month, of).Longs : SidesHeld(month, of).Shorts;
        var most = TradersIn(month, month.Calendar.Day!.Value)
            .Where(t => t.Accounts.Contains(account))
            .Select(t => t.Accounts.Sum(Held) - ((isLong ? t.MostLong : t.MostShort) ?? long.MaxValue))
            .Append(0)
            .Max();
        return long.Min(most, Held(account));
    }
}
