// What moved an account's balance since it was last struck, by kind.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Ledger;

/// <summary>One account in one currency since its last strike (rule CLD-004).</summary>
internal struct Flow
{
    /// <summary>Balance at the last strike.</summary>
    public Money Before;

    /// <summary>Deposits less withdrawals, corrections (rule CLD-005), what a default took or covered, and what went to
    /// the spot market or came from it.</summary>
    public Money Moved;

    public Money Fees;

    /// <summary>Gains less losses, final settlement included.</summary>
    public Money Variation;

    public readonly Money Balance => Before + Moved - Fees + Variation;

    public void Add(in Flow other)
    {
        Before += other.Before;
        Moved += other.Moved;
        Fees += other.Fees;
        Variation += other.Variation;
    }

    public readonly bool IsAnything => (Before.Minor | Moved.Minor | Fees.Minor | Variation.Minor) != 0;
}

/// <summary>All accounts' flows.</summary>
internal sealed class AccountFlows
{
    private Flow[] _flows = new Flow[Currencies.Count];
    private int _owners = 1;

    public void Owners(int count)
    {
        if (count <= _owners)
            return;
        _owners = count;
        if (_flows.Length < count * Currencies.Count)
            Array.Resize(ref _flows, int.Max(count, _owners * 2) * Currencies.Count);
    }

    public ref Flow Of(int slot, Currency currency) => ref _flows[(slot * Currencies.Count) + (int)currency];

    /// <summary>A posting on an account's cash; margin moves inside its balance.</summary>
    /// <param name="amount">Above zero: in its favour.</param>
    public void Note(int slot, Currency currency, PostingReason reason, Money amount)
    {
        if (slot == 0)
            return;
        ref var flow = ref Of(slot, currency);
        switch (reason)
        {
            case PostingReason.Deposit
            or PostingReason.Withdrawal
            or PostingReason.DefaultLoss
            or PostingReason.Correction
            or PostingReason.SpotReserve
            or PostingReason.SpotCollateral
            or PostingReason.SpotPayment
            or PostingReason.SpotRefund
            or PostingReason.SpotPenalty
            or PostingReason.SupplyPayment:
                flow.Moved += amount;
                break;
            case PostingReason.Fee:
                flow.Fees -= amount;
                break;
            case PostingReason.VariationMargin or PostingReason.FinalSettlement:
                flow.Variation += amount;
                break;
            case PostingReason.InitialMargin or PostingReason.WithdrawalPending or PostingReason.DefaultFund:
                break;
            default:
                throw new InvariantBrokenException("posting reason");
        }
    }

    public void Save(StateWriter writer)
    {
        for (var i = 0; i < _owners * Currencies.Count; i++)
        {
            writer.Long(_flows[i].Before.Minor);
            writer.Long(_flows[i].Moved.Minor);
            writer.Long(_flows[i].Fees.Minor);
            writer.Long(_flows[i].Variation.Minor);
        }
    }

    public void Load(StateReader reader)
    {
        for (var i = 0; i < _owners * Currencies.Count; i++)
        {
            _flows[i] = new()
            {
                Before = new(reader.Long()),
                Moved = new(reader.Long()),
                Fees = new(reader.Long()),
                Variation = new(reader.Long()),
            };
        }
    }
}
