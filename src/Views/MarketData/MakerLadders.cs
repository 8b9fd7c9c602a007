// Each maker's own quotes in each month, from the order-by-order changes of the books: prices and visible lots.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Views.MarketData;

/// <summary>One side of a maker's quotes in one month: an array by price, the best one last.</summary>
public sealed class MakerSide
{
    private readonly Side _side;
    private (long Key, long Lots)[] _levels = new (long, long)[8];

    internal MakerSide(Side side) => _side = side;

    /// <summary>Prices that have lots.</summary>
    public int Count { get; private set; }

    /// <summary>Ticks and visible lots of the price so many steps from the best.</summary>
    public (long Ticks, long Lots) At(int step)
    {
        var (key, lots) = _levels[Count - 1 - step];
        return (_side == Side.Buy ? key : -key, lots);
    }

    /// <summary>Null: nothing is there.</summary>
    internal DepthLevel? Best => Count == 0 ? null : new(new(At(0).Ticks), At(0).Lots, 1);

    internal void Put(long ticks, long lots)
    {
        // Keys rise towards the better price.
        var key = _side == Side.Buy ? ticks : -ticks;
        var at = Count;
        while (at > 0 && _levels[at - 1].Key > key)
            at--;
        if (at > 0 && _levels[at - 1].Key == key)
        {
            ref var level = ref _levels[at - 1];
            level.Lots += lots;
            Must.Hold(level.Lots >= 0);
            if (level.Lots > 0)
                return;
            Array.Copy(_levels, at, _levels, at - 1, Count - at);
            Count--;
            return;
        }

        Must.Hold(lots > 0);
        if (Count == _levels.Length)
            Array.Resize(ref _levels, Count * 2);
        Array.Copy(_levels, at, _levels, at + 1, Count - at);
        _levels[at] = (key, lots);
        Count++;
    }
}

/// <summary>A maker's quotes in one month.</summary>
public sealed class MakerLadder(int account, InstrumentId instrument)
{
    public int Account => account;

    public InstrumentId Instrument => instrument;

    public MakerSide Bids { get; } = new(Side.Buy);

    public MakerSide Asks { get; } = new(Side.Sell);

    internal void Put(in BookChanged change, long lots) =>
        (change.Side == Side.Buy ? Bids : Asks).Put(change.Price.Ticks, lots);
}

/// <summary>Quotes of accounts that were opened as makers. It makes nothing for the collector but room for what is
/// new.</summary>
public sealed class MakerLadders(Orders orders) : View
{
    /// <summary>The role of an account that makes markets.</summary>
    public const string MakerRole = "maker";

    private readonly SortedSet<int> _makers = [];
    private readonly Dictionary<long, (MakerLadder Ladder, BookChanged Last)> _resting = [];
    private readonly Dictionary<(int Account, int Instrument), MakerLadder> _ladders = [];

    /// <summary>What the last event changed; null: no maker's quote.</summary>
    public MakerLadder? Touched { get; private set; }

    /// <summary>Was it opened as a maker?</summary>
    public bool IsMaker(int account) => _makers.Contains(account);

    /// <summary>Null: it never had an order there.</summary>
    public MakerLadder? Of(int account, InstrumentId instrument) =>
        _ladders.GetValueOrDefault((account, instrument.Value));

    protected override void Fold(in LogEntry entry)
    {
        Touched = null;
        switch (entry.Kind)
        {
            case MessageKind.AccountOpened:
                var account = Documents.Read<AccountDocument>(entry.Payload.Span);
                if (account.Role == MakerRole)
                    _makers.Add(account.Account);
                break;
            case MessageKind.BookChanged:
                Change(entry.As<BookChanged>());
                break;
            default:
                break;
        }
    }

    private void Change(in BookChanged change)
    {
        if (_resting.Remove(change.Order.Value, out var known))
        {
            known.Ladder.Put(known.Last, -known.Last.Lots.Lots);
            Touched = known.Ladder;
        }

        if (change.Lots.Lots <= 0 || change.Action == BookAction.Removed)
            return;
        if (orders.Of(change.Order) is not { } order || !_makers.Contains(order.Account.Value))
            return;
        Touched = LadderOf(order.Account.Value, change.Instrument);
        Touched.Put(change, change.Lots.Lots);
        _resting.Add(change.Order.Value, (Touched, change));
    }

    private MakerLadder LadderOf(int account, InstrumentId instrument)
    {
        if (!_ladders.TryGetValue((account, instrument.Value), out var ladder))
            _ladders.Add((account, instrument.Value), ladder = new(account, instrument));
        return ladder;
    }
}
