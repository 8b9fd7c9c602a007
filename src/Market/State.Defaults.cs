// What the market remembers of members' defaults: proposals, stages, missed bids, what is owed, and gains that may be cut.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market;

/// <summary>A member in default.</summary>
internal sealed class DefaultedMember(in DefaultDeclared declared)
{
    public DefaultDeclared Declared { get; } = declared;

    public DefaultStage Stage { get; set; } = DefaultStage.Declared;

    /// <summary>Members that missed a bid for its positions, by house account.</summary>
    public SortedList<int, int> Missed { get; } = [];

    /// <summary>What others bore for it, by currency.</summary>
    public Money[] Owed { get; } = new Money[Currencies.Count];

    public int Member => Declared.Member;

    public bool IsAllocated => Stage == DefaultStage.Allocated;

    public bool OwesAnything
    {
        get
        {
            foreach (var owed in Owed)
            {
                if (owed.Minor > 0)
                    return true;
            }

            return false;
        }
    }
}

internal sealed partial class State
{
    // By account slot and currency.
    private Money[] _gains = [];

    /// <summary>Defaults that wait for their second officer, by member one.</summary>
    public List<DefaultProposed> DefaultProposals { get; } = [];

    /// <summary>In the order in which they were declared.</summary>
    public List<DefaultedMember> Defaulted { get; } = [];

    /// <summary>The default of a member; null: it is not in default.</summary>
    public DefaultedMember? DefaultOf(int member)
    {
        // Nearly always empty: asked for every order.
        for (var i = 0; i < Defaulted.Count; i++)
        {
            if (Defaulted[i].Member == member)
                return Defaulted[i];
        }

        return null;
    }

    /// <summary>The default of an account's member; null: there is none.</summary>
    public DefaultedMember? DefaultOfSlot(int slot) =>
        Defaulted.Count > 0 && slot > 0 && MemberOf(slot) is { } member ? DefaultOf(member.Terms.Member) : null;

    /// <summary>All accounts of a member by account number.</summary>
    public List<int> SlotsOf(int member)
    {
        var slots = new List<int>();
        for (var slot = 1; slot <= Accounts.Count; slot++)
        {
            if (Accounts[slot - 1].Document.Member == member)
                slots.Add(slot);
        }

        slots.Sort((a, b) => AccountAt(a).Value.CompareTo(AccountAt(b).Value));
        return slots;
    }

    /// <summary>Slot of a member's house account; zero: it has none.</summary>
    public int HouseSlotOf(int member) => MemberNumbered(member)?.HouseSlot ?? 0;

    public bool IsHouseClass(int slot) => Accounts[slot - 1].Document.Class == AccountDocument.House;

    /// <summary>What variation margin gained (or, below zero, cost) an account at its last strike, less what was kept
    /// back of it since (rule DEF-010).</summary>
    public ref Money GainOf(int slot, Currency currency)
    {
        var at = (slot * Currencies.Count) + (int)currency;
        if (at >= _gains.Length)
            Array.Resize(ref _gains, int.Max(64, at * 2));
        return ref _gains[at];
    }

    private void SaveDefaults(StateWriter w)
    {
        w.Int(DefaultProposals.Count);
        foreach (var proposal in DefaultProposals)
            w.Struct(proposal);
        w.Int(Defaulted.Count);
        foreach (var each in Defaulted)
        {
            w.Struct(each.Declared);
            w.Byte((byte)each.Stage);
            w.Int(each.Missed.Count);
            for (var i = 0; i < each.Missed.Count; i++)
            {
                w.Int(each.Missed.GetKeyAtIndex(i));
                w.Int(each.Missed.GetValueAtIndex(i));
            }

            foreach (var owed in each.Owed)
                w.Long(owed.Minor);
        }

        for (var slot = 1; slot <= Accounts.Count; slot++)
        {
            for (var currency = 1; currency < Currencies.Count; currency++)
                w.Long(GainOf(slot, (Currency)currency).Minor);
        }
    }

    private void LoadDefaults(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
            DefaultProposals.Add(r.Struct<DefaultProposed>());
        for (var count = r.Count(); count > 0; count--)
        {
            var each = new DefaultedMember(r.Struct<DefaultDeclared>()) { Stage = (DefaultStage)r.Byte() };
            for (var missed = r.Count(); missed > 0; missed--)
                each.Missed.Add(r.Int(), r.Int());
            for (var currency = 0; currency < each.Owed.Length; currency++)
                each.Owed[currency] = new(r.Long());
            Defaulted.Add(each);
        }

        for (var slot = 1; slot <= Accounts.Count; slot++)
        {
            for (var currency = 1; currency < Currencies.Count; currency++)
                GainOf(slot, (Currency)currency) = new(r.Long());
        }
    }
}
