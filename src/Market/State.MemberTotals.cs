// Which member's total each account counts in.
using Tokenbourse.Market.Ledger;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Market;

internal sealed partial class State
{
    // By account slot: one more than its row of totals; 0: it clears with the house itself.
    private int[] _rows = new int[16];

    /// <summary>Control totals of members' classes.</summary>
    public MemberTotals Totals { get; } = new();

    /// <summary>The row of totals that an account counts in; -1: none.</summary>
    public int RowOf(int slot) => _rows[slot] - 1;

    /// <summary>It is a client's account; the house's own are not.</summary>
    public bool IsClient(int slot) => RowOf(slot) >= 0 && MemberTotals.ClassOf(RowOf(slot)) == MemberClass.Client;

    public void Add(MemberRecord member)
    {
        Members.Add(member);
        Totals.Room(Members.Count);
    }

    /// <summary>From now on a client is cleared for by this member.</summary>
    public void Assign(int slot, MemberRecord member)
    {
        Accounts[slot - 1] = new(Accounts[slot - 1].Document with { Member = member.Terms.Member }, slot);
        Join(slot);
    }

    public void SetMarkUp(int slot, int ppm) => _markUps[slot] = ppm;

    private void CountIn(int slot)
    {
        if (slot >= _rows.Length)
            Array.Resize(ref _rows, int.Max(slot + 1, _rows.Length * 2));
        if (MemberOf(slot) is not { } member)
            return;
        var of = Accounts[slot - 1].Document.IsClient ? MemberClass.Client : MemberClass.House;
        _rows[slot] = MemberTotals.RowOf(Members.IndexOf(member), of) + 1;
    }
}
