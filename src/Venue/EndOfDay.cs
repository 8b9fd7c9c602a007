// The operator's clock at the end of a day: clears what is closed, due, and has its prints, step by step.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Venue;

/// <summary>What an operator owes a calendar.</summary>
/// <param name="Due">From when on.</param>
public readonly record struct OwedStep(MessageKind Kind, ReadOnlyMemory<byte> Payload, int Calendar, Instant Due);

/// <summary>Finds which calendar is to be cleared next, and by which step. A step that was refused is asked again after
/// the next print.</summary>
public sealed class EndOfDay(Calendars calendars)
{
    private readonly Dictionary<int, long> _refusedAtPrint = [];
    private (int Calendar, int Steps) _asked;

    /// <summary>The earliest step that is owed, and when; null when none is.</summary>
    /// <param name="printTail">The prints log's tail: a refused day waits until it has moved.</param>
    public OwedStep? Next(long printTail)
    {
        CalendarRow? next = null;
        foreach (var row in calendars.Rows)
        {
            if (!row.AwaitsSettlement)
                continue;
            if (_refusedAtPrint.TryGetValue(row.Number, out var refused) && refused == printTail)
                continue;
            // A day whose clearing has begun is finished first.
            if (next is null || row.StepsDone > 0 || (next.StepsDone == 0 && row.SettlementDue < next.SettlementDue))
                next = row;
        }

        if (next is null)
            return null;
        _asked = (next.Number, next.StepsDone);
        return calendars.Release < Releases.Lots
            ? Owed(next, MessageKind.SettleDay, Codec.Bytes(new SettleDay(next.Number, next.Day)))
            : Owed(
                next,
                MessageKind.ClearingStep,
                Codec.Bytes(new ClearingStep(next.Number, next.Day, (ClearingStepNumber)(next.StepsDone + 1)))
            );
    }

    /// <summary>What was owed last was submitted; if it is still owed it was refused.</summary>
    public void Submitted(long printTail)
    {
        var row = calendars.Of(_asked.Calendar);
        if (row.AwaitsSettlement && row.StepsDone == _asked.Steps)
            _refusedAtPrint[row.Number] = printTail;
        else
            _refusedAtPrint.Remove(row.Number);
    }

    private static OwedStep Owed(CalendarRow row, MessageKind kind, byte[] payload) =>
        new(kind, payload, row.Number, row.SettlementDue);
}
