// Long and short lots of every account now, from trades and the ends of months.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>A position that an event has changed.</summary>
internal readonly record struct ChangedPosition(AccountId Account, InstrumentId Instrument);

/// <summary>For one thread at a time.</summary>
internal sealed class HeldPositions
{
    private readonly SortedDictionary<(int Account, int Instrument), (long Long, long Short)> _held = [];

    public (long Long, long Short) Of(AccountId account, InstrumentId instrument) =>
        _held.GetValueOrDefault((account.Value, instrument.Value));

    /// <summary>What an account holds, by instrument.</summary>
    public List<InstrumentId> Of(AccountId account) =>
        [.. _held.Keys.Where(k => k.Account == account.Value).Select(k => new InstrumentId(k.Instrument))];

    /// <summary>Takes an event; adds what it changed.</summary>
    public void Take(in LogEntry entry, List<ChangedPosition> changed)
    {
        switch (entry.Kind)
        {
            case MessageKind.Traded:
                Trade(entry.As<Traded>(), changed);
                break;
            case MessageKind.DefaultTraded:
                Trade(entry.As<DefaultTraded>().AsTrade(), changed);
                break;
            case MessageKind.ForcedReduced:
                Trade(entry.As<ForcedReduced>().AsTrade(), changed);
                break;
            case MessageKind.InstrumentExpired:
                End(entry.As<InstrumentExpired>().Instrument, changed);
                break;
            default:
                break;
        }
    }

    private void Trade(in Traded t, List<ChangedPosition> changed)
    {
        var (bought, sold) = (t.BuyerOpened.Lots, t.SellerOpened.Lots);
        Move(t.Buyer, t.Instrument, bought, bought - t.Quantity.Lots, changed);
        Move(t.Seller, t.Instrument, sold - t.Quantity.Lots, sold, changed);
    }

    private void Move(
        AccountId account,
        InstrumentId instrument,
        long more,
        long moreShort,
        List<ChangedPosition> changed
    )
    {
        var key = (account.Value, instrument.Value);
        var (held, owed) = _held.GetValueOrDefault(key);
        var now = (Long: held + more, Short: owed + moreShort);
        if (now is (0, 0))
            _held.Remove(key);
        else
            _held[key] = now;
        if (!changed.Contains(new(account, instrument)))
            changed.Add(new(account, instrument));
    }

    private void End(InstrumentId instrument, List<ChangedPosition> changed)
    {
        foreach (var key in _held.Keys.Where(k => k.Instrument == instrument.Value).ToList())
        {
            _held.Remove(key);
            changed.Add(new(new(key.Account), instrument));
        }
    }
}
