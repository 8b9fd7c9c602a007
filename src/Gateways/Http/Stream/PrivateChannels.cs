// The channels of one account: changes of its orders, its fills, its positions, its balances.
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>orders:ACCOUNT, fills:ACCOUNT, positions:ACCOUNT, balances:ACCOUNT.</summary>
internal static class PrivateChannels
{
    /// <summary>Kinds of which each channel is of the account behind the colon.</summary>
    public static readonly string[] Kinds = ["orders", "fills", "positions", "balances"];

    public static StreamChannel? Open(string name, string kind, string of, StreamSources sources, out WireFault? fault)
    {
        fault = null;
        var views = sources.Views;
        if (
            !int.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || views.Statements.Account(new(number)) is null
        )
        {
            fault = WireFault.Refused(RejectReason.UnknownAccount, "channels", name);
            return null;
        }

        var account = new AccountId(number);
        return kind switch
        {
            "orders" => new OrdersChannel(name, sources, account),
            "fills" => new FillsChannel(name, sources, account),
            "positions" => new HoldingsChannel<OpenPositionShape>(
                name,
                sources,
                () => Present.Positions(views, account),
                WireJson.Wire.IReadOnlyListOpenPositionShape
            ),
            _ => new HoldingsChannel<CashShape>(
                name,
                sources,
                () => Present.Balances(views, account),
                WireJson.Wire.IReadOnlyListCashShape
            ),
        };
    }
}

/// <summary>Tells every item that its ear heard, in runs; sequences are those of the market's events.</summary>
internal abstract class HeardChannel<TShape> : StreamChannel
{
    // One command may do much (a session's end, an auction): it is told in few messages.
    private const int MostInOne = 500;
    private readonly JsonTypeInfo<IReadOnlyList<TShape>> _type;

    protected HeardChannel(
        string name,
        StreamSources sources,
        AccountId account,
        JsonTypeInfo<IReadOnlyList<TShape>> type
    )
        : base(name)
    {
        (Sources, Account, _type) = (sources, account, type);
        Ear = sources.Views.Accounts.Listen(account);
        Seq = sources.Views.Accounts.LastOf(account);
    }

    public override bool Conflates => false;

    public override bool IsPrivate => true;

    protected StreamSources Sources { get; }

    protected AccountId Account { get; }

    protected AccountEar Ear { get; }

    public override void Close() => Sources.Views.Accounts.Leave(Account, Ear);

    public override void Update(Instant now, List<StreamNote> notes)
    {
        while (Next() is { } first)
        {
            var shapes = new List<TShape> { first.Shape };
            var last = first.Event;
            // All of one event stand in one message, so that the chain has a number for each.
            while (IsNext(last, shapes.Count < MostInOne) && Next() is { } next)
            {
                shapes.Add(next.Shape);
                last = next.Event;
            }

            notes.Add(Note("event", last, Seq, shapes));
            Seq = last;
        }
    }

    /// <summary>Takes the oldest item out of the ear; null when there is none.</summary>
    protected abstract (long Event, TShape Shape)? Next();

    /// <summary>The event of the oldest item in the ear; null when there is none.</summary>
    protected abstract long? Oldest { get; }

    protected StreamNote Note(string type, long seq, long prevSeq, IReadOnlyList<TShape> shapes) =>
        new(type, seq, prevSeq, shapes, _type);

    protected InstrumentDocument TermsOf(InstrumentId instrument) => Sources.Views.Board.Of(instrument).Terms;

    private bool IsNext(long last, bool room) => Oldest is { } next && (room || next == last);
}

/// <summary>fills:ACCOUNT: the newest fills; then each fill.</summary>
internal sealed class FillsChannel(string name, StreamSources sources, AccountId account)
    : HeardChannel<AccountFillShape>(name, sources, account, WireJson.Wire.IReadOnlyListAccountFillShape)
{
    protected override long? Oldest => Ear.Fills.TryPeek(out var next) ? next.Event : null;

    public override StreamNote Snapshot()
    {
        // Fills after the last message are told by the next one.
        IReadOnlyList<AccountFillShape> newest =
        [
            .. Sources.Views.Accounts.NewestOf(Account).Where(f => f.Event <= Seq).Reverse().Select(Shape),
        ];
        return Note("snapshot", Seq, Seq, newest);
    }

    protected override (long Event, AccountFillShape Shape)? Next() =>
        Ear.Fills.TryDequeue(out var fill) ? (fill.Event, Shape(fill)) : null;

    private AccountFillShape Shape(AccountFill fill) => Present.Fill(fill, TermsOf(fill.Trade.Instrument));
}

/// <summary>orders:ACCOUNT: the live orders; then each change of an order.</summary>
internal sealed class OrdersChannel(string name, StreamSources sources, AccountId account)
    : HeardChannel<OrderChangeShape>(name, sources, account, WireJson.Wire.IReadOnlyListOrderChangeShape)
{
    protected override long? Oldest => Ear.Orders.TryPeek(out var next) ? next.Event : null;

    /// <summary>The hub updates before it asks for one: the live orders are those of the last message.</summary>
    public override StreamNote Snapshot()
    {
        IReadOnlyList<OpenOrderShape> live =
        [
            .. Sources.Views.Orders.Of(Account).Select(o => Present.Order(o, TermsOf(o.Instrument))),
        ];
        return new("snapshot", Seq, Seq, live, WireJson.Wire.IReadOnlyListOpenOrderShape);
    }

    protected override (long Event, OrderChangeShape Shape)? Next() =>
        Ear.Orders.TryDequeue(out var item) ? (item.Event, Present.Change(item, TermsOf(item.Order.Instrument))) : null;
}

/// <summary>positions:ACCOUNT, balances:ACCOUNT: a list, told whole when it is another than before.</summary>
internal sealed class HoldingsChannel<T> : StreamChannel
{
    private readonly StreamSources _sources;
    private readonly Func<IReadOnlyList<T>> _read;
    private readonly JsonTypeInfo<IReadOnlyList<T>> _type;
    private IReadOnlyList<T> _told;
    private long _seen;

    public HoldingsChannel(
        string name,
        StreamSources sources,
        Func<IReadOnlyList<T>> read,
        JsonTypeInfo<IReadOnlyList<T>> type
    )
        : base(name)
    {
        (_sources, _read, _type) = (sources, read, type);
        _told = read();
        Seq = _seen = sources.Views.AsOf;
    }

    public override bool IsPrivate => true;

    public override StreamNote Snapshot() => new("snapshot", Seq, Seq, _told, _type);

    public override void Update(Instant now, List<StreamNote> notes)
    {
        if (_sources.Views.AsOf == _seen)
            return;
        _seen = _sources.Views.AsOf;
        var list = _read();
        if (list.SequenceEqual(_told))
            return;
        _told = list;
        var before = Seq;
        Seq = _seen;
        notes.Add(Snapshot() with { PrevSeq = before });
    }
}
