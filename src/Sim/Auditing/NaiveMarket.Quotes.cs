// The naive market's quotes and their protection, and the trimming of close-only orders: what follows a command.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private void Quote(PlaceQuotes words, int session = 0)
    {
        if (!words.ClientOrderId.IsWellFormed)
            Refuse(MessageKind.PlaceQuotes, RejectReason.BadField, 0, 0);
        else if (words.Count is < 1 or > QuoteEntries.Length)
            Refuse(MessageKind.PlaceQuotes, RejectReason.BadField, words.Count, QuoteEntries.Length);
        else if (AskWho(words.Account, words.ValidUntil) is { } refusal)
            Refuse(MessageKind.PlaceQuotes, refusal.Reason, refusal.Given, refusal.Limit);
        else if (IsRestricted(words.Account.Value))
            Refuse(MessageKind.PlaceQuotes, RejectReason.AccountRestricted, words.Account.Value, 0);
        else if (AskKilled(words.Account, null, session) is { } killed)
            Refuse(MessageKind.PlaceQuotes, killed.Reason, killed.Given, killed.Limit);
        else if (AskShutOut(words.Account) is { } shut)
            Refuse(MessageKind.PlaceQuotes, shut.Reason, shut.Given, shut.Limit);
        else
            for (var i = 0; i < words.Count; i++)
                QuoteOne(words, words.Entries[i], session);
    }

    private void QuoteOne(PlaceQuotes words, QuoteEntry entry, int session)
    {
        var month = LivingMonth(entry.Instrument);
        var bid = SideOf(words, entry, Side.Buy, session);
        var ask = SideOf(words, entry, Side.Sell, session);
        var old = month is null ? [] : QuotesOf(month, words.Account.Value);
        month?.Live.RemoveAll(old.Contains);
        var refusal = AskQuote(month, words.Account.Value, entry, bid, ask, old.Count);
        month?.Live.AddRange(old);
        if (refusal is not null)
        {
            SayRejected(words.Account, entry.Instrument, words.ClientOrderId, refusal);
            return;
        }

        foreach (var side in old)
            Leave(month!, side, CancelReason.Replaced);
        foreach (var side in new[] { bid, ask }.Where(s => s.Left > 0))
        {
            Accept(side);
            Enter(month!, side);
        }
    }

    private static NaiveOrder SideOf(PlaceQuotes words, QuoteEntry entry, Side side, int session) =>
        new(
            new PlaceOrder(
                words.Account,
                entry.Instrument,
                side,
                OrderType.Limit,
                TimeInForce.Day,
                side == Side.Buy ? entry.BidPrice : entry.AskPrice,
                side == Side.Buy ? entry.BidLots : entry.AskLots,
                words.ClientOrderId,
                OrderFlags.Quote
            )
        )
        {
            Session = session,
        };

    // The old quote as far as it lives: bid, then ask.
    private static List<NaiveOrder> QuotesOf(NaiveInstrument month, int account) =>
        [.. month.Live.Where(o => o.IsQuote && o.Account == account).OrderBy(o => o.IsBuy ? 0 : 1)];

    private NaiveRefusal? AskQuote(
        NaiveInstrument? month,
        int account,
        QuoteEntry entry,
        NaiveOrder bid,
        NaiveOrder ask,
        int old
    )
    {
        var sides = new[] { bid, ask }.Where(s => s.Left != 0).ToList();
        if (MonthOf(entry.Instrument) is { } named && IsKilled(named))
            return Killed(KillLevel.Instrument);
        if (month is null)
            return AskTaking(month, entry.Instrument);
        // A side that is withdrawn has no price to compare.
        if (sides.Count == 2 && bid.Limit >= ask.Limit)
            return Bad(OrderField.Price, bid.Limit, unchecked(ask.Limit - 1));
        if (AskTaking(month, entry.Instrument) is { } refusal)
            return refusal;
        if (month.Spread is not null)
            return new(RejectReason.NotForSpreads, OrderField.Type, (long)OrderType.Limit, 0);
        // Once enough has traded further quotes are refused at once; those that stand leave after the command.
        if (ProtectionOf(account, month.Terms.Contract) is { IsFull: true })
            return new(RejectReason.QuotesFrozen, OrderField.Instrument, month.Id, 0);
        if (sides.Count > 0 && AskSilence(closes: false) is { } silent)
            return silent;
        foreach (var side in sides)
        {
            if (AskSize(month, side) is { } size)
                return size;
        }

        // With nothing that enters there is nothing to have money for.
        return sides.Count == 0
            ? null
            : AskRisk(month, account, [.. sides.Select(s => RiskOf(month, s))])
                ?? AskQuoteLimits(month, account, sides)
                ?? AskCaps(month, account, sides, old);
    }

    private NaiveProtection? ProtectionOf(int account, string contract) =>
        _protections.Find(p => p.Account == account && p.Contract == contract);

    private void Protect(SetProtection words)
    {
        var contract = words.Contract.ToString();
        if (!_accounts.ContainsKey(words.Account.Value))
            Refuse(MessageKind.SetProtection, RejectReason.UnknownAccount, words.Account.Value, 0);
        else if (!_contracts.Any(c => c.Contract == contract))
            Refuse(MessageKind.SetProtection, RejectReason.UnknownContract, 0, 0);
        else if (words.WindowMilliseconds is < 1 or > 3_600_000)
            Refuse(MessageKind.SetProtection, RejectReason.BadField, words.WindowMilliseconds, 3_600_000);
        else if (words.MostLots.Lots < 0)
            Refuse(MessageKind.SetProtection, RejectReason.BadField, words.MostLots.Lots, 0);
        else
        {
            // What the last window counted is forgotten, and frozen quotes are free.
            _protections.RemoveAll(p => p.Account == words.Account.Value && p.Contract == contract);
            _protections.Add(
                new()
                {
                    Account = words.Account.Value,
                    Contract = contract,
                    Length = words.WindowMilliseconds * (Instant.PerSecond / 1000),
                    Most = words.MostLots.Lots,
                }
            );
            Say(
                MessageKind.ProtectionSet,
                new ProtectionSet(words.Account, words.Contract, words.WindowMilliseconds, words.MostLots)
            );
        }
    }

    // A window is half open: a fill at its end begins the next one.
    private void CountQuoted(int account, string contract, long lots)
    {
        if (ProtectionOf(account, contract) is not { Most: > 0 } protection)
            return;
        if (_now >= protection.Ends)
        {
            protection.Ends = _now.Plus(protection.Length);
            protection.Lots = 0;
        }

        protection.Lots += lots;
    }

    // QTE-002.
    private void TriggerProtections()
    {
        var due = _protections
            .Where(p => p.IsFull && !p.Triggered)
            .OrderBy(p => p.Account)
            .ThenBy(p => _contracts.FindIndex(c => c.Contract == p.Contract))
            .ToList();
        foreach (var protection in due)
        {
            protection.Triggered = true;
            Say(
                MessageKind.ProtectionTriggered,
                new ProtectionTriggered(new(protection.Account), Name24.Of(protection.Contract), new(protection.Lots))
            );
            foreach (var month in _instruments.Where(i => i.Terms.Contract == protection.Contract))
            {
                foreach (var side in QuotesOf(month, protection.Account))
                    Leave(month, side, CancelReason.Protection);
            }
        }
    }

    // ORD-014: a position has shrunk, and more would close it than there is to close: the newest leave whole.
    private void TrimCloseOnly()
    {
        foreach (var month in _instruments)
        {
            var accounts = month.Live.Where(o => o.IsCloseOnly).Select(o => o.Account).Distinct().Order().ToList();
            // What open-and-close accounts close is frozen for their orders (POS-003).
            accounts.RemoveAll(OpensAndCloses);
            foreach (var account in accounts)
            {
                var newestFirst = month
                    .Live.Where(o => o.IsCloseOnly && o.Account == account)
                    .OrderByDescending(o => o.Id.Value)
                    .ToList();
                foreach (var order in newestFirst.Where(o => Closable(month, account, o.IsBuy) < 0))
                    Leave(month, order, CancelReason.NothingToClose);
            }
        }
    }
}
