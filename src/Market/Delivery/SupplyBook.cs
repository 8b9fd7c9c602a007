// All supply contracts, and when an invoice of one falls due next.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Delivery;

/// <summary>Contract 1 first; those that ended stay, so that numbers never move.</summary>
internal sealed class SupplyBook
{
    private readonly List<SupplyContract> _all = [];

    public int Count => _all.Count;

    /// <summary>When the next invoice falls due; never: none is open.</summary>
    public Instant NextDue { get; private set; } = Instant.Never;

    public SupplyContract? Of(long number) => number >= 1 && number <= _all.Count ? _all[(int)number - 1] : null;

    public bool Knows(string supply) => _all.Exists(c => c.Terms.Supply == supply);

    public void Add(SupplyContract contract)
    {
        Must.Hold(contract.Number == _all.Count + 1);
        _all.Add(contract);
    }

    /// <summary>To be called when an invoice was made, paid or taken.</summary>
    public void RefreshDue()
    {
        NextDue = Instant.Never;
        foreach (var contract in _all)
        {
            var due = contract.NextDue;
            NextDue = due < NextDue ? due : NextDue;
        }
    }

    /// <summary>The first contract, in the order of proposal, of which an invoice falls due at a moment.</summary>
    public SupplyContract DueAt(Instant due) =>
        _all.Find(c => c.NextDue == due) ?? throw new InvariantBrokenException("supply due");

    /// <summary>What buyers have deposited in a currency.</summary>
    public Money SecurityIn(Currency currency)
    {
        var sum = Money.Zero;
        foreach (var contract in _all)
        {
            if (contract.Currency == currency)
                sum += contract.Security;
        }

        return sum;
    }

    public void Save(StateWriter w)
    {
        w.Int(_all.Count);
        foreach (var contract in _all)
            contract.Save(w);
    }

    /// <param name="slotOf">An account's slot.</param>
    public void Load(StateReader r, Func<AccountId, int> slotOf)
    {
        for (var count = r.Count(); count > 0; count--)
            Add(SupplyContract.Load(_all.Count + 1, r, slotOf));
        RefreshDue();
    }
}
