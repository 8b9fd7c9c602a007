// What each event means to the tables of the back office.
using System.Data;
using System.Globalization;
using Dapper;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Storage;

/// <summary>Puts entries into the tables of one transaction. Kinds that no table is about are passed over.</summary>
internal sealed class BackOfficeFold(IDbConnection connection, IDbTransaction transaction)
{
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
                Run(
                    "UPDATE instruments SET expired_on = @day WHERE instrument = @instrument",
                    new { day = Text(gone.Day), instrument = gone.Instrument.Value }
                );
                break;
            case MessageKind.Traded:
                Trade(entry, entry.As<Traded>());
                break;
            case MessageKind.SpreadTraded:
                Trade(entry, entry.As<SpreadTraded>());
                break;
            case MessageKind.CashMoved:
                Cash(entry, entry.As<CashMoved>());
                break;
            case MessageKind.Posted:
                Post(entry, entry.As<Posted>());
                break;
            default:
                EndOfDay(in entry);
                break;
        }
    }

    private void EndOfDay(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.SettlementPriceSet:
                Settlement(entry.Sequence, entry.As<SettlementPriceSet>());
                break;
            case MessageKind.FinalPriceSet:
                var final = entry.As<FinalPriceSet>();
                Run(
                    "INSERT INTO final_prices VALUES (@instrument, @day, @value, @decimals, @prints, @e)",
                    new
                    {
                        instrument = final.Instrument.Value,
                        day = Text(final.Day),
                        value = final.Value,
                        decimals = (int)final.Decimals,
                        prints = final.Prints,
                        e = entry.Sequence,
                    }
                );
                break;
            case MessageKind.VariationPaid:
                var paid = entry.As<VariationPaid>();
                Run(
                    "INSERT INTO variation VALUES (@e, @account, @instrument, @day, @lots, @amount)",
                    new
                    {
                        e = entry.Sequence,
                        account = paid.Account.Value,
                        instrument = paid.Instrument.Value,
                        day = Text(paid.Day),
                        lots = paid.Lots.Lots,
                        amount = paid.Amount.Minor,
                    }
                );
                break;
            case MessageKind.MarginRequired:
                var required = entry.As<MarginRequired>();
                Margin(required.Account, required.Currency, required.Day, "required_minor", required.Required);
                break;
            case MessageKind.MarginCalled:
                var called = entry.As<MarginCalled>();
                Margin(called.Account, called.Currency, called.Day, "shortfall_minor", called.Shortfall);
                break;
            case MessageKind.DayOpened:
                var opened = entry.As<DayOpened>();
                Day(opened.Calendar, opened.Day, "opened_event = @e", entry.Sequence, "");
                break;
            case MessageKind.DaySettled:
                var settled = entry.As<DaySettled>();
                Day(
                    settled.Calendar,
                    settled.Day,
                    "settled_event = @e, digest = @digest",
                    entry.Sequence,
                    settled.Digest.ToString("x16", CultureInfo.InvariantCulture)
                );
                break;
            default:
                break;
        }
    }

    public void Prints(in LogEntry entry)
    {
        if (entry.Kind is not (MessageKind.Printed or MessageKind.PrintWithheld))
            return;
        var print = Documents.Read<PrintDocument>(entry.Payload.Span);
        Run(
            "INSERT INTO prints VALUES (@sequence, @time, @index, @version, @day, @value, @decimals, @unit, "
                + "@currency, @tier, @tierName, @used, @leftOut)",
            new
            {
                sequence = entry.Sequence,
                time = entry.Time.Nanoseconds,
                index = print.Index,
                version = print.Version,
                day = print.Day,
                value = print.Value?.ToString(CultureInfo.InvariantCulture),
                decimals = print.Decimals,
                unit = print.Unit,
                currency = print.Currency.ToString(),
                tier = print.Tier,
                tierName = print.TierName,
                used = print.Used.Count,
                leftOut = print.LeftOut.Count,
            }
        );
    }

    private void Account(long sequence, AccountDocument account) =>
        Run(
            "INSERT INTO accounts VALUES (@account, @name, @role, @simulated, @group, @e)",
            new
            {
                account = account.Account,
                name = account.Name,
                role = account.Role,
                simulated = account.Simulated ? 1 : 0,
                group = account.Group,
                e = sequence,
            }
        );

    private void Instrument(long sequence, InstrumentDocument listed) =>
        Run(
            """
            INSERT INTO instruments VALUES (@instrument, @symbol, @contract, @month, @calendar, @currency, @firstDay,
                @lastDay, @tickSize, @priceDecimals, @tickValue, @lotSize, @index, NULL, @e,
                @spread, @near, @far, @nearLots, @farLots, @nearWeight, @farWeight)
            """,
            new
            {
                instrument = listed.Instrument,
                symbol = listed.Symbol,
                contract = listed.Contract,
                month = listed.Month,
                calendar = listed.Calendar,
                currency = listed.Currency.ToString(),
                firstDay = listed.FirstTradingDay,
                lastDay = listed.LastTradingDay,
                tickSize = listed.TickSize.ToString(CultureInfo.InvariantCulture),
                priceDecimals = listed.PriceDecimals,
                tickValue = listed.TickValueMinor,
                lotSize = listed.LotSize,
                index = listed.Index,
                e = sequence,
                spread = listed.Spread?.Spread,
                near = listed.Spread?.Near,
                far = listed.Spread?.Far,
                nearLots = listed.Spread?.NearLots,
                farLots = listed.Spread?.FarLots,
                nearWeight = listed.Spread?.NearWeight,
                farWeight = listed.Spread?.FarWeight,
            }
        );

    private void Trade(in LogEntry entry, in Traded traded) =>
        Run(
            "INSERT INTO trades VALUES (@trade, @e, @time, @instrument, @price, @lots, @buyOrder, @buyer, @buyerFee, "
                + "@sellOrder, @seller, @sellerFee, @aggressor, @origin, @buyerOpened, @sellerOpened)",
            new
            {
                trade = traded.Trade.Value,
                e = entry.Sequence,
                time = entry.Time.Nanoseconds,
                instrument = traded.Instrument.Value,
                price = traded.Price.Ticks,
                lots = traded.Quantity.Lots,
                buyOrder = traded.BuyOrder.Value,
                buyer = traded.Buyer.Value,
                buyerFee = traded.BuyerFee.Minor,
                sellOrder = traded.SellOrder.Value,
                seller = traded.Seller.Value,
                sellerFee = traded.SellerFee.Minor,
                aggressor = (int)traded.Aggressor,
                origin = (int)traded.Origin,
                buyerOpened = traded.BuyerOpened.Lots,
                sellerOpened = traded.SellerOpened.Lots,
            }
        );

    private void Trade(in LogEntry entry, in SpreadTraded traded) =>
        Run(
            "INSERT INTO spread_trades VALUES (@e, @time, @instrument, @price, @lots, @buyOrder, @sellOrder, "
                + "@aggressor, @origin)",
            new
            {
                e = entry.Sequence,
                time = entry.Time.Nanoseconds,
                instrument = traded.Instrument.Value,
                price = traded.Price.Ticks,
                lots = traded.Lots.Lots,
                buyOrder = traded.BuyOrder.Value,
                sellOrder = traded.SellOrder.Value,
                aggressor = (int)traded.Aggressor,
                origin = (int)traded.Origin,
            }
        );

    private void Cash(in LogEntry entry, in CashMoved moved) =>
        Run(
            "INSERT INTO cash_movements VALUES (@e, @time, @account, @currency, @amount, @balance, @reference)",
            new
            {
                e = entry.Sequence,
                time = entry.Time.Nanoseconds,
                account = moved.Account.Value,
                currency = moved.Currency.ToString(),
                amount = moved.Amount.Minor,
                balance = moved.Balance.Minor,
                reference = moved.Reference.ToString(),
            }
        );

    private void Post(in LogEntry entry, in Posted posted)
    {
        Run(
            "INSERT INTO postings VALUES (@e, @time, @journal, @debit, @debitOwner, @credit, @creditOwner, "
                + "@currency, @amount, @instrument, @reason)",
            new
            {
                e = entry.Sequence,
                time = entry.Time.Nanoseconds,
                journal = posted.Journal,
                debit = (int)posted.Debit,
                debitOwner = posted.DebitOwner.Value,
                credit = (int)posted.Credit,
                creditOwner = posted.CreditOwner.Value,
                currency = posted.Currency.ToString(),
                amount = posted.Amount.Minor,
                instrument = posted.Instrument.Value,
                reason = (int)posted.Reason,
            }
        );
        Balance(posted.DebitOwner, posted.Debit, posted.Currency, -posted.Amount);
        Balance(posted.CreditOwner, posted.Credit, posted.Currency, posted.Amount);
    }

    /// <summary>Balances are credits less debits, so all of a currency sum to zero.</summary>
    private void Balance(AccountId owner, LedgerCode code, Currency currency, Money change) =>
        Run(
            """
            INSERT INTO balances VALUES (@owner, @code, @currency, @change)
            ON CONFLICT (account, code, currency) DO UPDATE SET balance_minor = balance_minor + excluded.balance_minor
            """,
            new
            {
                owner = owner.Value,
                code = (int)code,
                currency = currency.ToString(),
                change = change.Minor,
            }
        );

    private void Settlement(long sequence, in SettlementPriceSet set) =>
        Run(
            "INSERT INTO settlements VALUES (@instrument, @day, @price, @previous, @tier, @volume, "
                + "@openInterest, @ticksTimesLots, @e)",
            new
            {
                instrument = set.Instrument.Value,
                day = Text(set.Day),
                price = set.Price.Ticks,
                previous = set.Previous.Ticks,
                tier = (int)set.Tier,
                volume = set.Volume.Lots,
                openInterest = set.OpenInterest.Lots,
                ticksTimesLots = set.TicksTimesLots.ToString(CultureInfo.InvariantCulture),
                e = sequence,
            }
        );

    private void Margin(AccountId account, Currency currency, TradingDate day, string column, Money amount) =>
        Run(
            $"""
            INSERT INTO margin (account, currency, day, required_minor, shortfall_minor)
            VALUES (@account, @currency, @day, {(column == "required_minor" ? "@amount, 0" : "0, @amount")})
            ON CONFLICT (account, currency, day) DO UPDATE SET {column} = @amount
            """,
            new
            {
                account = account.Value,
                currency = currency.ToString(),
                day = Text(day),
                amount = amount.Minor,
            }
        );

    private void Day(int calendar, TradingDate day, string what, long sequence, string digest)
    {
        var row = new
        {
            calendar,
            day = Text(day),
            e = sequence,
            digest,
        };
        Run("INSERT INTO days (calendar, day) VALUES (@calendar, @day) ON CONFLICT DO NOTHING", row);
        Run($"UPDATE days SET {what} WHERE calendar = @calendar AND day = @day", row);
    }

    private void Run(string sql, object row) => connection.Execute(sql, row, transaction);

    private static string Text(TradingDate day) => day.ToString();
}
