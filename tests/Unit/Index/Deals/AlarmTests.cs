// Shadows: another construction over the same facts, the alarm when it goes apart, the end of the alarm.
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class AlarmTests
{
    [Fact]
    public void An_alarm_is_told_once_when_it_begins_and_once_when_it_ends()
    {
        var run = Start();
        Day(run, "2025-03-03", 2m, 100m);
        Assert.Empty(Alarms(run));

        // The dear seller sells more: no price moved, the unit value went from 4 to 10 / 3... of (2 * 100 + 6 * 300) /
        // 400 = 5.
        Day(run, "2025-03-04", 2m, 300m);
        var alarm = Assert.Single(Alarms(run));
        Assert.Equal(MessageKind.IndexAlarm, alarm.Kind);

        // 4 / 4 over 5 / 4 is 0.8.
        Assert.Equal(new("T", "2025-03-04", "T-UV", "2025-03-03", 4m, 5m, -0.2m, 0.05m), alarm.Alarm);
        run.Reload();
        Day(run, "2025-03-05", 2m, 300m);
        Assert.Single(Alarms(run));
        Assert.Equal(new("T-UV", "2025-03-04", -0.2m, true), Assert.Single(Of(run, "T").Diagnostics!.Shadows!));
        Day(run, "2025-03-06", 2m, 104m);
        Assert.Equal([MessageKind.IndexAlarm, MessageKind.IndexAlarmEnded], Alarms(run).Select(a => a.Kind));
    }

    [Fact]
    public void A_day_without_both_prints_is_not_compared()
    {
        var run = Start();
        run.End("2025-03-03");
        Day(run, "2025-03-04", 2m, 100m);
        Day(run, "2025-03-05", 2m, 100m);
        Assert.Empty(Alarms(run));
        Assert.Equal("2025-03-04", Assert.Single(Of(run, "T").Diagnostics!.Shadows!).Day);
    }

    [Fact]
    public void A_shadow_says_what_it_shadows_and_only_a_shadow_has_an_alarm()
    {
        Refused("\"alarm\":\"0.05\",", "alarm");
        Refused("\"shadowOf\":\"U\",", "shadowOf", "U");
        Refused("\"shadowOf\":\"no such thing!\",", "shadowOf");
        Refused("\"shadowOf\":\"T\",\"alarm\":\"0\",", "alarm", "U");
    }

    private static void Refused(string extra, string field, string index = "U")
    {
        var run = new IndexRun().Define("2025-03-02T13:00:00Z", DealHand.Text([Mean], extra: extra, index: index));
        Assert.Equal(MessageKind.DocumentRefused, run.Events[0].Kind);
        Assert.Equal(field, Documents.Read<RefusedDocument>(run.Events[0].Bytes).Field);
    }

    private const string Mean = """{"step":"combine","by":"arithmetic mean"}""";

    private static IndexRun Start() =>
        new IndexRun()
            .Define(
                "2025-03-02T13:00:00Z",
                DealHand.Text([Mean], extra: "\"shadowOf\":\"T\",\"alarm\":\"0.05\",", index: "T-UV")
            )
            .Define("2025-03-02T13:00:00Z", DealHand.Chained(extra: "\"diagnostics\":true,"));

    private static void Day(IndexRun run, string day, decimal price, decimal volume) =>
        run.Sold(day, "a", price).Sold(day, "b", 6m, volume).End(day);

    private static PrintDocument Of(IndexRun run, string index) => run.Prints.Last(p => p.Index == index);

    private static List<(MessageKind Kind, IndexAlarm Alarm)> Alarms(IndexRun run) =>
        [
            .. run
                .Events.Where(e => e.Kind is MessageKind.IndexAlarm or MessageKind.IndexAlarmEnded)
                .Select(e => (e.Kind, Documents.Read<IndexAlarm>(e.Bytes))),
        ];
}
