// Supply contracts: proposed by a seller, accepted by a buyer, ended when all is billed and paid.
using System.Text.Json;
using Tokenbourse.Market.Delivery;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles DefineSupply, <see cref="AcceptSupply"/> and <see cref="EndSupply"/> (rules SUP-001, SUP-002 and
/// SUP-006).</summary>
internal static class Supplies
{
    private const int MostContracts = 100_000;

    // In the year 2243, after the last month that a contract may have.
    private const int MostDay = 100_000;

    public static void Define(State state, ReadOnlyMemory<byte> document, Outbox events)
    {
        var faults = new List<SpecFault>();
        var terms = SupplyTerms.Read(document, faults);
        if (terms is not null)
            Ask(state, terms, faults);
        if (DefineHandler.Refused("supply contract", faults, events))
            return;
        var number = state.Supplies.Count + 1;
        state.Supplies.Add(
            new(terms!, document.ToArray())
            {
                Number = number,
                Seller = state.SlotOf(new(terms!.Seller)),
                Buyer = state.SlotOf(new(terms.Buyer)),
                Currency = state.SpotNamed(Name24.Of(terms.Product))!.Spec.Currency,
            }
        );
        using var parsed = JsonDocument.Parse(document, new() { CommentHandling = JsonCommentHandling.Skip });
        events.Add(MessageKind.SupplyProposed, Documents.Write(new SupplyProposal(number, parsed.RootElement)));
    }

    public static void Handle(State state, in AcceptSupply accept, Outbox events)
    {
        var slot = state.SlotOf(accept.Account);
        var (reason, given, limit) = Ask(state, accept, slot, out var contract);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.AcceptSupply, reason, given, limit, events);
            return;
        }

        var security = new Money(contract!.Terms.SecurityMinor);
        SpotMoney.Reserve(state, slot, contract.Currency, security, events);
        SpotMoney.Deposit(state, slot, contract.Currency, security, events);
        (contract.State, contract.Security) = (SupplyState.InForce, security);
        Tell(contract, accept.Account, Money.Zero, events);
    }

    public static void Handle(State state, in EndSupply end, Outbox events)
    {
        var (reason, given, limit) = Ask(state, end, out var contract, out var becomes);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.EndSupply, reason, given, limit, events);
            return;
        }

        var released = Money.Zero;
        if (becomes == SupplyState.CutShort)
        {
            contract!.Cut();
        }
        else
        {
            (contract!.State, released, contract.Security) = (becomes, contract.Security, Money.Zero);
            SpotMoney.Release(state, contract.Buyer, contract.Currency, released, events);
        }

        Tell(contract, end.Account, released, events);
    }

    /// <summary>The month of a day; one that no contract has where the day is none that a calendar knows.</summary>
    public static ContractMonth MonthOf(TradingDate day) =>
        ContractMonth.Of(day.Days is < 0 or > MostDay ? default : day);

    /// <summary>What every command of a side asks: account and contract are there, and it is its side.</summary>
    /// <param name="buyer">May the buyer?</param>
    /// <param name="seller">May the seller?</param>
    public static (RejectReason Reason, long Given, long Limit) AskSide(
        State state,
        AccountId account,
        long number,
        bool buyer,
        bool seller,
        out SupplyContract? contract
    )
    {
        contract = state.Supplies.Of(number);
        var slot = state.SlotOf(account);
        if (slot == 0)
            return (RejectReason.UnknownAccount, account.Value, 0);
        if (contract is null)
            return (RejectReason.UnknownSupply, number, state.Supplies.Count);
        return (buyer && slot == contract.Buyer) || (seller && slot == contract.Seller)
            ? default
            : (RejectReason.NotYourSupply, account.Value, 0);
    }

    private static void Ask(State state, SupplyTerms terms, List<SpecFault> faults)
    {
        if (state.Supplies.Knows(terms.Supply))
            faults.Add(new("supply", terms.Supply, "is proposed already"));
        if (state.Supplies.Count == MostContracts)
            faults.Add(new("supply", terms.Supply, $"must be one of {MostContracts} at most"));
        foreach (var (name, account) in new[] { ("seller", terms.Seller), ("buyer", terms.Buyer) })
        {
            if (state.SlotOf(new(account)) is not (> 0 and var slot))
                faults.Add(new(name, $"{account}", "is not an account of this market"));
            else if (Defaults.ShutOut(state, slot) > 0)
                faults.Add(new(name, $"{account}", "belongs to a member in default"));
        }

        if (state.SpotNamed(Name24.Of(terms.Product)) is null)
            faults.Add(new("product", terms.Product, "is not a product of the spot market"));
        if (state.PrintsOf(terms.Index) is null)
            faults.Add(new("index", terms.Index, "has no print in this market"));
        if (terms.From < ContractMonth.Of(terms.DayOf(state.Now)))
            faults.Add(new("from", $"{terms.From}", "must not lie before the month of today"));
        if (terms.Calendar is not { } named)
            return;
        var at = state.CalendarNumberOf(named);
        if (at == 0)
            faults.Add(new("average.calendar", named, "is not a calendar of this market"));
        else if (state.Calendars[at - 1].Calendar is var c && (c.From > terms.From.First || c.To < terms.To.Last))
            faults.Add(new("average.calendar", named, $"must hold over all months; it holds {c.From} to {c.To}"));
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in AcceptSupply accept,
        int slot,
        out SupplyContract? contract
    )
    {
        var answer = AskSide(state, accept.Account, accept.Supply, true, false, out contract);
        if (answer.Reason != RejectReason.None)
            return answer;
        if (contract!.State != SupplyState.Proposed)
            return (RejectReason.SupplyNotProposed, accept.Supply, (long)contract.State);
        var month = ContractMonth.Of(contract.Terms.DayOf(state.Now));
        if (month > contract.Terms.From)
            return (RejectReason.SupplyMonthOutside, month.First.Days, contract.Terms.From.First.Days);
        return SpotMoney.Ask(state, slot, contract.Currency, new(contract.Terms.SecurityMinor));
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in EndSupply end,
        out SupplyContract? contract,
        out SupplyState becomes
    )
    {
        becomes = SupplyState.Ended;
        var answer = AskSide(state, end.Account, end.Supply, true, true, out contract);
        if (answer.Reason != RejectReason.None)
            return answer;
        if (contract!.State == SupplyState.Proposed)
        {
            becomes = SupplyState.Withdrawn;
            return default;
        }

        if (!contract.IsAlive)
            return (RejectReason.SupplyNotInForce, end.Supply, (long)contract.State);
        if (contract.Next <= contract.Last)
        {
            becomes = SupplyState.CutShort;
            var bySeller = state.SlotOf(end.Account) == contract.Seller;
            return bySeller && contract is { IsOverdue: true, State: SupplyState.InForce }
                ? default
                : (RejectReason.SupplyMonthsLeft, contract.Next.First.Days, contract.Last.First.Days);
        }

        return contract.Open.Minor > 0 ? (RejectReason.SupplyInvoiceOpen, contract.Open.Minor, 0) : default;
    }

    private static void Tell(SupplyContract contract, AccountId by, Money released, Outbox events) =>
        events.Add(
            MessageKind.SupplyStateSet,
            new SupplyStateSet(contract.Number, contract.State, by, contract.Security, released, contract.Last.First)
        );
}
