// Days whose statements are known to the cent: a real one of a simulated broker, and one worked by hand.
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Tokenbourse.Views.Accounts;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class StatementDaysTests
{
    private static readonly TradingDate _first = TradingDate.Of(2026, 3, 2);
    private static readonly TradingDate _second = TradingDate.Of(2026, 3, 3);
    private readonly ClearingBooks _books = new();
    private readonly Dictionary<int, long> _values = [];
    private long _trade;

    // Silver and gold, larger side charged once for each product, as printed on 15 February 2023.
    [Fact]
    public void The_printed_day_of_silver_and_gold_comes_out_to_the_cent()
    {
        Begin(1_000_000_000);
        List(1, "AG", 15, "1", 0, "0.19", 1500, 1, 1500);
        List(2, "AU", 1000, "0.02", 2, "0.14", 2000, 2, 1000);
        Day(_first);
        Trade(1, 4942, 4, true, 297);
        Trade(1, 4946, 4, false, 0, closes: 4942, from: 4942, openTrade: 1, today: true);
        Trade(1, 4927, 2, false, 148);
        Trade(2, 20_655, 2, false, 400);
        Trade(1, 4927, 4, true, 296);
        Pay(1, 27_000);
        Pay(2, -140_000);
        Settle((1, 4928, 4941), (2, 20_690, 20_649));
        Say(MessageKind.MarginRequired, new MarginRequired(new(1), Currency.CNY, _first, new(17_204_320)));
        Say(MessageKind.DaySettled, new DaySettled(1, _first, 0));

        var day = Assert.Single(_books.Of(new(1), _first));
        Assert.Empty(_books.Differences);
        Assert.Equal(new Money(24_000), day.Money.Realized);
        Assert.Equal(new Money(-137_000), day.Money.Marked);
        Assert.Equal(new Money(1_141), day.Money.Fees);
        Assert.Equal(new Money(999_885_859), day.Money.After);
        Assert.Equal(new Money(982_681_539), day.Money.Available);
        Assert.Equal(172, day.Money.RiskBasisPoints);
        // The detail table adds up both sides of silver; the house charges the larger one.
        Assert.Equal(20_013_280, day.Held.Sum(h => h.Margin.Minor));
        Assert.Equal(new Money(2_808_960), day.MarginOffset);
        Assert.Equal(24_000, Assert.Single(day.Trades, t => t.ClosedToday == 4).ByDate.Minor);
    }

    // Ten carried, four of them closed, three and five opened on both sides.
    [Fact]
    public void The_worked_day_of_tokens_comes_out_to_the_cent_in_both_books()
    {
        Begin(20_000_000);
        List(1, "TK", 10_000, "0.002", 4, "0.16", 2000, 20, 100);
        Day(_first);
        Trade(1, 3190, 10, true, 0);
        Pay(1, 200_000);
        Settle((1, 3200, 3190));
        Say(MessageKind.DaySettled, new DaySettled(1, _first, 0));
        Day(_second);
        Trade(1, 3260, 4, false, 522, closes: 3190, from: 3200, openTrade: 1);
        Trade(1, 3240, 3, true, 389);
        Trade(1, 3250, 5, false, 650);
        Pay(1, 980_000);
        Settle((1, 3230, 3200));
        Say(MessageKind.MarginRequired, new MarginRequired(new(1), Currency.CNY, _second, new(14_470_400)));
        Say(MessageKind.DaySettled, new DaySettled(1, _second, 0));

        var day = Assert.Single(_books.Of(new(1), _second));
        Assert.Empty(_books.Differences);
        // The first day earned 10 * 10 ticks * 20.00, which the worked day does not have.
        Assert.Equal(new Money(20_200_000), day.Money.Before);
        Assert.Equal(new Money(480_000), day.Money.Realized);
        Assert.Equal(new Money(500_000), day.Money.Marked);
        Assert.Equal(new Money(1_561), day.Money.Fees);
        Assert.Equal(new Money(20_978_439 + 200_000), day.Money.After);
        Assert.Equal(new Money(6_508_039 + 200_000), day.Money.Available);
        Assert.Equal(new Money(0), day.MarginOffset);
        // By trade: four lots from 3190 to 3260, six from there to 3230, three and five from their own prices.
        Assert.Equal(new Money(560_000), day.Money.RealizedByTrade);
        Assert.Equal(new Money((6 * 40 * 2000) - (3 * 10 * 2000) + (5 * 20 * 2000)), day.Money.Float);
        Assert.Equal(day.Money.Equity, day.Money.ByTradeEquity);
        var carried = Assert.Single(day.Held, h => h.OpenDay == _first);
        Assert.Equal((10, 6), (carried.Opened, carried.Lots));
    }

    private void Begin(long cash)
    {
        Document(MessageKind.CalendarDefined, MarketDesk.Calendar);
        Say(MessageKind.ReleaseSet, new ReleaseSet(Releases.Lots));
        for (var account = 1; account <= 2; account++)
        {
            var document = new AccountDocument(account, $"A{account}", "trader", true, 0, AccountDocument.OpenAndClose);
            Document(MessageKind.AccountOpened, Encoding.UTF8.GetString(Documents.Write(document)));
        }

        Post(1, cash, PostingReason.Deposit, default);
    }

    private void List(
        int number,
        string name,
        long lot,
        string tick,
        int decimals,
        string rate,
        long tickValue,
        long unitsPerTick,
        long unitValue
    )
    {
        _values[number] = tickValue;
        var contract = MarketDesk
            .Contract.Replace("\"TT\"", $"\"{name}\"", StringComparison.Ordinal)
            .Replace("\"lotSize\": 10000", $"\"lotSize\": {lot}", StringComparison.Ordinal)
            .Replace(
                "\"tick\": \"0.002\"",
                $"\"tick\": \"{tick}\", \"positionDates\": \"separate\"",
                StringComparison.Ordinal
            )
            .Replace("\"decimals\": 4", $"\"decimals\": {decimals}", StringComparison.Ordinal);
        Document(MessageKind.ContractDefined, contract);
        Document(MessageKind.MarginsDefined, $$"""{"contract":"{{name}}","version":1,"rate":"{{rate}}"}""");
        var terms = new InstrumentDocument(
            number,
            $"{name}-Q26",
            name,
            "2026-08",
            1,
            Currency.CNY,
            "2026-03-02",
            "2026-08-31",
            decimal.Parse(tick, System.Globalization.CultureInfo.InvariantCulture),
            2,
            tickValue,
            lot,
            "unit",
            "CNY",
            name,
            name,
            "TIX",
            decimals,
            unitsPerTick,
            unitValue
        );
        Document(MessageKind.InstrumentListed, Encoding.UTF8.GetString(Documents.Write(terms)));
    }

    private void Day(TradingDate day) => Say(MessageKind.DayOpened, new DayOpened(1, day));

    /// <summary>Account 1 trades with account 2, who only opens.</summary>
    private void Trade(
        int instrument,
        long ticks,
        long lots,
        bool buys,
        long fee,
        long closes = 0,
        long from = 0,
        long openTrade = 0,
        bool today = false
    )
    {
        var (opened, number) = (closes == 0 ? lots : 0, new TradeId(++_trade));
        var (own, other) = (new AccountId(1), new AccountId(2));
        Say(
            MessageKind.Traded,
            new Traded(
                number,
                new(instrument),
                new(ticks),
                new(lots),
                new(1),
                buys ? own : other,
                new(buys ? fee : 0),
                new(2),
                buys ? other : own,
                new(buys ? 0 : fee),
                Side.Buy,
                TradeOrigin.Continuous,
                new(buys ? opened : lots),
                new(buys ? lots : opened)
            )
        );
        if (closes > 0)
        {
            var value = _values[instrument];
            Say(
                MessageKind.LotClosed,
                new LotClosed(
                    number,
                    own,
                    new(instrument),
                    Side.Buy,
                    new(openTrade),
                    _first,
                    new(lots),
                    new(closes),
                    new(from),
                    new(ticks),
                    today ? (byte)1 : (byte)0,
                    Money.OfMove(ticks - from, lots, value),
                    Money.OfMove(ticks - closes, lots, value)
                )
            );
        }

        if (fee > 0)
            Post(1, -fee, PostingReason.Fee, new(instrument));
    }

    /// <summary>Variation margin: what one has, the other has not.</summary>
    private void Pay(int instrument, long minor)
    {
        Post(1, minor, PostingReason.VariationMargin, new(instrument));
        Post(2, -minor, PostingReason.VariationMargin, new(instrument));
    }

    private void Post(int account, long minor, PostingReason reason, InstrumentId instrument)
    {
        var (client, house) = (new AccountId(account), default(AccountId));
        Say(
            MessageKind.Posted,
            new Posted(
                1,
                minor > 0 ? LedgerCode.BankCash : LedgerCode.ClientCash,
                minor > 0 ? house : client,
                minor > 0 ? LedgerCode.ClientCash : LedgerCode.BankCash,
                minor > 0 ? client : house,
                Currency.CNY,
                new(long.Abs(minor)),
                instrument,
                reason
            )
        );
    }

    private void Settle(params (int Instrument, long Price, long Previous)[] prices)
    {
        foreach (var (instrument, price, previous) in prices)
        {
            Say(
                MessageKind.SettlementPriceSet,
                new SettlementPriceSet(
                    new(instrument),
                    _books.SettledDays.Count == 0 ? _first : _second,
                    new(price),
                    new(previous),
                    SettlementTier.VolumeWeighted,
                    default,
                    default,
                    0
                )
            );
        }
    }

    private void Say<T>(MessageKind kind, in T message)
        where T : unmanaged => Apply(kind, Codec.Bytes(message));

    private void Document(MessageKind kind, string json) => Apply(kind, Encoding.UTF8.GetBytes(json));

    private void Apply(MessageKind kind, byte[] payload)
    {
        var sequence = _books.AsOf + 1;
        // After the close of the day: what is settled now charges the next day's rates.
        _books.Apply(new(sequence, Instant.At(_first, 16 * 60).Plus(sequence), 0, kind, payload));
    }
}
