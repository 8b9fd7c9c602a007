// The documents of release 3: the house's own rules, and its members.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles DefineHouse (rule HSE-001) and DefineMember, and asks an account's document for its member.</summary>
internal static class MemberDocuments
{
    public static void House(State state, ReadOnlyMemory<byte> document, Outbox events)
    {
        var faults = new List<SpecFault>();
        var rules = HouseRules.Read(document, faults, state.HasInterventions);
        if (rules is not null && rules.Version <= state.House.Version)
            faults.Add(new("version", $"{rules.Version}", $"must be higher than {state.House.Version}"));
        if (rules?.Calls is { IntradayMinutes: { } minutes } && !state.HasInterventions)
            faults.Add(new("calls.intraday", $"{minutes}", "holds from release 7 on"));
        if (DefineHandler.Refused("house", faults, events))
            return;
        state.SetHouse(rules!, document.ToArray());
        events.Add(MessageKind.HouseDefined, document.Span);
        RiskInterlock.Follow(state, events);
    }

    public static void Member(State state, ReadOnlyMemory<byte> document, Outbox events)
    {
        var faults = new List<SpecFault>();
        var terms = MemberTerms.Read(document, faults);
        var before = terms is null ? null : state.MemberNumbered(terms.Member);
        if (before is not null && terms!.Version <= before.Terms.Version)
            faults.Add(new("version", $"{terms.Version}", $"must be higher than {before.Terms.Version}"));
        if (before is not null && terms!.Kind != before.Terms.Kind)
            faults.Add(new("kind", $"{terms.Kind}", "must stay what it is"));
        if (DefineHandler.Refused("member", faults, events))
            return;
        if (before is null)
            state.Add(new MemberRecord(terms!, document.ToArray()));
        else
            before.Become(terms!, document.ToArray());
        events.Add(MessageKind.MemberDefined, document.Span);
    }

    /// <summary>What an account's document says of its member, class and purpose.</summary>
    public static void Ask(State state, AccountDocument account, List<SpecFault> faults)
    {
        if (!state.HasMembers && account.OfRelease3 is { } field)
        {
            faults.Add(new(field, "", "holds from release 3 on"));
            return;
        }

        if (account.Member is { } member && state.MemberNumbered(member) is null)
            faults.Add(new("member", $"{member}", "is not a member of this house"));
        if (account.Class is not (null or AccountDocument.House or AccountDocument.Client))
            faults.Add(new("class", account.Class, $"must be '{AccountDocument.House}' or '{AccountDocument.Client}'"));
        else if (account.Member is null != account.Class is null)
            faults.Add(new("class", account.Class ?? "", "must be there with a member, and only then"));
        else if (
            account is { IsClient: true, Member: { } number }
            && state.MemberNumbered(number)?.Terms.Kind == MemberKind.OtherFirm
        )
            faults.Add(new("class", account.Class!, "must be 'house': the member is no futures firm"));
        if (account.Purpose is not (null or AccountDocument.Hedge))
            faults.Add(new("purpose", account.Purpose, $"must be '{AccountDocument.Hedge}' or left out"));
    }
}
