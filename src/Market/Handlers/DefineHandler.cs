// Operators' documents: a calendar, a contract, a margin table, an account. Refused whole, fault by fault.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles the Define commands and OpenAccount (rule LST-001).</summary>
internal static class DefineHandler
{
    private const int MostAccounts = 1_000_000;

    public static void Calendar(State state, ReadOnlyMemory<byte> document, Outbox events)
    {
        var faults = new List<SpecFault>();
        var calendar = TradingCalendar.Read(document, faults);
        if (calendar is not null && state.CalendarNumberOf(calendar.Id) > 0)
            faults.Add(new("calendar", calendar.Id, "is defined already"));
        if (Refused("calendar", faults, events))
            return;
        var clock = new CalendarClock
        {
            Number = state.Calendars.Count + 1,
            Calendar = calendar!,
            Document = document.ToArray(),
        };
        // The first day is the first whose opening still lies ahead: nobody is thrown into the middle of a session.
        clock.StandBefore(calendar!.From.Plus(-1), state.Now);
        while (!clock.Ended && clock.NextDue <= state.Now)
            clock.StandBefore(clock.Day, state.Now);
        state.Add(clock);
        events.Add(MessageKind.CalendarDefined, document.Span);
    }

    public static void Contract(State state, ReadOnlyMemory<byte> document, Outbox events)
    {
        var faults = new List<SpecFault>();
        var spec = ContractSpec.Read(document, faults);
        if (spec is not null && state.ContractOf(spec.Contract) is not null)
            faults.Add(new("contract", spec.Contract, "is defined already"));
        if (spec is not null && state.Spreads.Exists(d => d.Spec.Spread == spec.Contract))
            faults.Add(new("contract", spec.Contract, "is a spread"));
        if (spec is not null && state.CalendarNumberOf(spec.Calendar) == 0)
            faults.Add(new("calendar", spec.Calendar, "is not a calendar of this market"));
        if (spec is { HasClosingFees: true } && !state.HasLots)
            faults.Add(new("fee", spec.Contract, "fees of closing hold from release 2 on"));
        if (spec is { Market.AfterLadder: AfterLadder.Reduce } && !state.HasLots)
            faults.Add(new("market.limitLadder.afterLast", spec.Contract, "forced reduction holds from release 2 on"));
        if (spec is { Delivery: not null } && !state.HasSpot)
            faults.Add(new("finalSettlement.certificates", spec.Contract, "holds from release 5 on"));
        if (Refused("contract", faults, events))
            return;
        state.Add(new DefinedContract(spec!, state.CalendarNumberOf(spec!.Calendar), document.ToArray()));
        events.Add(MessageKind.ContractDefined, document.Span);
        Listings.First(state, spec, events);
    }

    public static void Spread(State state, ReadOnlyMemory<byte> document, Outbox events)
    {
        var faults = new List<SpecFault>();
        var spec = SpreadSpec.Read(document, faults);
        if (spec is not null)
        {
            if (state.Spreads.Exists(d => d.Spec.Spread == spec.Spread) || state.ContractOf(spec.Spread) is not null)
                faults.Add(new("spread", spec.Spread, "is defined already, or is a contract"));
            if (state.ContractOf(spec.Near) is null)
                faults.Add(new("near.contract", spec.Near, "is not a contract of this market"));
            if (state.ContractOf(spec.Far) is null)
                faults.Add(new("far.contract", spec.Far, "is not a contract of this market"));
        }

        if (Refused("spread", faults, events))
            return;
        state.Spreads.Add(new(spec!, document.ToArray()));
        events.Add(MessageKind.SpreadDefined, document.Span);
        Spreads.Extend(state, events);
    }

