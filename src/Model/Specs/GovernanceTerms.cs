// What a methodology says of its own governance: notice of changes, correction window, blackout, announcements.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>All optional; without them nothing is asked, kept or told.</summary>
/// <param name="NoticeDays">A later version takes over so many days after its announcement at the earliest, 0 to
/// 365.</param>
/// <param name="CorrectionHours">Corrections make a print again for so long, 0 to 72.</param>
/// <param name="BlackoutHours">Before a print, a contributor's accounts should not trade for so long, 0 to 72. Told in
/// a report; nothing is stopped.</param>
/// <param name="AnnounceDays">A seller heavier than <paramref name="AnnounceSharePpm"/> announces a change so many days
/// after the next print at the latest, 0 (not at all) to 30.</param>
/// <param name="AnswerDays">Complaints are to be answered within, 1 to 365.</param>
public sealed record GovernanceTerms(
    int NoticeDays,
    int CorrectionHours,
    int BlackoutHours,
    int AnnounceDays,
    int AnnounceSharePpm,
    int AnswerDays
)
{
    /// <summary>Of a document that says nothing.</summary>
    public static GovernanceTerms None { get; } = new(0, 0, 0, 0, 0, 30);

    internal static GovernanceTerms Read(Fields? f)
    {
        if (f is null)
            return None;
        var terms = new GovernanceTerms(
            (int)f.Whole("noticeDays", 0, 365, 0),
            (int)f.Whole("correctionHours", 0, 72, 0),
            (int)f.Whole("blackoutHours", 0, 72, 0),
            (int)f.Whole("announceDays", 0, 30, 0),
            f.Ppm("announceShare", 0m, 1m, 0.05m),
            (int)f.Whole("answerDays", 1, 365, 30)
        );
        f.Done();
        return terms;
    }

    /// <summary>The day from which a version counts; null when the document does not say.</summary>
    internal static TradingDate? Effective(Fields f)
    {
        if (!f.Has("effective"))
            return null;
        var day = f.Date("effective");
        if (day.Year is < 1970 or > 2200)
            f.Fault("effective", "must lie between 1970 and 2200");
        return day;
    }
}
