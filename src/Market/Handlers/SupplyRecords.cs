// A meter tells what a supply contract's buyer used on a day.
using Tokenbourse.Market.Delivery;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="RecordSupply"/> (rule SUP-003). A meter has one row of records for certificates and
/// supply contracts together: what was told once counts once.</summary>
internal static class SupplyRecords
{
    public static void Handle(State state, in RecordSupply record, Outbox events)
    {
        var contract = state.Supplies.Of(record.Supply);
        var (reason, given, limit) = Ask(state, record, contract);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.RecordSupply, reason, given, limit, events);
            return;
        }

        state.Certificates.Tell(record.Meter, record.Record);
        contract!.Count(record.Day, record.Units);
        events.Add(
            MessageKind.SupplyRecorded,
            new SupplyRecorded(
                record.Meter,
                record.Record,
                record.Supply,
                record.Day,
                record.Units,
                record.Evidence,
                contract.UnitsOf(record.Day),
                contract.UnitsOf(ContractMonth.Of(record.Day))
            )
        );
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in RecordSupply record,
        SupplyContract? contract
    )
    {
        if (record.Meter <= 0)
            return (RejectReason.BadField, record.Meter, 1);
        if (record.Units < 0)
            return (RejectReason.BadField, record.Units, 0);
        if (record.Units == 0)
            return (RejectReason.ZeroAmount, 0, 1);
        if (!record.Evidence.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (contract is null)
            return (RejectReason.UnknownSupply, record.Supply, state.Supplies.Count);
        if (contract.Terms.Meter != record.Meter)
            return (RejectReason.AnotherMeter, record.Meter, contract.Terms.Meter);
        var last = state.Certificates.LastRecordOf(record.Meter);
        if (record.Record == last && last > 0)
            return (RejectReason.AlreadyDone, record.Record, last);
        if (record.Record < last || record.Record <= 0)
            return (RejectReason.RecordOutOfOrder, record.Record, last + 1);
        if (!contract.IsAlive)
            return (RejectReason.SupplyNotInForce, record.Supply, (long)contract.State);
        var today = contract.Terms.DayOf(state.Now);
        if (record.Day > today)
            return (RejectReason.SupplyDayAhead, record.Day.Days, today.Days);
        if (record.Day < contract.Terms.From.First)
            return (RejectReason.SupplyMonthOutside, record.Day.Days, contract.Terms.From.First.Days);
        if (record.Day > contract.Last.Last)
            return (RejectReason.SupplyMonthOutside, record.Day.Days, contract.Last.Last.Days);
        if (record.Day < contract.Next.First)
            return (RejectReason.SupplyMonthInvoiced, record.Day.Days, contract.Next.First.Days);
        var room = contract.RoomIn(ContractMonth.Of(record.Day));
        return record.Units > room ? (RejectReason.SupplyOverMost, record.Units, room) : default;
    }
}
