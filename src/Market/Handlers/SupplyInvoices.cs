// The invoices of supply contracts: made once from prints and metered units, paid out of cash or out of the security.
using Tokenbourse.Market.Delivery;
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="InvoiceSupply"/> and <see cref="PaySupply"/>, and takes what fell due (rules SUP-004 and
/// SUP-005).</summary>
internal static class SupplyInvoices
{
    public static void Handle(State state, in InvoiceSupply invoice, Outbox events)
    {
        var month = Supplies.MonthOf(invoice.Month);
        var (reason, given, limit) = Ask(state, invoice, month, out var contract, out var figures);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.InvoiceSupply, reason, given, limit, events);
            return;
        }

        var terms = contract!.Terms;
        var today = terms.DayOf(state.Now);
        var due = today.Plus(terms.DueDays);
        events.Add(MessageKind.SupplyInvoiced, Documents.Write(Write(state, contract, figures!, today, due)));
        contract.Bill(figures!.Amount, terms.Begin(due));
        if (contract.DebtOf(month) is { } debt)
        {
            // It may be paid at once; a due day that is today asks for it at once.
            if (terms.DueDays == 0)
                Collect(state, contract, debt, events);
            else if (HasCash(state, contract, debt.Open))
                Move(state, contract, debt, debt.Open, Money.Zero, 0, events);
        }

        Refresh(state);
    }

    public static void Handle(State state, in PaySupply pay, Outbox events)
    {
        var month = Supplies.MonthOf(pay.Month);
        var (reason, given, limit) = Supplies.AskSide(state, pay.Account, pay.Supply, true, false, out var contract);
        var debt = contract?.DebtOf(month);
        if (reason == RejectReason.None && debt is null)
            (reason, given, limit) = (RejectReason.SupplyNothingOpen, month.First.Days, 0);
        if (reason == RejectReason.None)
            (reason, given, limit) = SpotMoney.Ask(state, contract!.Buyer, contract.Currency, debt!.Value.Open);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.PaySupply, reason, given, limit, events);
            return;
        }

        Move(state, contract!, debt!.Value, debt.Value.Open, Money.Zero, 0, events);
        Refresh(state);
    }

    /// <summary>An invoice fell due: the first contract's, of its invoices the oldest.</summary>
    public static void Collect(State state, Instant due, Outbox events)
    {
        var contract = state.Supplies.DueAt(due);
        foreach (var debt in contract.Debts)
        {
            if (debt.Collected || debt.Due != due)
                continue;
            Collect(state, contract, debt, events);
            break;
        }

        state.Supplies.RefreshDue();
    }

    // Out of free cash when it is enough, else out of the security; cash comes after it only when it closes the
    // invoice.
    private static void Collect(State state, SupplyContract contract, SupplyDebt debt, Outbox events)
    {
        var (cash, security) = (Money.Zero, Money.Zero);
        if (HasCash(state, contract, debt.Open))
        {
            cash = debt.Open;
        }
        else
        {
            security = debt.Open < contract.Security ? debt.Open : contract.Security;
            var rest = debt.Open - security;
            if (rest.Minor > 0 && HasCash(state, contract, rest))
                cash = rest;
        }

        Move(state, contract, debt, cash, security, 1, events);
    }

    private static bool HasCash(State state, SupplyContract contract, Money amount) =>
        SpotMoney.Ask(state, contract.Buyer, contract.Currency, amount).Reason == RejectReason.None;

    private static void Move(
        State state,
        SupplyContract contract,
        SupplyDebt debt,
        Money cash,
        Money security,
        byte overdue,
        Outbox events
    )
    {
        Pay(state, contract, LedgerCode.ClientCash, cash, events);
        Pay(state, contract, LedgerCode.SpotCollateral, security, events);
        contract.Security -= security;
        contract.Pay(debt, cash + security, overdue == 1);
        events.Add(
            MessageKind.SupplyPaid,
            new SupplyPaid(contract.Number, debt.Month.First, cash, security, debt.Open - cash - security, overdue)
        );
    }

    // By way of the house: what is a client's goes to no other account at once (rule MBR-007).
    private static void Pay(State state, SupplyContract contract, LedgerCode from, Money amount, Outbox events)
    {
        if (amount.Minor == 0)
            return;
        Post((from, contract.Buyer), (LedgerCode.SpotEscrow, 0));
        Post((LedgerCode.SpotEscrow, 0), (LedgerCode.ClientCash, contract.Seller));

        void Post((LedgerCode Code, int Slot) debit, (LedgerCode Code, int Slot) credit) =>
            Postings.Post(
                state,
                state.Ledger.Begin(),
                debit.Code,
                debit.Slot,
                credit.Code,
                credit.Slot,
                contract.Currency,
                amount,
                default,
                PostingReason.SupplyPayment,
                events
            );
    }

    private static void Refresh(State state)
    {
        state.Supplies.RefreshDue();
        state.RefreshSpotDue();
    }

    // What an invoice is made of.
    private sealed record Figures(
        List<Print> Prints,
        SupplyPrice Price,
        List<(TradingDate Day, long Units)> Days,
        long Metered,
        long Volume,
        Money Amount
    );

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in InvoiceSupply invoice,
        ContractMonth month,
        out SupplyContract? contract,
        out Figures? figures
    )
    {
        figures = null;
        var answer = Supplies.AskSide(state, invoice.Account, invoice.Supply, true, true, out contract);
        if (answer.Reason != RejectReason.None)
            return answer;
        if (!contract!.IsAlive)
            return (RejectReason.SupplyNotInForce, invoice.Supply, (long)contract.State);
        var terms = contract.Terms;
        if (month < terms.From || month > contract.Last)
            return (
                RejectReason.SupplyMonthOutside,
                month.First.Days,
                (month < terms.From ? terms.From : contract.Last).First.Days
            );
        if (month != contract.Next)
            return (
                month < contract.Next ? RejectReason.SupplyMonthInvoiced : RejectReason.SupplyMonthBefore,
                month.First.Days,
                contract.Next.First.Days
            );
        var (today, first) = (terms.DayOf(state.Now), month.Last.Plus(1 + terms.ReadingDays));
        if (today < first)
            return (RejectReason.SupplyMonthNotOver, today.Days, first.Days);
        return Reckon(state, contract, month, out figures);
    }

    private static (RejectReason Reason, long Given, long Limit) Reckon(
        State state,
        SupplyContract contract,
        ContractMonth month,
        out Figures? figures
    )
    {
        figures = null;
        var terms = contract.Terms;
        var calendar = terms.Calendar is { } named ? state.Calendars[state.CalendarNumberOf(named) - 1].Calendar : null;
        bool Counts(TradingDate day) => calendar is null || calendar.IsTradingDay(day);
        var all = 0;
        for (var day = month.First; day <= month.Last; day = day.Plus(1))
            all += Counts(day) ? 1 : 0;
        var prints = state.PrintsOf(terms.Index)!;
        var used = prints.Counted(month.First, month.Last, Counts);
        // With days missing, the average is known once the index has gone beyond the month: no print comes behind it.
        if (used.Count < int.Min(terms.LeastPrints, all) || used.Count == 0)
            return (RejectReason.SupplyPrintsMissing, used.Count, int.Max(1, int.Min(terms.LeastPrints, all)));
        if (used.Count < all && prints.Newest.Day <= month.Last)
            return (RejectReason.SupplyPrintsMissing, used.Count, all);
        var (sum, count) = prints.Over(month.First, month.Last, Counts, IndexPrints.Finest);
        Must.Hold(count == used.Count);
        var price = SupplyPrice.Of(terms, sum, IndexPrints.FinestPer(terms.Decimals), count);
        var metered = contract.UnitsOf(month);
        var volume = contract.VolumeOf(metered);
        if (price.AmountOf(terms, volume) is not { } amount)
            return (RejectReason.SupplyAmountTooLarge, volume, SupplyPrice.MostAmount);
        figures = new(used, price, contract.DaysOf(month), metered, volume, amount);
        return default;
    }

    private static SupplyInvoiceDocument Write(
        State state,
        SupplyContract contract,
        Figures figures,
        TradingDate issued,
        TradingDate due
    )
    {
        var terms = contract.Terms;
        decimal Read(Int128 scaled) => SupplyPrice.Read(scaled, terms.Decimals);
        return new(
            contract.Number,
            terms.Supply,
            contract.Next.ToString(),
            terms.Seller,
            terms.Buyer,
            terms.Product,
            state.SpotNamed(Name24.Of(terms.Product))!.Spec.Unit,
            terms.Index,
            contract.Currency,
            terms.UtcMinutes,
            issued.ToString(),
            due.ToString(),
            terms.PrintDays == PrintDays.BusinessDays ? "business days" : "every day",
            terms.Calendar,
            terms.LeastPrints,
            terms.Decimals,
            [.. figures.Prints.Select(p => new SupplyPrint(p.Day.ToString(), SupplyPrice.Read(p.Value, p.Decimals)))],
            Read(figures.Price.Average),
            terms.Factor,
            terms.Spread,
            Read(figures.Price.Before),
            terms.Floor,
            terms.Cap,
            Read(figures.Price.Price),
            terms.PricedUnits,
            terms.Quote,
            [.. figures.Days.Select(d => new SupplyDay(d.Day.ToString(), d.Units))],
            figures.Metered,
            terms.Least,
            terms.Most,
            terms.Most is { } most ? long.Max(0, figures.Metered - most) : 0,
            figures.Volume,
            figures.Amount.Minor
        );
    }
}
