// The house's terms of margin calls and of closing by force, as its rules name them.
namespace Tokenbourse.Model.Specs;

/// <summary>What a call's deadline is counted from.</summary>
public enum CallDeadline : byte
{
    /// <summary>So many minutes before the next trading day's first line.</summary>
    BeforeOpening = 1,

    /// <summary>So many minutes after it.</summary>
    AfterOpening = 2,

    /// <summary>So many minutes after midnight of the next trading day, in the calendar's zone.</summary>
    TimeOfDay = 3,
}

/// <summary>Calls have a deadline (rule CAL-001).</summary>
/// <param name="NoticeMinutes">The least time between call and deadline; 0 to 1440.</param>
/// <param name="IntradayMinutes">How long a call within the day is open (rule CAL-006); 1 to 1440; null: there are
/// none.</param>
public sealed record CallTerms(CallDeadline Kind, int Minutes, int NoticeMinutes, int? IntradayMinutes = null)
{
    private const int DayMinutes = 24 * 60;

    /// <summary>Reads <c>{"deadline":{"beforeOpening":30}|{"afterOpening":30}|{"at":"09:30"},"notice":60,
    /// "intraday":{"notice":30}}</c>.</summary>
    public static CallTerms Read(Fields f)
    {
        var (kind, minutes) = (CallDeadline.BeforeOpening, 0);
        if (f.Object("deadline") is { } deadline)
        {
            var given = 0;
            foreach (var name in (string[])["beforeOpening", "afterOpening", "at"])
                given += deadline.Has(name) ? 1 : 0;
            if (given != 1)
                f.Fault("deadline", "must name one of beforeOpening, afterOpening and at");
            else if (deadline.Has("beforeOpening"))
                (kind, minutes) = (CallDeadline.BeforeOpening, (int)deadline.Whole("beforeOpening", 0, DayMinutes));
            else if (deadline.Has("afterOpening"))
                (kind, minutes) = (CallDeadline.AfterOpening, (int)deadline.Whole("afterOpening", 0, DayMinutes));
            else
                (kind, minutes) = (CallDeadline.TimeOfDay, deadline.Clock("at"));
            deadline.Done();
        }

        var notice = (int)f.Whole("notice", 0, DayMinutes, fallback: 0);
        int? intraday = null;
        if (f.Object("intraday", required: false) is { } within)
        {
            intraday = (int)within.Whole("notice", 1, DayMinutes);
            within.Done();
        }

        f.Done();
        return new(kind, minutes, notice, intraday);
    }
}

/// <summary>Positions of restricted accounts are closed by force (rules LIQ-001 to LIQ-005).</summary>
/// <param name="ParticipationPpm">Most of a month's lots of the day that forced orders may add; at most a fifth. [K]</param>
/// <param name="GuardPpm">How far from the previous settlement price they may trade, parts per million.</param>
/// <param name="MembersFirst">Until the end of the day's first session members close by themselves. [K]</param>
/// <param name="EveryMinutes">How often the operator's clock asks for it while somebody waits; 1 to 1440.</param>
/// <param name="AboveLimits">What stands above a position limit is closed too (rule LIQ-006).</param>
public sealed record LiquidationTerms(
    int ParticipationPpm,
    int GuardPpm,
    bool MembersFirst,
    int EveryMinutes,
    bool AboveLimits = false
)
{
    /// <summary>Reads <c>{"participation":"0.2","guard":"0.05","membersFirst":true,"everyMinutes":5,"aboveLimits":true}</c>.</summary>
    public static LiquidationTerms Read(Fields f)
    {
        var terms = new LiquidationTerms(
            f.Ppm("participation", 0.000_001m, 0.2m),
            f.Ppm("guard", 0m, 1m),
            f.Flag("membersFirst", true),
            (int)f.Whole("everyMinutes", 1, 24 * 60, fallback: 5),
            f.Flag("aboveLimits", false)
        );
        f.Done();
        return terms;
    }
}
