// The naive market's house rules and members (HSE, MBR).
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private readonly SortedList<int, MemberTerms> _members = [];
    private HouseRules _house = HouseRules.None;

    // The account that is asked what it would be asked without its member's mark-up; zero: none.
    private int _plain;

    private bool HasMembers => _release >= Releases.Members;

    private void DefineHouse(ReadOnlyMemory<byte> json)
    {
        var faults = new List<SpecFault>();
        if (HouseRules.Read(json, faults, _release >= Releases.Interventions) is not { } rules)
        {
            RefuseDocument(MessageKind.DefineHouse, faults);
            return;
        }

        if (rules.Version <= _house.Version)
        {
            RefuseDocument(MessageKind.DefineHouse, [new("version", $"{rules.Version}", "rises")]);
            return;
        }

        if (rules.Calls?.IntradayMinutes is { } minutes && !HasInterventions)
        {
            RefuseDocument(MessageKind.DefineHouse, [new("calls.intraday", $"{minutes}", "holds from release 7 on")]);
            return;
        }

        _house = rules;
        SayDocument(MessageKind.HouseDefined, json);
        BeginToListen();
    }

    private void DefineMember(ReadOnlyMemory<byte> json)
    {
        var faults = new List<SpecFault>();
        if (MemberTerms.Read(json, faults) is not { } member)
        {
            RefuseDocument(MessageKind.DefineMember, faults);
            return;
        }

        if (_members.TryGetValue(member.Member, out var before))
        {
            if (member.Version <= before.Version)
                faults.Add(new("version", $"{member.Version}", "rises"));
            if (member.Kind != before.Kind)
                faults.Add(new("kind", $"{member.Kind}", "stays"));
        }

        if (faults.Count > 0)
        {
            RefuseDocument(MessageKind.DefineMember, faults);
            return;
        }

        _members[member.Member] = member;
        _markUps.TryAdd(member.Member, member.MarkUpPpm);
        SayDocument(MessageKind.MemberDefined, json);
    }

    private string? FaultyField(AccountDocument account)
    {
        if (!HasMembers && account.Member is not null)
            return "member";
        if (!HasMembers && account.Class is not null)
            return "class";
        if (account.Purpose is not null && (!HasMembers || account.Purpose != "hedge"))
            return "purpose";
        if (account.Member is not { } number)
            return account.Class is null ? null : "class";
        if (!_members.TryGetValue(number, out var member))
            return "member";
        var clears = account.Class == "client" && member.Kind == MemberKind.FuturesFirm;
        return clears || account.Class == "house" ? null : "class";
    }

    // A client is asked what its member asks, and nobody more than the whole value.
    private long AskedRate(long rate, int account)
    {
        var words = _accounts[account];
        var markUp = account != _plain && words is { Class: "client", Member: { } member } ? _markUps[member] : 0;
        return long.Min(1_000_000, rate + markUp);
    }
}