    public static void Margins(State state, ReadOnlyMemory<byte> document, Outbox events)
    {
        var faults = new List<SpecFault>();
        var margins = MarginParameters.Read(document, faults);
        var before = margins is null ? null : state.MarginsOf(margins.Contract);
        if (before is not null && margins!.Version <= before.Version)
        {
            faults.Add(
                new("version", $"{margins.Version}", $"must be higher than {before.Version}, which is in force")
            );
        }

        if (margins is not null)
            AskTerms(state, margins, faults);
        if (Refused("margins", faults, events))
            return;
        state.Margins.RemoveAll(m => m.Parameters.Contract == margins!.Contract);
        state.Margins.Add(new(margins!, document.ToArray()));
        events.Add(MessageKind.MarginsDefined, document.Span);
        if (state.ContractOf(margins!.Contract) is { } contract)
            Listings.First(state, contract.Spec, events);
    }

    // What the machine does not do must not look as if it did.
    private static void AskTerms(State state, MarginParameters margins, List<SpecFault> faults)
    {
        var terms = margins.Percentage;
        if (state.HasMembers)
            MarginGroupHandler.Ask(state, margins, faults);
        else if (margins.Rule != MarginRule.Percentage || margins.Shadow is not null)
            faults.Add(new("rule", $"{margins.Rule}", "must be percentage: groups and shadows hold from release 3 on"));
        if (!state.HasMembers && terms.Base != PriceBase.PreviousSettlement)
            faults.Add(new("basePrice", $"{terms.Base}", "must be the previous settlement"));
        if (!state.HasMembers && terms.PerLotMinor != 0)
            faults.Add(new("perLot", $"{terms.PerLotMinor}", "must be 0"));
        if (terms.HedgeBelowPpm != 0 && !state.HasMembers)
            faults.Add(new("hedgeBelow", $"{terms.HedgeBelowPpm}", "must be 0: it holds from release 3 on"));
        var isPlain = terms.Sides == SideRule.Both && terms.LastDays.Count == 0 && terms.OpenInterest is null;
        if (!state.HasLots && (!isPlain || terms.AveragingFloorPpm >= 0))
            faults.Add(new("largerSide, lastDays, openInterest, averaging", "", "hold from release 2 on"));
    }

    public static void Account(State state, ReadOnlyMemory<byte> document, Outbox events)
    {
        var faults = new List<SpecFault>();
        var account = Documents.Read<AccountDocument>(document.Span, out var fault);
        if (account is null)
            faults.Add(new("", "", fault));
        else
        {
            if (account.Account is < 1 or > MostAccounts)
                faults.Add(new("account", $"{account.Account}", $"must be 1 to {MostAccounts}"));
            else if (state.SlotOf(new(account.Account)) > 0)
                faults.Add(new("account", $"{account.Account}", "is open already"));
            if (account.Name.Length is 0 or > 60)
                faults.Add(new("name", account.Name, "must be 1 to 60 characters"));
            if (account.Group is < 0 or > MostAccounts)
                faults.Add(new("group", $"{account.Group}", $"must be 0 (none) to {MostAccounts}"));
            if (account.Role.Length is 0 or > 30)
                faults.Add(new("role", account.Role, "must be 1 to 30 characters"));
            if (account.Style is not null && !state.HasLots)
                faults.Add(new("style", account.Style, "holds from release 2 on"));
            else if (account.Style is not (null or AccountDocument.Net or AccountDocument.OpenAndClose))
                faults.Add(
                    new("style", account.Style, $"must be '{AccountDocument.Net}' or '{AccountDocument.OpenAndClose}'")
                );
        }

        if (account is not null)
            MemberDocuments.Ask(state, account, faults);
        if (Refused("account", faults, events))
            return;
        state.Add(account!);
        events.Add(MessageKind.AccountOpened, Documents.Write(account));
    }

    public static bool Refused(string what, List<SpecFault> faults, Outbox events)
    {
        foreach (var fault in faults)
        {
            events.Add(
                MessageKind.DocumentRefused,
                Documents.Write(new RefusedDocument(what, fault.Path, fault.Given, fault.Rule))
            );
        }

        return faults.Count > 0;
    }
}
