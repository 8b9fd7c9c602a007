// An index and its shadows: the same facts by another construction, and an alarm when the two go apart.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index;

/// <summary>Where a shadow and its index stood on their first common day, and whether the alarm is on.</summary>
/// <param name="ComparedDay">The last day on which both were computed.</param>
internal sealed record AlarmMemory(int BaseDay, decimal BaseValue, decimal BaseShadow, int ComparedDay, bool On);

/// <summary>Compares after each moment of prints.</summary>
internal static class Alarms
{
    private const int Decimals = 6;

    public static void Compare(List<IndexState> indexes, Outbox events)
    {
        foreach (var shadow in indexes)
        {
            if (shadow.Methodology.ShadowOf.Length == 0)
                continue;
            foreach (var index in indexes)
            {
                if (index.Methodology.Index == shadow.Methodology.ShadowOf)
                    Compare(index, shadow, events);
            }
        }
    }

    private static void Compare(IndexState index, IndexState shadow, Outbox events)
    {
        var day = index.LastValueDay;
        if (
            day != shadow.LastValueDay
            || day != index.PrintedDay
            || day != shadow.PrintedDay
            || index.LastValue is not { } value
            || shadow.LastValue is not { } other
            || shadow.Alarm?.ComparedDay >= day.Days
        )
            return;

        // A measure may be zero and a companion below it: there is no ratio then, and the comparison waits for one.
        if (value <= 0m || other <= 0m)
            return;
        var memory = shadow.Alarm ?? new(day.Days, value, other, day.Days, false);
        var apart = value / memory.BaseValue / (other / memory.BaseShadow) - 1m;
        var bound = shadow.Methodology.Alarm;
        var on = bound > 0m && (apart > bound || apart < -bound);
        shadow.Alarm = memory with { ComparedDay = day.Days, On = on };
        apart = decimal.Round(apart, Decimals, MidpointRounding.ToEven);
        index.Note(new(shadow.Methodology.Index, day.ToString(), apart, on));
        if (on == memory.On)
            return;
        var told = new IndexAlarm(
            index.Methodology.Index,
            day.ToString(),
            shadow.Methodology.Index,
            new TradingDate(memory.BaseDay).ToString(),
            value,
            other,
            apart,
            bound
        );
        events.Add(on ? MessageKind.IndexAlarm : MessageKind.IndexAlarmEnded, Documents.Write(told));
    }
}

/// <summary>The alarms of all shadows, and what their indexes last read.</summary>
internal sealed class AlarmMemories(List<IndexState> indexes) : IStateSection
{
    public byte Tag => 5;

    public bool Empty
    {
        get
        {
            foreach (var index in indexes)
            {
                if (index.Alarm is not null)
                    return false;
            }

            return true;
        }
    }

    public void Save(StateWriter w)
    {
        foreach (var index in indexes)
        {
            w.Bool(index.Alarm is not null);
            if (index.Alarm is { } alarm)
            {
                w.Int(alarm.BaseDay);
                w.Decimal(alarm.BaseValue);
                w.Decimal(alarm.BaseShadow);
                w.Int(alarm.ComparedDay);
                w.Bool(alarm.On);
            }

            w.Int(index.Shadows.Count);
            foreach (var reading in index.Shadows)
            {
                w.Text(reading.Index);
                w.Text(reading.Day);
                w.Decimal(reading.Divergence);
                w.Bool(reading.Alarm);
            }
        }
    }

    public void Load(StateReader r)
    {
        foreach (var index in indexes)
        {
            if (r.Bool())
                index.Alarm = new(r.Int(), r.Decimal(), r.Decimal(), r.Int(), r.Bool());
            for (var count = r.Count(); count > 0; count--)
                index.Note(new(r.Text(), r.Text(), r.Decimal(), r.Bool()));
        }
    }
}
