// Settlement prices by hand and corrections of settled days through the REST door: each takes two people.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Days;

/// <summary>Reads, asks the venue, and tells (rules STL-009, COR-001 and COR-002).</summary>
internal static class SettlementDoor
{
    private static readonly (string Word, Currency Currency)[] Money =
    [
        .. ((Currency[])[Currency.CNY, Currency.USD, Currency.EUR]).Select(c => (c.ToString(), c)),
    ];

    /// <summary>A person proposes another price for a month whose day awaits settlement.</summary>
    public static (OverrideShape? Shape, WireFault? Fault) Propose(IVenue venue, string day, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var (date, terms) = Month(venue, day, reader);
        var price = reader.Text("price", true);
        var (person, reason) = (CashDoor.ReadName(reader, "person", true), CashDoor.ReadName(reader, "reason", true));
        var ticks = terms is null ? default : reader.Ticks("price", price, terms);
        if (reader.Done() is { } fault)
            return (null, fault);
        var command = new ProposeSettlement(new(terms!.Instrument), date, ticks, person, reason);
        return Told(venue.Ask(MessageKind.ProposeSettlement, command), MessageKind.ProposeSettlement, terms, price!);
    }

    /// <summary>A second person approves it, naming the price that was seen.</summary>
    public static (OverrideShape? Shape, WireFault? Fault) Approve(IVenue venue, string day, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var (date, terms) = Month(venue, day, reader);
        var price = reader.Text("price", true);
        var person = CashDoor.ReadName(reader, "person", true);
        var ticks = terms is null ? default : reader.Ticks("price", price, terms);
        if (reader.Done() is { } fault)
            return (null, fault);
        var command = new ApproveSettlement(new(terms!.Instrument), date, ticks, person);
        return Told(venue.Ask(MessageKind.ApproveSettlement, command), MessageKind.ApproveSettlement, terms, price!);
    }

    /// <summary>A person proposes a correction of a settled day.</summary>
    public static (AmendmentShape? Shape, WireFault? Fault) Amend(IVenue venue, string day, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var date = Day(day, reader);
        var calendar = reader.Text("calendar", true);
        var debit = reader.Word("debit", true, Present.LedgerSides);
        var debitOwner = reader.Whole("debitAccount", false, 1, int.MaxValue) ?? 0;
        var credit = reader.Word("credit", true, Present.LedgerSides);
        var creditOwner = reader.Whole("creditAccount", false, 1, int.MaxValue) ?? 0;
        var currency = reader.Word("currency", true, Money);
        var amount = CashDoor.ReadAmount(reader);
        var reference = CashDoor.ReadName(reader, "reference", true);
        var (person, reason) = (CashDoor.ReadName(reader, "person", true), CashDoor.ReadName(reader, "reason", true));
        var number = 0;
        if (calendar is not null)
        {
            lock (venue.Views.Gate)
                number = venue.Views.Calendars.Rows.FirstOrDefault(r => r.Calendar.Id == calendar)?.Number ?? 0;
        }

        if (reader.Done() is { } fault)
            return (null, fault);
        if (number == 0)
            return (null, WireFault.Refused(RejectReason.UnknownCalendar, "calendar", calendar));
        var command = new ProposeCorrection(
            reference,
            number,
            date,
            debit,
            new((int)debitOwner),
            credit,
            new((int)creditOwner),
            currency,
            amount,
            person,
            reason
        );
        var answer = venue.Ask(MessageKind.ProposeCorrection, command);
        if (Refusal(answer, MessageKind.ProposeCorrection, null, null) is { } refused)
            return (null, refused);
        var told = answer.Events.First(e => e.Kind == MessageKind.CorrectionProposed);
        return (Present.Amendment(CorrectionPosted.Of(command, default, default), told), null);
    }

    /// <summary>A second person approves a correction, which is posted at once.</summary>
    public static (AmendmentShape? Shape, WireFault? Fault) ApproveAmendment(
        IVenue venue,
        string day,
        ReadOnlyMemory<byte> body
    )
    {
        var reader = new BodyReader(body);
        Day(day, reader);
        var amount = CashDoor.ReadAmount(reader);
        var reference = CashDoor.ReadName(reader, "reference", true);
        var person = CashDoor.ReadName(reader, "person", true);
        if (reader.Done() is { } fault)
            return (null, fault);
        var answer = venue.Ask(MessageKind.ApproveCorrection, new ApproveCorrection(reference, amount, person));
        if (Refusal(answer, MessageKind.ApproveCorrection, null, null) is { } refused)
            return (null, refused);
        var told = answer.Events.First(e => e.Kind == MessageKind.CorrectionPosted);
        return (Present.Amendment(told.As<CorrectionPosted>(), told), null);
    }

