// The naive market's supply contracts: proposed, accepted, metered, ended (SUP-001 to SUP-003, SUP-006).
using System.Text.Json;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private const int MostSupplies = 100_000;

    private readonly List<NaiveSupply> _supplies = [];

    private bool SubmitSupply(MessageKind kind, LogEntry command)
    {
        switch (kind)
        {
            case MessageKind.DefineSupply:
                DefineSupply(command.Payload);
                return true;
            case MessageKind.AcceptSupply:
                Accept(command.As<AcceptSupply>());
                return true;
            case MessageKind.RecordSupply:
                Record(command.As<RecordSupply>());
                return true;
            case MessageKind.InvoiceSupply:
                Invoice(command.As<InvoiceSupply>());
                return true;
            case MessageKind.PaySupply:
                Pay(command.As<PaySupply>());
                return true;
            case MessageKind.EndSupply:
                End(command.As<EndSupply>());
                return true;
            default:
                return false;
        }
    }

    private NaiveSupply? SupplyOf(long number) => _supplies.Find(s => s.Number == number);

    private void DefineSupply(ReadOnlyMemory<byte> json)
    {
        var faults = new List<SpecFault>();
        if (SupplyTerms.Read(json, faults) is not { } terms)
        {
            RefuseDocument(MessageKind.DefineSupply, faults);
            return;
        }

        if (WhatIsWrong(terms) is { } field)
        {
            RefuseDocument(MessageKind.DefineSupply, [new(field, "", "cannot be")]);
            return;
        }

        var supply = new NaiveSupply(_supplies.Count + 1, terms, ProductOf(Name24.Of(terms.Product))!);
        _supplies.Add(supply);
        using var parsed = JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip });
        SayDocument(MessageKind.SupplyProposed, Documents.Write(new SupplyProposal(supply.Number, parsed.RootElement)));
    }

    private string? WhatIsWrong(SupplyTerms terms)
    {
        foreach (var (side, account) in new[] { ("seller", terms.Seller), ("buyer", terms.Buyer) })
        {
            if (!_accounts.ContainsKey(account) || DefaultOfAccount(account) is not null)
                return side;
        }

        var calendar = _calendars.Find(c => c.Terms.Id == terms.Calendar)?.Terms;
        return _supplies.Exists(s => s.Terms.Supply == terms.Supply) || _supplies.Count >= MostSupplies ? "supply"
            : terms.Seller == terms.Buyer ? "buyer"
            : ProductOf(Name24.Of(terms.Product)) is null ? "product"
            : !_prints.Exists(p => p.Index == terms.Index) ? "index"
            : terms.From < ContractMonth.Of(terms.DayOf(_now)) ? "from"
            : terms.Calendar is null ? null
            : calendar is null || calendar.From > terms.From.First || calendar.To < terms.To.Last ? "calendar"
            : null;
    }

    // What every command of a side asks.
    private (RejectReason Reason, long Given, long Limit)? WhyNotSide(
        AccountId account,
        long number,
        Func<SupplyTerms, int[]> sides
    )
    {
        if (!_accounts.ContainsKey(account.Value))
            return (RejectReason.UnknownAccount, account.Value, 0);
        if (SupplyOf(number) is not { } supply)
            return (RejectReason.UnknownSupply, number, _supplies.Count);
        return sides(supply.Terms).Contains(account.Value) ? null : (RejectReason.NotYourSupply, account.Value, 0);
    }

    private void Accept(AcceptSupply words)
    {
        var why = WhyNotSide(words.Account, words.Supply, t => [t.Buyer]);
        var supply = SupplyOf(words.Supply);
        if (why is null && supply!.State != SupplyState.Proposed)
            why = (RejectReason.SupplyNotProposed, words.Supply, (long)supply.State);
        if (why is null && ContractMonth.Of(supply!.Today(_now)) is var month && month > supply.Terms.From)
            why = (RejectReason.SupplyMonthOutside, month.First.Days, supply.Terms.From.First.Days);
        if (why is null)
            why = WhyNotAside(supply!.Terms.Buyer, supply.Currency, supply.Terms.SecurityMinor);
        if (why is { } refusal)
        {
            Refuse(MessageKind.AcceptSupply, refusal.Reason, refusal.Given, refusal.Limit);
            return;
        }

        supply!.Security = supply.Terms.SecurityMinor;
        SetAside(supply.Terms.Buyer, supply.Currency, supply.Security);
        Secure(supply.Terms.Buyer, supply.Currency, supply.Security);
        Become(supply, SupplyState.InForce, words.Account, 0);
    }

    private void Become(NaiveSupply supply, SupplyState state, AccountId by, long released)
    {
        supply.State = state;
        Say(
            MessageKind.SupplyStateSet,
            new SupplyStateSet(supply.Number, state, by, new(supply.Security), new(released), supply.Last.First)
        );
    }

    private void Record(RecordSupply words)
    {
        var supply = SupplyOf(words.Supply);
        if (WhyNotRecorded(words, supply) is { } why)
        {
            Refuse(MessageKind.RecordSupply, why.Reason, why.Given, why.Limit);
            return;
        }

        _records[words.Meter] = words.Record;
        supply!.Used.Add((words.Day, words.Units));
        Say(
            MessageKind.SupplyRecorded,
            new SupplyRecorded(
                words.Meter,
                words.Record,
                words.Supply,
                words.Day,
                words.Units,
                words.Evidence,
                supply.Used.Where(u => u.Day == words.Day).Sum(u => u.Units),
                supply.UnitsOf(ContractMonth.Of(words.Day))
            )
        );
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNotRecorded(RecordSupply words, NaiveSupply? supply)
    {
        if (words.Meter < 1)
            return (RejectReason.BadField, words.Meter, 1);
        if (words.Units < 0)
            return (RejectReason.BadField, words.Units, 0);
        if (words.Units == 0)
            return (RejectReason.ZeroAmount, 0, 1);
        if (!words.Evidence.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (supply is null)
            return (RejectReason.UnknownSupply, words.Supply, _supplies.Count);
        if (words.Meter != supply.Terms.Meter)
            return (RejectReason.AnotherMeter, words.Meter, supply.Terms.Meter);
        var last = _records.GetValueOrDefault(words.Meter);
        if (words.Record >= 1 && words.Record == last)
            return (RejectReason.AlreadyDone, words.Record, last);
        if (words.Record <= last)
            return (RejectReason.RecordOutOfOrder, words.Record, last + 1);
        if (!supply.Lives)
            return (RejectReason.SupplyNotInForce, words.Supply, (long)supply.State);
        var (today, first, final) = (supply.Today(_now), supply.Terms.From.First, supply.Last.Last);
        if (words.Day > today)
            return (RejectReason.SupplyDayAhead, words.Day.Days, today.Days);
        if (words.Day < first)
            return (RejectReason.SupplyMonthOutside, words.Day.Days, first.Days);
        if (words.Day > final)
            return (RejectReason.SupplyMonthOutside, words.Day.Days, final.Days);
        if (ContractMonth.Of(words.Day) < supply.Next)
            return (RejectReason.SupplyMonthInvoiced, words.Day.Days, supply.Next.First.Days);
        var most = supply.Terms.Above == AboveMost.Refused ? supply.Terms.Most : null;
        var room = (most ?? SupplyTerms.MostUnits) - supply.UnitsOf(ContractMonth.Of(words.Day));
        return words.Units > room ? (RejectReason.SupplyOverMost, words.Units, room) : null;
    }

    private void End(EndSupply words)
    {
        const MessageKind command = MessageKind.EndSupply;
        var supply = SupplyOf(words.Supply);
        if (WhyNotSide(words.Account, words.Supply, t => [t.Buyer, t.Seller]) is { } why)
            Refuse(command, why.Reason, why.Given, why.Limit);
        else if (supply!.State == SupplyState.Proposed)
            Become(supply, SupplyState.Withdrawn, words.Account, 0);
        else if (!supply.Lives)
            Refuse(command, RejectReason.SupplyNotInForce, words.Supply, (long)supply.State);
        else if (supply.Next <= supply.Last)
            CutShort(supply, words);
        else if (supply.Invoices.Sum(i => i.Open) is var open and > 0)
            Refuse(command, RejectReason.SupplyInvoiceOpen, open, 0);
        else
        {
            var released = supply.Security;
            supply.Security = 0;
            GiveBack(supply.Terms.Buyer, supply.Currency, released);
            Become(supply, SupplyState.Ended, words.Account, released);
        }
    }

    // By the seller, once, while an invoice is overdue: months that were used are still billed.
    private void CutShort(NaiveSupply supply, EndSupply words)
    {
        var overdue = supply.Invoices.Exists(i => i.Open > 0 && i.Tried);
        if (words.Account.Value != supply.Terms.Seller || !overdue || supply.State == SupplyState.CutShort)
        {
            Refuse(
                MessageKind.EndSupply,
                RejectReason.SupplyMonthsLeft,
                supply.Next.First.Days,
                supply.Last.First.Days
            );
            return;
        }

        var used = supply.Used.Select(u => ContractMonth.Of(u.Day)).Where(m => m >= supply.Next).ToList();
        supply.Last = used.Count > 0 ? used.Max() : supply.Next.Plus(-1);
        Become(supply, SupplyState.CutShort, words.Account, 0);
    }
}
