// What pledged units are worth and what of it covers margin.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rules COL-004 to COL-006.</summary>
internal static class Cover
{
    private const int Million = 1_000_000;

    /// <summary>floor(units * price * (1 - haircut)).</summary>
    /// <param name="units">Not below zero; the house holds no more of an asset than 10^14 minor units are worth, so
    /// that no product overflows.</param>
    public static Money ValueOf(PledgedAsset asset, long units) =>
        new(
            Rounding.ToLong(
                (Int128)units * asset.Price.Minor * (Million - asset.Spec.HaircutPpm),
                (Int128)asset.Spec.UnitsPerPrice * Million,
                RoundingMode.Down
            )
        );

    /// <summary>What an account's collateral covers of so much required margin.</summary>
    public static Money Of(State state, int slot, Currency currency, Money required) =>
        Less(state, slot, currency, required, null, 0);

    /// <summary>The same were some units of one asset gone.</summary>
    public static Money Less(State state, int slot, Currency currency, Money required, PledgedAsset? less, long units)
    {
        // In millionths of a minor unit, rounded once: what is counted never rises by more than what is required.
        Int128 sum = 0;
        foreach (var asset in state.Assets)
        {
            var pledged = asset.UnitsOf(slot) - (asset == less ? units : 0);
            if (pledged == 0 || asset.Spec.Currency != currency)
                continue;
            var value = (Int128)ValueOf(asset, pledged).Minor * Million;
            var most = (Int128)required.Minor * asset.Spec.CapPpm;
            sum += value < most ? value : most;
        }

        var cap = (Int128)required.Minor * (state.House.Collateral?.CapPpm ?? Million);
        return new(Rounding.ToLong(sum < cap ? sum : cap, Million, RoundingMode.Down));
    }

    /// <summary>How many units of an asset an account may have back: as many as leave its free funds at or above
    /// zero.</summary>
    public static long MostBack(State state, PledgedAsset asset, int slot)
    {
        var currency = asset.Spec.Currency;
        var required = Funds.TotalRequired(state, slot, currency);
        var bare = Funds.Free(state, slot, currency) - Of(state, slot, currency, required);
        if ((bare + Of(state, slot, currency, required)).Minor < 0)
            return 0;
        // The more goes, the less is covered: the border between enough and too little.
        long enough = 0,
            tooFew = asset.UnitsOf(slot) + 1;
        while (tooFew - enough > 1)
        {
            var middle = enough + ((tooFew - enough) / 2);
            if ((bare + Less(state, slot, currency, required, asset, middle)).Minor >= 0)
                enough = middle;
            else
                tooFew = middle;
        }

        return enough;
    }

    /// <summary>Step 10: tells what an account's collateral is worth and counts; gives what counts.</summary>
    public static Money Count(State state, int slot, Currency currency, TradingDate day, Money required, Outbox events)
    {
        if (!state.HasPledges(slot))
            return Money.Zero;
        var value = Money.Zero;
        var any = false;
        foreach (var asset in state.Assets)
        {
            var units = asset.UnitsOf(slot);
            if (units == 0 || asset.Spec.Currency != currency)
                continue;
            any = true;
            value += ValueOf(asset, units);
        }

        if (!any)
            return Money.Zero;
        var counted = Of(state, slot, currency, required);
        events.Add(
            MessageKind.CollateralCounted,
            new CollateralCounted(state.AccountAt(slot), currency, day, value, counted)
        );
        return counted;
    }
}