    private static TradingDate Day(string text, BodyReader reader)
    {
        if (!TradingDate.TryParse(text, out var day))
            reader.Blame(WireFault.BadType("day", text, "Must be a date, yyyy-MM-dd."));
        return day;
    }

    private static (TradingDate Day, InstrumentDocument? Terms) Month(IVenue venue, string day, BodyReader reader)
    {
        var date = Day(day, reader);
        if (reader.Text("symbol", true) is not { } symbol)
            return (date, null);
        InstrumentDocument? terms;
        lock (venue.Views.Gate)
            terms = venue.Views.Board.Of(symbol)?.Terms;
        if (terms is null)
            reader.Blame(WireFault.NoInstrument(symbol));
        return (date, terms);
    }

    private static (OverrideShape? Shape, WireFault? Fault) Told(
        Answer answer,
        MessageKind command,
        InstrumentDocument terms,
        string price
    )
    {
        if (Refusal(answer, command, terms, price) is { } refused)
            return (null, refused);
        var told = answer.Events.First(e => e.Kind == MessageKind.SettlementOverridden);
        return (Present.Override(told.As<SettlementOverridden>(), terms, told), null);
    }

    private static WireFault? Refusal(Answer answer, MessageKind command, InstrumentDocument? terms, string? price)
    {
        if (answer.Status != AnswerStatus.Taken)
            return WireFault.NotTaken(answer.Status);
        foreach (var entry in answer.Events)
        {
            if (entry.Kind != MessageKind.CommandRefused)
                continue;
            var refused = entry.As<CommandRefused>();
            if (refused.Command == command)
                return Of(refused, terms, price);
        }

        return null;
    }

    private static WireFault Of(in CommandRefused no, InstrumentDocument? terms, string? price) =>
        no.Reason switch
        {
            RejectReason.PriceAboveLimit or RejectReason.PriceBelowLimit or RejectReason.AnotherPriceProposed =>
                WireFault.Refused(no.Reason, "price", price, Words.Of(new Price(no.Limit), terms!)),
            RejectReason.NothingProposed => WireFault.Refused(no.Reason, price is null ? "reference" : "price", price),
            RejectReason.AlreadyApproved => WireFault.Refused(no.Reason, "price", price),
            RejectReason.SamePerson or RejectReason.PersonMissing => WireFault.Refused(no.Reason, "person", null),
            RejectReason.ReasonMissing => WireFault.Refused(no.Reason, "reason", null),
            RejectReason.DayAlreadySettled or RejectReason.DayNotOver or RejectReason.DayNotSettled =>
                WireFault.Refused(no.Reason, "day", DayOf(no.Given), no.Limit == 0 ? null : DayOf(no.Limit)),
            RejectReason.DayUnderWay => WireFault.Refused(no.Reason, "calendar", Words.Of(no.Given), DayOf(no.Limit)),
            RejectReason.AnotherAmountProposed or RejectReason.OverIncome => WireFault.Refused(
                no.Reason,
                "amount",
                Words.Of(new Money(no.Given)),
                Words.Of(new Money(no.Limit))
            ),
            RejectReason.ZeroAmount => WireFault.Refused(
                no.Reason,
                "amount",
                Words.Of(new Money(no.Given)),
                Words.Of(new Money(no.Limit))
            ),
            RejectReason.UnknownAccount => WireFault.Refused(no.Reason, "account", Words.Of(no.Given)),
            RejectReason.DuplicateReference => WireFault.Refused(no.Reason, "reference", null),
            RejectReason.UnknownInstrument or RejectReason.NotForSpreads or RejectReason.NotTrading =>
                WireFault.Refused(no.Reason, "symbol", terms?.Symbol),
            _ => WireFault.Refused(no.Reason, null, Words.Of(no.Given), no.Limit == 0 ? null : Words.Of(no.Limit)),
        };

    private static string DayOf(long days) => new TradingDate((int)days).ToString();
}
