// The spot market between auctions as a view: live orders and their levels, open requests and the quotes on them.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Spot;

/// <summary>A live order.</summary>
public sealed class LiveSpotOrder(in SpotOrderTaken words, Instant time)
{
    public SpotOrderTaken Words { get; } = words;

    public Instant Time { get; } = time;

    /// <summary>Lots that have not traded.</summary>
    public long Left { get; internal set; } = words.Lots.Lots;

    /// <summary>What of the cash set aside still waits, minor units.</summary>
    public Money Reserved => new(Words.Reserved.Minor / Words.Lots.Lots * Left);
}

/// <summary>All orders of one price on one side of a block.</summary>
public sealed record SpotLevel(long Ticks, long Lots, int Orders);

/// <summary>A block with live orders: best first.</summary>
public sealed record SpotBlockLevels(
    long FirstHour,
    int Hours,
    IReadOnlyList<SpotLevel> Bids,
    IReadOnlyList<SpotLevel> Asks
);

/// <summary>A quote that is good.</summary>
public sealed record OpenSpotQuote(SpotQuoteGiven Words, Instant Time);

/// <summary>A request that is open. Whoever reads it decides to whom its quotes may be shown.</summary>
public sealed class OpenSpotRequest(in SpotQuoteAsked words, Instant time)
{
    public SpotQuoteAsked Words { get; } = words;

    public Instant Time { get; } = time;

    /// <summary>In the order in which they were given.</summary>
    public List<OpenSpotQuote> Quotes { get; } = [];
}

/// <summary>Folds orders, requests and quotes of all products.</summary>
public sealed class SpotDealing
{
    private readonly SortedDictionary<(string Product, int Account, long Reference), LiveSpotOrder> _orders = [];
    private readonly SortedDictionary<long, OpenSpotRequest> _requests = [];

    /// <summary>Sequence of the last event that changed an order, a request or a quote; -1: there was none.</summary>
    public long Changed { get; private set; } = -1;

    /// <summary>Of all accounts, by number.</summary>
    public IEnumerable<OpenSpotRequest> Requests => _requests.Values;

    /// <summary>Of one account, by product and reference.</summary>
    public IEnumerable<LiveSpotOrder> OrdersOf(AccountId account) =>
        _orders.Where(o => o.Key.Account == account.Value).Select(o => o.Value);

    /// <summary>Blocks of a product that have live orders, by first hour and length.</summary>
    /// <param name="firstHour">Only blocks that begin then; null: all.</param>
    /// <param name="hours">Only blocks of this length; null: all.</param>
    public IReadOnlyList<SpotBlockLevels> Blocks(string product, long? firstHour, long? hours) =>
        [
            .. _orders
                .Where(o => o.Key.Product == product)
                .Select(o => o.Value)
                .Where(o =>
                    (firstHour is null || o.Words.FirstHour == firstHour) && (hours is null || o.Words.Hours == hours)
                )
                .GroupBy(o => (o.Words.FirstHour, o.Words.Hours))
                .OrderBy(g => g.Key)
                .Select(g => new SpotBlockLevels(
                    g.Key.FirstHour,
                    g.Key.Hours,
                    [.. Levels(g, Side.Buy).Reverse()],
                    [.. Levels(g, Side.Sell)]
                )),
        ];

    internal void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.SpotOrderTaken:
                var taken = entry.As<SpotOrderTaken>();
                _orders.Add(Key(taken.Product, taken.Account, taken.Reference), new(taken, entry.Time));
                break;
            case MessageKind.SpotOrderFilled:
                var filled = entry.As<SpotOrderFilled>();
                _orders[Key(filled.Product, filled.Account, filled.Reference)].Left = filled.Left.Lots;
                break;
            case MessageKind.SpotOrderEnded:
                var ended = entry.As<SpotOrderEnded>();
                _orders.Remove(Key(ended.Product, ended.Account, ended.Reference));
                break;
            case MessageKind.SpotQuoteAsked:
                var asked = entry.As<SpotQuoteAsked>();
                _requests.Add(asked.Request, new(asked, entry.Time));
                break;
            case MessageKind.SpotQuoteGiven:
                var given = entry.As<SpotQuoteGiven>();
                _requests[given.Request].Quotes.Add(new(given, entry.Time));
                break;
            case MessageKind.SpotQuoteEnded:
                var gone = entry.As<SpotQuoteEnded>();
                if (gone.Quote == 0)
                    _requests.Remove(gone.Request);
                else
                    _requests[gone.Request].Quotes.RemoveAll(q => q.Words.Quote == gone.Quote);
                break;
            default:
                return;
        }

        Changed = entry.Sequence;
    }

    private static (string Product, int Account, long Reference) Key(
        in Name24 product,
        AccountId account,
        long reference
    ) => (product.ToString(), account.Value, reference);

    // Lowest price first.
    private static IEnumerable<SpotLevel> Levels(IEnumerable<LiveSpotOrder> orders, Side side) =>
        orders
            .Where(o => o.Words.Side == side)
            .GroupBy(o => o.Words.Limit.Ticks)
            .OrderBy(g => g.Key)
            .Select(g => new SpotLevel(g.Key, g.Sum(o => o.Left), g.Count()));
}
