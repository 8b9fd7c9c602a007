// An account's positions by leg on the wire.
using Tokenbourse.Model.Accounts;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

public static partial class Present
{
    /// <summary>Null: no such account, or a venue that does not look into its machine.</summary>
    public static PositionsShape? Positions(IVenue venue, int account)
    {
        if (venue.Foresight?.FiguresOf(new(account)) is not { } figures)
            return null;
        lock (venue.Views.Gate)
        {
            return new(
                account,
                figures.TwoSided,
                figures.Restricted,
                [.. figures.Legs.Select(leg => Position(leg, venue.Views.Board.Of(leg.Instrument).Terms))],
                [.. figures.Currencies.Select(Funds)],
                figures.AsOf,
                figures.Time.ToString()
            );
        }
    }

    /// <summary>Sum of ticks by lots as a mean price with two decimals more, halves to even.</summary>
    internal static string Mean(Int128 ticks, long lots, InstrumentDocument terms)
    {
        var decimals = terms.PriceDecimals + 2;
        var mean = (decimal)ticks / lots * terms.TickSize;
        return Words.Fixed(decimal.Round(mean, decimals, MidpointRounding.ToEven), decimals);
    }

    private static LegShape Position(LegFigures leg, InstrumentDocument terms) =>
        new(
            terms.Symbol,
            leg.Side == Side.Buy ? "long" : "short",
            leg.Lots,
            leg.Today,
            leg.Carried,
            leg.Closable,
            leg.ClosableToday,
            leg.ClosableCarried,
            Mean(leg.CostTicks, leg.Lots, terms),
            Mean(leg.PositionTicks, leg.Lots, terms),
            Words.Of(leg.Last, terms),
            Words.Of(leg.Previous, terms),
            Words.Of(leg.SinceOpened),
            Words.Of(leg.SinceSettlement),
            leg.Margin is { } margin ? Words.Of(margin) : null,
            terms.Currency.ToString()
        );

    private static FundsShape Funds(CurrencyFigures money) =>
        new(
            money.Currency.ToString(),
            Words.Of(money.Balance),
            Words.Of(money.Result),
            Words.Of(money.Margin),
            Words.Of(money.MarginWithOrders),
            Words.Of(money.FrozenFees),
            Words.Of(money.Free)
        );
}
