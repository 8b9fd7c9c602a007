// The day's end: lots are marked, lines are drawn up, sums are taken and compared with the ledger.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

public sealed partial class ClearingBooks
{
    private void Settle(in DaySettled settled, Instant now)
    {
        _settledDays.Add((settled.Day, settled.Calendar));
        var next = _margins.Next(settled.Calendar, settled.Day, now);
        var days = Begin(settled);
        foreach (var (number, month) in _today)
        {
            foreach (var (account, book) in BooksOf(number))
            {
                if (!book.IsEmpty)
                    Mark(days[(account, Terms(new(number)).Currency)], month, account, book, next);
            }
        }

        foreach (var ((account, currency), day) in days)
            Sum(day, Of(account, currency), settled.Calendar);
        foreach (var day in days.Values)
        {
            Compare(day);
            if (only is null || only == day.Day)
                Keep(day);
        }

        _marks.Clear();
        Roll(settled.Day);
    }

    /// <summary>Where two calendars settle one currency, the second adds to the first's paper.</summary>
    private void Keep(AccountDay day)
    {
        var key = (day.Day.Days, day.Account.Value, day.Currency);
        if (_days.TryGetValue(key, out var first))
        {
            day.TradeList.InsertRange(0, first.Trades);
            day.ClosedList.InsertRange(0, first.Closed);
            day.HeldList.InsertRange(0, first.Held);
            day.PositionList.InsertRange(0, first.Positions);
            day.PostingList.InsertRange(0, first.Postings);
            day.CameFrom = first.CameFrom;
            day.LargerSide += first.LargerSide;
            var (a, b) = (first.Money, day.Money);
            day.Money = b with
            {
                Before = a.Before,
                ByTradeBefore = a.ByTradeBefore,
                Pledge = b.Pledge with { Before = a.Pledge.Before },
                Deposits = a.Deposits + b.Deposits,
                Withdrawals = a.Withdrawals + b.Withdrawals,
                Corrections = a.Corrections + b.Corrections,
                Spot = a.Spot + b.Spot,
                Realized = a.Realized + b.Realized,
                Marked = a.Marked + b.Marked,
                Delivered = a.Delivered + b.Delivered,
                Fees = a.Fees + b.Fees,
                RealizedByTrade = a.RealizedByTrade + b.RealizedByTrade,
                DeliveredByTrade = a.DeliveredByTrade + b.DeliveredByTrade,
            };
        }

        _days[key] = day;
    }

    /// <summary>A day for every account in every currency that the calendar settles, with the day's lines.</summary>
    private SortedDictionary<(int Account, Currency Currency), AccountDay> Begin(DaySettled settled)
    {
        SortedDictionary<(int Account, Currency Currency), AccountDay> days = [];
        foreach (var currency in (ReadOnlySpan<Currency>)[Currency.CNY, Currency.USD, Currency.EUR])
        {
            if (!_instruments.Exists(i => i.Calendar == settled.Calendar && i.Currency == currency))
                continue;
            foreach (var (account, document) in _accounts)
            {
                var day = new AccountDay(new(account), currency, settled.Day)
                {
                    Member = document.Member ?? 0,
                    Class = ClassOf(document),
                    IsTold = _release >= Releases.Lots,
                };
                if (_drafts.TryGetValue((settled.Calendar, account, currency), out var draft))
                {
                    day.TradeList.AddRange(draft.Trades);
                    day.ClosedList.AddRange(draft.Closed);
                }

                days.Add((account, currency), day);
            }
        }

        return days;
    }

    private List<(int Account, LotBook Book)> BooksOf(int instrument)
    {
        var found = new List<(int, LotBook)>();
        foreach (var account in _accounts.Keys)
        {
            if (_lots.TryGetValue((instrument, account), out var book))
                found.Add((account, book));
        }

        return found;
    }

