// Who clears for whom, and the rules that the house has given itself.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market;

/// <summary>A clearing member: its terms and the slot of its house account; 0: it has none yet.</summary>
internal sealed class MemberRecord(MemberTerms terms, byte[] document)
{
    public MemberTerms Terms { get; private set; } = terms;

    public byte[] Document { get; private set; } = document;

    /// <summary>In force; what a later document says waits for its step (rule MBR-003).</summary>
    public int MarkUpPpm { get; set; } = terms.MarkUpPpm;

    /// <summary>The first account of class house that was opened for it; it owns what the member itself has at the
    /// house.</summary>
    public int HouseSlot { get; set; }

    public void Become(MemberTerms terms, byte[] document) => (Terms, Document) = (terms, document);
}

internal sealed partial class State
{
    // By account slot: what the account's member asks beyond the house's rate.
    private int[] _markUps = new int[16];

    /// <summary>In the order of definition.</summary>
    public List<MemberRecord> Members { get; } = [];

    /// <summary>The house's rules; everything is off before the first document.</summary>
    public HouseRules House { get; private set; } = HouseRules.None;

    private byte[]? _houseDocument;

    public MemberRecord? MemberNumbered(int member) => Members.Find(m => m.Terms.Member == member);

    /// <summary>Null: the account clears with the house itself.</summary>
    public MemberRecord? MemberOf(int slot) =>
        Accounts[slot - 1].Document.Member is { } member ? MemberNumbered(member) : null;

    /// <summary>Beyond the house's rate, ppm.</summary>
    public int MarkUpOf(int slot) => _markUps[slot];

    public void SetHouse(HouseRules rules, byte[] document) => (House, _houseDocument) = (rules, document);

    private void Join(int slot)
    {
        if (slot >= _markUps.Length)
            Array.Resize(ref _markUps, int.Max(slot + 1, _markUps.Length * 2));
        CountIn(slot);
        if (MemberOf(slot) is not { } member)
            return;
        if (Accounts[slot - 1].Document.IsClient)
            _markUps[slot] = member.MarkUpPpm;
        else if (member.HouseSlot == 0)
            member.HouseSlot = slot;
    }

    private void SaveMembers(StateWriter w)
    {
        w.Block(_houseDocument ?? []);
        w.Int(Members.Count);
        foreach (var member in Members)
        {
            w.Block(member.Document);
            w.Int(member.MarkUpPpm);
        }

        Totals.Save(w);
    }

    // Accounts are there before: what follows from their members is worked out again.
    private void LoadMembers(StateReader r)
    {
        var house = r.Block().ToArray();
        if (house.Length > 0)
            SetHouse(HouseRules.Read(house, [])!, house);
        for (var count = r.Count(); count > 0; count--)
        {
            var document = r.Block().ToArray();
            Add(new MemberRecord(MemberTerms.Read(document, [])!, document) { MarkUpPpm = r.Int() });
        }

        Totals.Load(r);

        for (var slot = 1; slot <= Accounts.Count; slot++)
            Join(slot);
    }
}
