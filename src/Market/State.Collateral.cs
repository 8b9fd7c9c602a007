// The state of collateral other than cash: assets, their prices, and the units that accounts have pledged.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market;

/// <summary>An asset that is defined: its terms, its price and who has pledged how much of it.</summary>
internal sealed class PledgedAsset(CollateralSpec spec, byte[] document)
{
    private long[] _units = [];

    /// <summary>The terms that hold; of the newest document before a step 10 they are the ones before it.</summary>
    public CollateralSpec Spec { get; private set; } = spec;

    public byte[] Document { get; private set; } = document;

    /// <summary>A newer document, which holds from the next step 10 on; null: none.</summary>
    public CollateralSpec? Next { get; private set; }

    public byte[] NextDocument { get; private set; } = [];

    public Name24 Name { get; } = Name24.Of(spec.Asset);

    /// <summary>Minor units for <see cref="CollateralSpec.UnitsPerPrice"/> units; zero before the first.</summary>
    public Money Price { get; set; }

    /// <summary>The day of the price.</summary>
    public TradingDate Day { get; set; }

    /// <summary>Units that came in less units that went back.</summary>
    public long Held { get; set; }

    /// <summary>Version of the newest document.</summary>
    public int Version => Next?.Version ?? Spec.Version;

    /// <summary>Places in the table by account slot.</summary>
    public int Slots => _units.Length;

    public long UnitsOf(int slot) => slot < _units.Length ? _units[slot] : 0;

    public void Add(int slot, long units)
    {
        if (slot >= _units.Length)
            Array.Resize(ref _units, int.Max(slot + 1, _units.Length * 2));
        _units[slot] += units;
        Must.Hold(_units[slot] >= 0);
    }

    public void Follow(CollateralSpec spec, byte[] document) => (Next, NextDocument) = (spec, document);

    /// <summary>From now on the newer document holds.</summary>
    public void Renew()
    {
        if (Next is null)
            return;
        (Spec, Document) = (Next, NextDocument);
        (Next, NextDocument) = (null, []);
    }
}

internal sealed partial class State
{
    // By account slot: of how many assets it has pledged units.
    private int[] _pledges = [];

    /// <summary>In the order of definition.</summary>
    public List<PledgedAsset> Assets { get; } = [];

    /// <summary>Has the account pledged anything? All that orders of other accounts pay for collateral.</summary>
    public bool HasPledges(int slot) => (uint)slot < (uint)_pledges.Length && _pledges[slot] > 0;

    public PledgedAsset? AssetNamed(in Name24 name)
    {
        foreach (var asset in Assets)
        {
            if (asset.Name == name)
                return asset;
        }

        return null;
    }

    /// <summary>Units come (above zero) or go.</summary>
    public void MovePledge(PledgedAsset asset, int slot, long units)
    {
        asset.Held += units;
        Pledge(asset, slot, units);
    }

    /// <summary>What accounts have pledged is what came in less what went back (rule COL-002).</summary>
    public void ProveCollateral()
    {
        foreach (var asset in Assets)
        {
            long sum = 0;
            for (var slot = 0; slot < asset.Slots; slot++)
                sum += asset.UnitsOf(slot);
            Must.Hold(sum == asset.Held);
        }
    }

    private void Pledge(PledgedAsset asset, int slot, long units)
    {
        var before = asset.UnitsOf(slot);
        asset.Add(slot, units);
        if (slot >= _pledges.Length)
            Array.Resize(ref _pledges, int.Max(slot + 1, _pledges.Length * 2));
        _pledges[slot] += (asset.UnitsOf(slot) > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    }

    private void SaveCollateral(StateWriter w)
    {
        w.Int(Assets.Count);
        foreach (var asset in Assets)
        {
            w.Block(asset.Document);
            w.Block(asset.NextDocument);
            w.Long(asset.Price.Minor);
            w.Int(asset.Day.Days);
            w.Long(asset.Held);
            var rows = 0;
            for (var slot = 0; slot < asset.Slots; slot++)
                rows += asset.UnitsOf(slot) != 0 ? 1 : 0;
            w.Int(rows);
            for (var slot = 0; slot < asset.Slots; slot++)
            {
                if (asset.UnitsOf(slot) == 0)
                    continue;
                w.Int(slot);
                w.Long(asset.UnitsOf(slot));
            }
        }
    }

    private void LoadCollateral(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
        {
            var document = r.Block().ToArray();
            var asset = new PledgedAsset(CollateralSpec.Read(document, [])!, document);
            var next = r.Block().ToArray();
            if (next.Length > 0)
                asset.Follow(CollateralSpec.Read(next, [])!, next);
            asset.Price = new(r.Long());
            asset.Day = new(r.Int());
            asset.Held = r.Long();
            Assets.Add(asset);
            for (var rows = r.Count(); rows > 0; rows--)
            {
                var slot = r.Int();
                Pledge(asset, slot, r.Long());
            }
        }
    }
}