    private void Mark(AccountDay day, SettledMonth month, int account, LotBook book, TradingDate next)
    {
        var terms = Terms(month.Set.Instrument);
        var ended = month.Final is not null;
        var grouped = !ended && _margins.IsGrouped(terms.Contract);
        var charged = !ended && !grouped;
        var rate = charged ? RatePpm(account, _margins.RatePpm(terms, next, _accounts[account].IsHedge)) : 0;
        day.IsTold &= !charged || _margins.IsTold(month.Set.Instrument);
        var perLot = charged ? _margins.PerLotMinor(terms.Contract) : 0;
        Money held = default,
            floated = default,
            margin = default;
        Int128 longTicks = 0,
            shortTicks = 0;
        foreach (var side in (ReadOnlySpan<Side>)[Model.Numbers.Side.Buy, Model.Numbers.Side.Sell])
        {
            var total = book.Lots(side);
            var whole = Rounding.PartsPerMillion(
                total,
                month.Set.Price.Ticks,
                terms.TickValueMinor,
                rate,
                RoundingMode.Up
            );
            whole = checked(whole + (perLot * total));
            margin += new Money(whole);
            if (charged && _margins.IsLargerSide(month.Set.Instrument))
                day.Charge(terms.Contract, side, new(whole));
            long before = 0;
            foreach (var lot in book.Of(side))
            {
                // Shares of a whole: each is the difference of two rounded sums, so that they add up to it.
                var share = Share(whole, before + lot.Left, total) - Share(whole, before, total);
                before += lot.Left;
                var line = Held(month, account, side, lot, new(share), grouped);
                day.HeldList.Add(line);
                (held, floated) = (held + line.HeldByDate, floated + line.FloatByTrade);
                var ticks = (Int128)lot.OpenPrice.Ticks * lot.Left;
                if (side == Model.Numbers.Side.Buy)
                    longTicks += ticks;
                else
                    shortTicks += ticks;
            }
        }

        if (!ended)
        {
            day.PositionList.Add(
                new(
                    new(account),
                    month.Set.Instrument,
                    book.Lots(Model.Numbers.Side.Buy),
                    longTicks,
                    book.Lots(Model.Numbers.Side.Sell),
                    shortTicks,
                    month.Set.Previous,
                    month.Set.Price,
                    held,
                    floated,
                    margin,
                    grouped
                )
            );
        }
    }

    private static long Share(long whole, long part, long total) =>
        Rounding.ToLong((Int128)whole * part, total, RoundingMode.Down);

    private HeldLine Held(SettledMonth month, int account, Side side, Lot lot, Money margin, bool inGroup)
    {
        var terms = Terms(month.Set.Instrument);
        var mark = month.Final?.Value ?? checked(month.Set.Price.Ticks * terms.UnitsPerTick);
        var today = lot.Day == month.Set.Day;
        var from = today ? lot.OpenPrice : month.Set.Previous;
        var lots = side.Sign() * lot.Left;
        return new(
            new(account),
            month.Set.Instrument,
            side,
            lot.Trade,
            lot.Day,
            lot.Opened,
            lot.Left,
            lot.OpenPrice,
            month.Set.Previous,
            month.Set.Price,
            mark,
            today,
            month.Final is not null,
            Money.OfMove(mark - (from.Ticks * terms.UnitsPerTick), lots, terms.UnitValueMinor),
            Money.OfMove(mark - (lot.OpenPrice.Ticks * terms.UnitsPerTick), lots, terms.UnitValueMinor),
            margin,
            inGroup
        );
    }

