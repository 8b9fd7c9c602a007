// Lots by side and day, counted from what trades told of openings and closings.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Sim.Scenarios;

/// <summary>What each account holds long and short, of today and in all. Before release 2 nothing is told of
/// it.</summary>
internal sealed class ScenarioLots
{
    private readonly SortedList<(int Instrument, int Account, Side Side), (long All, long Today)> _held = [];

    /// <summary>Closings are told.</summary>
    public bool Known { get; private set; }

    public long Of(int instrument, int account, Side side, bool today)
    {
        var (all, ofToday) = _held.GetValueOrDefault((instrument, account, side));
        return today ? ofToday : all;
    }

    public long Longs(int instrument) =>
        _held.Where(h => h.Key.Instrument == instrument && h.Key.Side == Side.Buy).Sum(h => h.Value.All);

    /// <summary>Takes one event; <paramref name="nets"/> are the positions before it.</summary>
    public void Fold(Happening happening, SortedList<(int Instrument, int Account), long> nets)
    {
        switch (happening.Message)
        {
            case ReleaseSet { Number: >= Releases.Lots }:
                Known = true;
                foreach (var ((instrument, account), net) in nets)
                    Add(instrument, account, net > 0 ? Side.Buy : Side.Sell, long.Abs(net), 0);
                break;
            case Traded t when Known:
                Add(t.Instrument.Value, t.Buyer.Value, Side.Buy, t.BuyerOpened.Lots, t.BuyerOpened.Lots);
                Add(t.Instrument.Value, t.Seller.Value, Side.Sell, t.SellerOpened.Lots, t.SellerOpened.Lots);
                break;
            case DefaultTraded t:
                Add(t.Instrument.Value, t.Buyer.Value, Side.Buy, t.BuyerOpened.Lots, t.BuyerOpened.Lots);
                Add(t.Instrument.Value, t.Seller.Value, Side.Sell, t.SellerOpened.Lots, t.SellerOpened.Lots);
                break;
            case LotClosed c:
                Add(c.Instrument.Value, c.Account.Value, c.Side, -c.Lots.Lots, c.IsToday == 1 ? -c.Lots.Lots : 0);
                break;
            case SettlementPriceSet s:
                foreach (var key in KeysOf(s.Instrument.Value))
                    _held[key] = (_held[key].All, 0);
                break;
            case InstrumentExpired e:
                foreach (var key in KeysOf(e.Instrument.Value))
                    _held.Remove(key);
                break;
        }
    }

    private List<(int Instrument, int Account, Side Side)> KeysOf(int instrument) =>
        [.. _held.Keys.Where(k => k.Instrument == instrument)];

    private void Add(int instrument, int account, Side side, long lots, long today)
    {
        var (all, ofToday) = _held.GetValueOrDefault((instrument, account, side));
        _held[(instrument, account, side)] = (all + lots, ofToday + today);
    }
}
