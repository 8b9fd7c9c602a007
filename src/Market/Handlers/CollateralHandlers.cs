// Collateral other than cash: assets are defined and priced, units are pledged and given back.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles DefineCollateral, <see cref="MoveCollateral"/> and <see cref="PriceCollateral"/> (rules COL-001 to
/// COL-003).</summary>
internal static class CollateralHandlers
{
    /// <summary>What the house holds of one asset is worth no more, in minor units before the haircut; units and prices
    /// are no higher numbers either.</summary>
    private const long Most = 100_000_000_000_000;

    private const int MostAssets = 1000;

    public static void Define(State state, ReadOnlyMemory<byte> document, Outbox events)
    {
        var faults = new List<SpecFault>();
        var spec = CollateralSpec.Read(document, faults);
        var known = spec is null ? null : state.AssetNamed(Name24.Of(spec.Asset));
        if (spec is not null && known is not null)
            AskFollowing(spec, known, faults);
        else if (state.Assets.Count == MostAssets)
            faults.Add(new("asset", spec?.Asset ?? "", $"must be one of {MostAssets} at most"));
        if (DefineHandler.Refused("collateral", faults, events))
            return;
        if (known is null)
            state.Assets.Add(new(spec!, document.ToArray()));
        else
            known.Follow(spec!, document.ToArray());
        events.Add(MessageKind.CollateralDefined, document.Span);
    }

    public static void Move(State state, in MoveCollateral move, Outbox events)
    {
        var slot = state.SlotOf(move.Account);
        var asset = state.AssetNamed(move.Asset);
        var (reason, given, limit) = Ask(state, move, slot, asset);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.MoveCollateral, reason, given, limit, events);
            return;
        }

        state.Use(move.Account, move.Reference);
        state.MovePledge(asset!, slot, move.Units);
        events.Add(
            MessageKind.CollateralMoved,
            new CollateralMoved(move.Account, move.Asset, move.Units, asset!.UnitsOf(slot), move.Reference)
        );
    }

    public static void Price(State state, in PriceCollateral price, Outbox events)
    {
        var asset = state.AssetNamed(price.Asset);
        var (reason, given, limit) = Ask(price, asset);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.PriceCollateral, reason, given, limit, events);
            return;
        }

        (asset!.Price, asset.Day) = (price.Price, price.Day);
        events.Add(MessageKind.CollateralPriced, price);
    }

    private static void AskFollowing(CollateralSpec spec, PledgedAsset known, List<SpecFault> faults)
    {
        var before = known.Spec;
        if (spec.Version <= known.Version)
            faults.Add(new("version", $"{spec.Version}", $"must be higher than {known.Version}"));
        if (spec.Currency != before.Currency)
            faults.Add(new("currency", $"{spec.Currency}", $"must stay {before.Currency}"));
        if (spec.Decimals != before.Decimals)
            faults.Add(new("decimals", $"{spec.Decimals}", $"must stay {before.Decimals}"));
        if (spec.PricedPer != before.PricedPer)
            faults.Add(new("pricedPer", $"{spec.PricedPer}", $"must stay {before.PricedPer}"));
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in MoveCollateral move,
        int slot,
        PledgedAsset? asset
    )
    {
        if (!move.Reference.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (slot == 0)
            return (RejectReason.UnknownAccount, move.Account.Value, 0);
        if (asset is null)
            return (RejectReason.UnknownAsset, 0, 0);
        if (move.Units == 0)
            return (RejectReason.ZeroAmount, 0, 1);
        if (state.HasReference(move.Account, move.Reference))
            return (RejectReason.DuplicateReference, 0, 0);
        if (move.Units > 0)
        {
            var room = MostUnits(asset) - asset.Held;
            return move.Units > room ? (RejectReason.CollateralTooLarge, move.Units, long.Max(0, room)) : default;
        }

        var pledged = asset.UnitsOf(slot);
        if (move.Units < -pledged)
            return (RejectReason.NotPledged, move.Units, pledged);
        var most = Cover.MostBack(state, asset, slot);
        return -move.Units > most ? (RejectReason.CollateralNeeded, -move.Units, most) : default;
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(in PriceCollateral price, PledgedAsset? asset)
    {
        if (asset is null)
            return (RejectReason.UnknownAsset, 0, 0);
        if (price.Price.Minor <= 0)
            return (RejectReason.BadField, price.Price.Minor, 1);
        if (price.Day < asset.Day)
            return (RejectReason.PriceOutOfOrder, price.Day.Days, asset.Day.Days);
        var most = asset.Held == 0 ? Most : MostWorth(asset, asset.Held);
        return price.Price.Minor > most ? (RejectReason.CollateralTooLarge, price.Price.Minor, most) : default;
    }

    private static long MostUnits(PledgedAsset asset) =>
        asset.Price.Minor == 0 ? Most : MostWorth(asset, asset.Price.Minor);

    // Units for a price, or a price for units.
    private static long MostWorth(PledgedAsset asset, long factor)
    {
        var most = (Int128)Most * asset.Spec.UnitsPerPrice / factor;
        return most > Most ? Most : (long)most;
    }
}
