// The naive market's collateral (COL): every movement of units kept, every value worked out with big numbers.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private sealed class NaiveAsset
    {
        public required CollateralSpec Terms { get; set; }
        public CollateralSpec? Newer { get; set; }
        public long Price { get; set; }
        public TradingDate Day { get; set; }
        public SortedList<int, long> Units { get; } = [];

        public BigInteger UnitsPerPrice => BigInteger.Pow(10, Terms.Decimals) * Terms.PricedPer;
    }

    // Units, prices and minor units of value: none is higher.
    private const long MostOfAnAsset = 100_000_000_000_000;

    private readonly List<NaiveAsset> _assets = [];

    private void DefineCollateral(ReadOnlyMemory<byte> json)
    {
        var faults = new List<SpecFault>();
        if (CollateralSpec.Read(json, faults) is not { } terms)
        {
            RefuseDocument(MessageKind.DefineCollateral, faults);
            return;
        }

        if (_assets.Find(a => a.Terms.Asset == terms.Asset) is not { } known)
            _assets.Add(new() { Terms = terms });
        else if (WhatMustStay(known, terms) is { } field)
        {
            RefuseDocument(MessageKind.DefineCollateral, [new(field, "", "does not follow")]);
            return;
        }
        else
            known.Newer = terms;

        SayDocument(MessageKind.CollateralDefined, json);
    }

    private static string? WhatMustStay(NaiveAsset known, CollateralSpec terms) =>
        terms.Version <= (known.Newer ?? known.Terms).Version ? "version"
        : terms.Currency != known.Terms.Currency ? "currency"
        : terms.Decimals != known.Terms.Decimals ? "decimals"
        : terms.PricedPer != known.Terms.PricedPer ? "pricedPer"
        : null;

    private void MoveCollateral(MoveCollateral words)
    {
        var asset = _assets.Find(a => a.Terms.Asset == words.Asset.ToString());
        if (WhyNoUnits(words, asset) is { } why)
        {
            Refuse(MessageKind.MoveCollateral, why.Reason, why.Given, why.Limit);
            return;
        }

        _references.Add($"{words.Account.Value} {words.Reference}");
        var units = asset!.Units.GetValueOrDefault(words.Account.Value) + words.Units;
        asset.Units[words.Account.Value] = units;
        Say(
            MessageKind.CollateralMoved,
            new CollateralMoved(words.Account, words.Asset, words.Units, units, words.Reference)
        );
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNoUnits(MoveCollateral words, NaiveAsset? asset)
    {
        var account = words.Account.Value;
        if (!words.Reference.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (!_accounts.ContainsKey(account))
            return (RejectReason.UnknownAccount, account, 0);
        if (asset is null)
            return (RejectReason.UnknownAsset, 0, 0);
        if (words.Units == 0)
            return (RejectReason.ZeroAmount, 0, 1);
        if (_references.Contains($"{account} {words.Reference}"))
            return (RejectReason.DuplicateReference, 0, 0);
        if (words.Units > 0)
        {
            BigInteger held = asset.Units.Values.Sum();
            var most = asset.Price == 0 ? MostOfAnAsset : MostOfAnAsset * asset.UnitsPerPrice / asset.Price;
            var room = BigInteger.Max(0, BigInteger.Min(most, MostOfAnAsset) - held);
            return words.Units > room ? (RejectReason.CollateralTooLarge, words.Units, (long)room) : null;
        }

        var pledged = asset.Units.GetValueOrDefault(account);
        if (-(BigInteger)words.Units > pledged)
            return (RejectReason.NotPledged, words.Units, pledged);
        var free = MostBack(asset, account, pledged);
        return -words.Units > free ? (RejectReason.CollateralNeeded, -words.Units, free) : null;
    }

    // How many units may go: asked digit by digit, the highest first.
    private long MostBack(NaiveAsset asset, int account, long pledged)
    {
        long back = 0;
        for (var bit = 1L << 47; bit > 0; bit >>= 1)
        {
            if (back + bit <= pledged && FreeWith(pledged - back - bit) >= 0)
                back += bit;
        }

        asset.Units[account] = pledged;
        return FreeWith(pledged) < 0 ? 0 : back;

        BigInteger FreeWith(long units)
        {
            asset.Units[account] = units;
            var free = Free(account, asset.Terms.Currency);
            asset.Units[account] = pledged;
            return free;
        }
    }

    private void PriceCollateral(PriceCollateral words)
    {
        const MessageKind command = MessageKind.PriceCollateral;
        var asset = _assets.Find(a => a.Terms.Asset == words.Asset.ToString());
        if (asset is null)
        {
            Refuse(command, RejectReason.UnknownAsset, 0, 0);
            return;
        }

        BigInteger held = asset.Units.Values.Sum();
        var most =
            held == 0 ? MostOfAnAsset : BigInteger.Min(MostOfAnAsset, MostOfAnAsset * asset.UnitsPerPrice / held);
        if (words.Price.Minor < 1)
            Refuse(command, RejectReason.BadField, words.Price.Minor, 1);
        else if (words.Day < asset.Day)
            Refuse(command, RejectReason.PriceOutOfOrder, words.Day.Days, asset.Day.Days);
        else if (words.Price.Minor > most)
            Refuse(command, RejectReason.CollateralTooLarge, words.Price.Minor, (long)most);
        else
        {
            (asset.Price, asset.Day) = (words.Price.Minor, words.Day);
            Say(MessageKind.CollateralPriced, words);
        }
    }

    private static BigInteger ValueOf(NaiveAsset asset, int account) =>
        (BigInteger)asset.Units.GetValueOrDefault(account)
        * asset.Price
        * (Exact.Million - asset.Terms.HaircutPpm)
        / (asset.UnitsPerPrice * Exact.Million);

    // COL-004: in millionths, cut to whole minor units at the end.
    private BigInteger Counted(int account, Currency currency, BigInteger required)
    {
        BigInteger sum = 0;
        foreach (var asset in _assets.Where(a => a.Terms.Currency == currency))
            sum += BigInteger.Min(ValueOf(asset, account) * Exact.Million, required * asset.Terms.CapPpm);
        var house = _house.Collateral is { } rules ? rules.CapPpm : 1_000_000;
        return BigInteger.Min(sum, required * house) / Exact.Million;
    }

    // COL-005: what more margin asks of cash.
    private BigInteger InCash(int account, Currency currency, BigInteger more)
    {
        var now = Needs(account, currency).Required;
        return more - Counted(account, currency, now + more) + Counted(account, currency, now);
    }

    // COL-006.
    private long CountCollateral(int account, Currency currency, TradingDate day, long required)
    {
        var pledged = _assets
            .Where(a => a.Terms.Currency == currency && a.Units.GetValueOrDefault(account) > 0)
            .ToList();
        if (pledged.Count == 0)
            return 0;
        var value = pledged.Aggregate(BigInteger.Zero, (sum, a) => sum + ValueOf(a, account));
        var counted = (long)Counted(account, currency, required);
        Say(
            MessageKind.CollateralCounted,
            new CollateralCounted(new(account), currency, day, new((long)value), new(counted))
        );
        return counted;
    }

    private void RenewAssets()
    {
        foreach (var asset in _assets)
            (asset.Terms, asset.Newer) = (asset.Newer ?? asset.Terms, null);
    }
}
