// What each event means to the tables of the back office.
using System.Globalization;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Storage.Office;

namespace Tokenbourse.Storage;

/// <summary>Puts entries into the tables of one transaction. Kinds that no table is about are passed over.</summary>
internal sealed class BackOfficeFold(OfficeWriter writer)
{
    // One change of a balance for a transaction, however many postings it has.
    private readonly SortedDictionary<(int Owner, int Code, Currency Currency), long> _balances = [];

    public void Market(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.AccountOpened:
                Account(entry.Sequence, Documents.Read<AccountDocument>(entry.Payload.Span));
                break;
            case MessageKind.InstrumentListed:
                Instrument(entry.Sequence, Documents.Read<InstrumentDocument>(entry.Payload.Span));
                break;
            case MessageKind.InstrumentExpired:
                var gone = entry.As<InstrumentExpired>();
                writer.Run(
                    "UPDATE instruments SET expired_on = $1 WHERE instrument = $2",
                    Text(gone.Day),
                    gone.Instrument.Value
                );
                break;
            case MessageKind.Traded:
                Trade(entry, entry.As<Traded>());
                break;
            case MessageKind.DefaultTraded:
                Trade(entry, entry.As<DefaultTraded>().AsTrade());
                break;
            case MessageKind.ForcedReduced:
                Trade(entry, entry.As<ForcedReduced>().AsTrade());
                break;
            case MessageKind.SpreadTraded:
                Trade(entry, entry.As<SpreadTraded>());
                break;
            case MessageKind.CashMoved:
                Cash(entry, entry.As<CashMoved>());
                break;
            case MessageKind.CashDone when entry.As<CashDone>() is { Outcome: CashOutcome.Paid } paid:
                Cash(entry, new(paid.Account, paid.Currency, paid.Amount, paid.Balance, paid.Reference));
                break;
            case MessageKind.Posted:
                Post(entry, entry.As<Posted>());
                break;
            default:
                EndOfDay(in entry);
                break;
        }
    }

    public void Prints(in LogEntry entry)
    {
        if (entry.Kind is not (MessageKind.Printed or MessageKind.PrintWithheld))
            return;
        var print = Documents.Read<PrintDocument>(entry.Payload.Span);
        writer.Insert(
            "prints",
            entry.Sequence,
            entry.Time.Nanoseconds,
            print.Index,
            print.Version,
            print.Day,
            print.Value?.ToString(CultureInfo.InvariantCulture),
            print.Decimals,
            print.Unit,
            print.Currency.ToString(),
            print.Tier,
            print.TierName,
            print.Used.Count,
            print.LeftOut.Count
        );
    }

    /// <summary>Writes what was summed up over the transaction.</summary>
    public void Finish()
    {
        foreach (var ((owner, code, currency), change) in _balances)
        {
            writer.Run(
                """
                INSERT INTO balances VALUES ($1, $2, $3, $4)
                ON CONFLICT (account, code, currency)
                DO UPDATE SET balance_minor = balances.balance_minor + excluded.balance_minor
                """,
                owner,
                code,
                currency.ToString(),
                change
            );
        }

        _balances.Clear();
    }

    private void EndOfDay(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.SettlementPriceSet:
                Settlement(entry.Sequence, entry.As<SettlementPriceSet>());
                break;
            case MessageKind.FinalPriceSet:
                FinalPrice(entry.Sequence, entry.As<FinalPriceSet>());
                break;
            case MessageKind.VariationPaid:
                var paid = entry.As<VariationPaid>();
                writer.Insert(
                    "variation",
                    entry.Sequence,
                    paid.Account.Value,
                    paid.Instrument.Value,
                    Text(paid.Day),
                    paid.Lots.Lots,
                    paid.Amount.Minor
                );
                break;
            case MessageKind.MarginRequired:
                var required = entry.As<MarginRequired>();
                Margin(required.Account, required.Currency, required.Day, MarginRequiredRow, required.Required);
                break;
            case MessageKind.MarginCalled:
                var called = entry.As<MarginCalled>();
                Margin(called.Account, called.Currency, called.Day, MarginCalledRow, called.Shortfall);
                break;
            case MessageKind.DayOpened:
                var opened = entry.As<DayOpened>();
                Day(opened.Calendar, opened.Day);
                writer.Run(
                    "UPDATE days SET opened_event = $3 WHERE calendar = $1 AND day = $2",
                    opened.Calendar,
                    Text(opened.Day),
                    entry.Sequence
                );
                break;
            case MessageKind.DaySettled:
                var settled = entry.As<DaySettled>();
                Day(settled.Calendar, settled.Day);
                writer.Run(
                    "UPDATE days SET settled_event = $3, digest = $4 WHERE calendar = $1 AND day = $2",
                    settled.Calendar,
                    Text(settled.Day),
                    entry.Sequence,
                    settled.Digest.ToString("x16", CultureInfo.InvariantCulture)
                );
                break;
            default:
                break;
        }
    }

    private void Account(long sequence, AccountDocument account) =>
        writer.Insert(
            "accounts",
            account.Account,
            account.Name,
            account.Role,
            account.Simulated ? 1 : 0,
            account.Group,
            sequence
        );

    private void Instrument(long sequence, InstrumentDocument listed) =>
        writer.Insert(
            "instruments",
            listed.Instrument,
            listed.Symbol,
            listed.Contract,
            listed.Month,
            listed.Calendar,
            listed.Currency.ToString(),
            listed.FirstTradingDay,
            listed.LastTradingDay,
            listed.TickSize.ToString(CultureInfo.InvariantCulture),
            listed.PriceDecimals,
            listed.TickValueMinor,
            listed.LotSize,
            listed.Index,
            (string?)null,
            sequence,
            listed.Spread?.Spread,
            listed.Spread?.Near,
            listed.Spread?.Far,
            listed.Spread?.NearLots,
            listed.Spread?.FarLots,
            listed.Spread?.NearWeight,
            listed.Spread?.FarWeight
        );

    private void Trade(in LogEntry entry, in Traded traded) =>
        writer.Insert(
            "trades",
            traded.Trade.Value,
            entry.Sequence,
            entry.Time.Nanoseconds,
            traded.Instrument.Value,
            traded.Price.Ticks,
            traded.Quantity.Lots,
            traded.BuyOrder.Value,
            traded.Buyer.Value,
            traded.BuyerFee.Minor,
            traded.SellOrder.Value,
            traded.Seller.Value,
            traded.SellerFee.Minor,
            (int)traded.Aggressor,
            (int)traded.Origin,
            traded.BuyerOpened.Lots,
            traded.SellerOpened.Lots
        );

    private void Trade(in LogEntry entry, in SpreadTraded traded) =>
        writer.Insert(
            "spread_trades",
            entry.Sequence,
            entry.Time.Nanoseconds,
            traded.Instrument.Value,
            traded.Price.Ticks,
            traded.Lots.Lots,
            traded.BuyOrder.Value,
            traded.SellOrder.Value,
            (int)traded.Aggressor,
            (int)traded.Origin
        );

    private void Cash(in LogEntry entry, in CashMoved moved) =>
        writer.Insert(
            "cash_movements",
            entry.Sequence,
            entry.Time.Nanoseconds,
            moved.Account.Value,
            moved.Currency.ToString(),
            moved.Amount.Minor,
            moved.Balance.Minor,
            moved.Reference.ToString()
        );

    private void Post(in LogEntry entry, in Posted posted)
    {
        writer.Insert(
            "postings",
            entry.Sequence,
            entry.Time.Nanoseconds,
            posted.Journal,
            (int)posted.Debit,
            posted.DebitOwner.Value,
            (int)posted.Credit,
            posted.CreditOwner.Value,
            posted.Currency.ToString(),
            posted.Amount.Minor,
            posted.Instrument.Value,
            (int)posted.Reason
        );
        Balance(posted.DebitOwner, posted.Debit, posted.Currency, -posted.Amount);
        Balance(posted.CreditOwner, posted.Credit, posted.Currency, posted.Amount);
    }

    /// <summary>Balances are credits less debits, so all of a currency sum to zero.</summary>
    private void Balance(AccountId owner, LedgerCode code, Currency currency, Money change)
    {
        var key = (owner.Value, (int)code, currency);
        _balances[key] = _balances.GetValueOrDefault(key) + change.Minor;
    }

    private void Settlement(long sequence, in SettlementPriceSet set) =>
        writer.Insert(
            "settlements",
            set.Instrument.Value,
            Text(set.Day),
            set.Price.Ticks,
            set.Previous.Ticks,
            (int)set.Tier,
            set.Volume.Lots,
            set.OpenInterest.Lots,
            set.TicksTimesLots.ToString(CultureInfo.InvariantCulture),
            sequence
        );

    private void FinalPrice(long sequence, in FinalPriceSet final) =>
        writer.Insert(
            "final_prices",
            final.Instrument.Value,
            Text(final.Day),
            final.Value,
            final.Decimals,
            final.Prints,
            sequence
        );

    private const string MarginRequiredRow = """
        INSERT INTO margin (account, currency, day, required_minor, shortfall_minor) VALUES ($1, $2, $3, $4, 0)
        ON CONFLICT (account, currency, day) DO UPDATE SET required_minor = excluded.required_minor
        """;

    private const string MarginCalledRow = """
        INSERT INTO margin (account, currency, day, required_minor, shortfall_minor) VALUES ($1, $2, $3, 0, $4)
        ON CONFLICT (account, currency, day) DO UPDATE SET shortfall_minor = excluded.shortfall_minor
        """;

    private void Margin(AccountId account, Currency currency, TradingDate day, string row, Money amount) =>
        writer.Run(row, account.Value, currency.ToString(), Text(day), amount.Minor);

    private void Day(int calendar, TradingDate day) =>
        writer.Run("INSERT INTO days (calendar, day) VALUES ($1, $2) ON CONFLICT DO NOTHING", calendar, Text(day));

    private static string Text(TradingDate day) => day.ToString();
}