    private void Sum(AccountDay day, Standing standing, int calendar)
    {
        var money = new DayMoney
        {
            Before = standing.Balance,
            ByTradeBefore = standing.ByTrade,
            Margin = standing.Margin,
            MarginCall = standing.Call,
            Ledger = standing.Ledger,
            Pledge = standing.Pledge,
        };
        foreach (var number in (ReadOnlySpan<int>)[0, calendar])
        {
            if (!_drafts.TryGetValue((number, day.Account.Value, day.Currency), out var draft))
                continue;
            money = money with
            {
                Deposits = money.Deposits + draft.Deposits,
                Withdrawals = money.Withdrawals + draft.Withdrawals,
                Corrections = money.Corrections + draft.Corrections,
                Spot = money.Spot + draft.Spot,
                Ledger = money.Ledger + draft.Ledger,
            };
            day.PostingList.AddRange(draft.Postings);
            draft.Clear();
        }

        // What belongs to no contract was kept apart.
        day.PostingList.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        foreach (var trade in day.Trades)
            money = money with { Fees = money.Fees + trade.Fee };
        foreach (var lot in day.Closed)
        {
            money = money with
            {
                Realized = money.Realized + lot.ByDate,
                RealizedByTrade = money.RealizedByTrade + lot.ByTrade,
            };
        }

        foreach (var lot in day.Held)
        {
            money = lot.Ended
                ? money with
                {
                    Delivered = money.Delivered + lot.HeldByDate,
                    DeliveredByTrade = money.DeliveredByTrade + lot.FloatByTrade,
                }
                : money with
                {
                    Marked = money.Marked + lot.HeldByDate,
                    Float = money.Float + lot.FloatByTrade,
                };
        }

        // Lots of another calendar's months in the same currency keep the float of their own settlement.
        money = money with
        {
            Float = money.Float + standing.FloatElsewhere(calendar),
        };
        day.CameFrom = standing.Member ?? day.Member;
        standing.Member = day.Member;
        standing.Close(calendar, money);
        day.Groups = [.. standing.Groups];
        day.LargerSide = day.SmallerSides();
        day.Money = money;
    }

    /// <summary>Both books, the ledger and what the log tells of positions say the same.</summary>
    private void Compare(AccountDay day)
    {
        if (!day.Money.TiesOut)
        {
            Differ(
                $"{day.Day}, account {day.Account.Value}, {day.Currency}: by date {day.Money.After.Minor},"
                    + $" ledger {day.Money.Ledger.Minor}, by trade {day.Money.ByTradeEquity.Minor}"
            );
        }

        if (day.MarginElsewhere.Minor != 0 && SettledBy(day.Currency) == 1)
        {
            Differ(
                $"{day.Day}, account {day.Account.Value}, {day.Currency}: margin {day.Money.Margin.Minor} is "
                    + $"required, and its lines come to {day.OwnMargin.Minor} and {day.GroupMargin.Minor} less {day.LargerSide.Minor}"
            );
        }

        Dictionary<int, (Money Date, Money Trade, Money Held, Money Float)> sums = [];
        foreach (var c in day.Closed)
        {
            var sum = sums.GetValueOrDefault(c.Instrument.Value);
            sums[c.Instrument.Value] = sum with { Date = sum.Date + c.ByDate, Trade = sum.Trade + c.ByTrade };
        }

        foreach (var h in day.Held)
        {
            var sum = sums.GetValueOrDefault(h.Instrument.Value);
            sums[h.Instrument.Value] = sum with { Held = sum.Held + h.HeldByDate, Float = sum.Float + h.FloatByTrade };
        }

        foreach (var instrument in _today.Keys)
        {
            if (Terms(new(instrument)).Currency != day.Currency)
                continue;
            if (!_marks.TryGetValue((instrument, day.Account.Value), out var told))
                continue;
            var sum = sums.GetValueOrDefault(instrument);
            if (sum != (told.ClosedByDate, told.ClosedByTrade, told.HeldByDate, told.FloatByTrade))
                Differ($"{day.Day}, account {day.Account.Value}, {Terms(new(instrument)).Symbol}: {told} and {sum}");
        }
    }

    /// <summary>How many calendars settle a currency: where it is one, a paper's lines are all that margin is asked
    /// for.</summary>
    private int SettledBy(Currency currency) =>
        _instruments.Where(i => i.Spread is null && i.Currency == currency).Select(i => i.Calendar).Distinct().Count();

    private void Roll(TradingDate date)
    {
        foreach (var (number, month) in _today)
        {
            _settled[number] = month.Set.Price;
            if (only is null || only == date)
                _prices[(date.Days, number)] = month;
            if (month.Final is null)
                continue;
            foreach (var account in _accounts.Keys)
                _lots.Remove((number, account));
        }

        _today.Clear();
        // From release 2 on the next funds check does.
        foreach (var standing in _standing.Values.Where(_ => _release < Releases.Lots))
            standing.Call = default;
    }
}
