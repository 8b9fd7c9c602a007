// Events of makers and others told one by one, second by second, into the views that measure makers.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Views;
using Tokenbourse.Views.Accounts;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Unit.Views;

/// <summary>No machine stands behind it: a test says what happens.</summary>
internal sealed class MakerMarket
{
    public const int Maker = 9;
    public const int Other = 1;
    public static readonly TradingDate First = TradingDate.Of(2026, 3, 2);

    private readonly IView[] _views;
    private readonly Dictionary<int, (int Account, Side Side, long Ticks, long Lots, int Instrument)> _orders = [];
    private long _sequence;

    public MakerMarket(params MakerAgreement[] agreements)
    {
        var (books, orders) = (new Books(), new Orders());
        Ladders = new(orders);
        Quality = new(books, Ladders);
        Obligations = new(Ladders, agreements);
        _views = [books, orders, Ladders, Quality, Obligations];
        Open(Maker, MakerLadders.MakerRole);
        Open(Other, "trader");
    }

    public MakerLadders Ladders { get; }

    public QualityBoard Quality { get; }

    public ObligationBoard Obligations { get; }

    /// <summary>Seconds.</summary>
    public int Now { get; set; }

    public static MakerAgreement Agreement(
        long ticks = 10,
        long lots = 5,
        int presence = 500_000,
        int? months = null,
        TradingDate? until = null,
        int account = Maker
    ) =>
        new()
        {
            Agreement = "M9-TT",
            Account = account,
            Contract = "TT",
            Months = months,
            IsShare = false,
            Widest = ticks,
            LeastLots = lots,
            LeastPresencePpm = presence,
            From = First,
            Until = until,
        };

    public void List(int number, string month, SpreadDocument? spread = null) =>
        Say(
            MessageKind.InstrumentListed,
            Documents.Write(
                new InstrumentDocument(
                    number,
                    $"TT-{month}",
                    "TT",
                    month,
                    1,
                    Currency.CNY,
                    "2026-03-02",
                    $"{month}-28",
                    0.002m,
                    3,
                    2000,
                    10_000,
                    "tokens",
                    "CNY",
                    "Test tokens",
                    "测试",
                    "TIX",
                    4,
                    10,
                    10,
                    spread
                )
            )
        );

    /// <summary>A trading day begins, with prices from 50 to 150.</summary>
    public void Day(TradingDate day, int instrument = 1) =>
        Say(MessageKind.BandSet, Codec.Bytes(new BandSet(new(instrument), day, new(100), new(50), new(150))));

    public void Phase(TradingPhase phase, int instrument = 1) =>
        Say(
            MessageKind.StateChanged,
            Codec.Bytes(new StateChanged(new(instrument), 0, phase, StateCause.Calendar, default, default))
        );

    public void Expire(int instrument) =>
        Say(MessageKind.InstrumentExpired, Codec.Bytes(new InstrumentExpired(new(instrument), First)));

    /// <summary>Time goes on until the present second.</summary>
    public void Tick() => Say(MessageKind.None, default);

    /// <summary>An order that rests; gives its number.</summary>
    public int Put(int account, Side side, long ticks, long lots, int instrument = 1)
    {
        var order = _orders.Count + 1;
        _orders[order] = (account, side, ticks, lots, instrument);
        Say(
            MessageKind.OrderAccepted,
            Codec.Bytes(
                new OrderAccepted(
                    new(order),
                    new(account),
                    new(instrument),
                    side,
                    OrderType.Limit,
                    TimeInForce.Day,
                    new(ticks),
                    new(lots),
                    default
                )
            )
        );
        Say(MessageKind.BookChanged, Changed(order, BookAction.Added, lots));
        return order;
    }

    /// <summary>The order shows fewer lots from now on.</summary>
    public void Less(int order, long lots) => Say(MessageKind.BookChanged, Changed(order, BookAction.Changed, lots));

    /// <summary>The order is taken off, whole.</summary>
    public void Take(int order)
    {
        var (account, _, _, lots, instrument) = _orders[order];
        Say(MessageKind.BookChanged, Changed(order, BookAction.Removed, 0));
        Say(
            MessageKind.OrderCancelled,
            Codec.Bytes(
                new OrderCancelled(new(order), new(account), new(instrument), new(lots), CancelReason.ByParticipant)
            )
        );
    }

    /// <summary>A trade of accounts alone: no order of the test is touched.</summary>
    public void Trade(int buyer, int seller, long ticks, long lots, TradeOrigin origin = TradeOrigin.Continuous) =>
        Say(MessageKind.Traded, Traded(buyer, seller, ticks, lots, origin));

    public static byte[] Traded(
        int buyer,
        int seller,
        long ticks,
        long lots,
        TradeOrigin origin = TradeOrigin.Continuous
    ) =>
        Codec.Bytes(
            new Traded(
                new(1),
                new(1),
                new(ticks),
                new(lots),
                default,
                new(buyer),
                default,
                default,
                new(seller),
                default,
                Side.Buy,
                origin
            )
        );

    public byte[] Changed(int order, BookAction action, long lots)
    {
        var (_, side, ticks, _, instrument) = _orders[order];
        return Codec.Bytes(new BookChanged(new(instrument), 0, new(order), action, side, new(ticks), new(lots)));
    }

    public void Say(MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        var entry = new LogEntry(_sequence, new(Now * Instant.PerSecond), 0, kind, payload);
        foreach (var view in _views)
            view.Apply(entry);
        _sequence++;
    }

    private void Open(int account, string role) =>
        Say(MessageKind.AccountOpened, Documents.Write(new AccountDocument(account, $"A{account}", role, true)));
}
