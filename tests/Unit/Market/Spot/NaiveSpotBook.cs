// A slow book that looks through all orders at every step: the oracle of the continuous book.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Spot;

/// <summary>Orders stand in the order in which they came. Every account is an owner by itself.</summary>
internal sealed class NaiveSpotBook
{
    internal sealed class Standing(PlaceSpotOrder words)
    {
        public PlaceSpotOrder Words { get; } = words;

        public long Left { get; set; } = words.Lots.Lots;
    }

    public List<Standing> Orders { get; } = [];

    /// <summary>Buyer, seller, first hour, hours, lots, minor units.</summary>
    public List<string> Trades { get; } = [];

    public void Place(PlaceSpotOrder words)
    {
        var order = new Standing(words);
        while (order.Left > 0)
        {
            Standing? best = null;
            foreach (var other in Orders)
            {
                if (Crosses(words, other.Words) && (best is null || IsBetter(other.Words, best.Words)))
                    best = other;
            }

            if (best is null)
                break;
            if (best.Words.Account == words.Account)
                return;
            var lots = long.Min(best.Left, order.Left);
            var (buyer, seller) = words.Side == Side.Buy ? (words, best.Words) : (best.Words, words);
            var paid = lots * words.Hours * best.Words.Limit.Ticks;
            Trades.Add($"{buyer.Account.Value} {seller.Account.Value} {words.FirstHour} {words.Hours} {lots} {paid}");
            best.Left -= lots;
            order.Left -= lots;
            Orders.RemoveAll(o => o.Left == 0);
        }

        if (order.Left > 0)
            Orders.Add(order);
    }

    /// <summary>A buyer's limit, a seller's 2.00, for each lot-hour that waits.</summary>
    public long AsideOf(int account) =>
        Orders
            .Where(o => o.Words.Account.Value == account)
            .Sum(o => o.Left * o.Words.Hours * (o.Words.Side == Side.Buy ? o.Words.Limit.Ticks : 200));

    private static bool Crosses(PlaceSpotOrder words, PlaceSpotOrder other) =>
        (words.FirstHour, words.Hours) == (other.FirstHour, other.Hours)
        && words.Side != other.Side
        && (words.Side == Side.Buy ? other.Limit.Ticks <= words.Limit.Ticks : other.Limit.Ticks >= words.Limit.Ticks);

    private static bool IsBetter(PlaceSpotOrder one, PlaceSpotOrder other) =>
        one.Side == Side.Sell ? one.Limit.Ticks < other.Limit.Ticks : one.Limit.Ticks > other.Limit.Ticks;
}
