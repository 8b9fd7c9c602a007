// The books of one settled day, read from a venue's folder; what cannot be had is told with what is nearest.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Papers;

/// <summary>A day and its books.</summary>
internal sealed record PaperBooks(ClearingBooks Books, TradingDate Day)
{
    /// <summary>Reads the events up to the day's settlement.</summary>
    /// <param name="text">yyyy-MM-dd; null: the newest settled day.</param>
    /// <exception cref="VerbException">Not a date, not a trading day, or not settled; or the log does not tie
    /// out.</exception>
    public static PaperBooks Read(string folder, string? text)
    {
        using var logs = VenueFolder.OpenReadOnly(folder);
        var calendars = new List<TradingCalendar>();
        var settled = new SortedDictionary<TradingDate, long>();
        foreach (var entry in logs.Events.Read(0))
        {
            if (entry.Kind == MessageKind.CalendarDefined)
                calendars.Add(TradingCalendar.Read(entry.Payload, [])!);
            else if (entry.Kind == MessageKind.DaySettled)
                settled[entry.As<DaySettled>().Day] = entry.Sequence;
        }

        var day = DayOf(text, calendars, settled);
        var books = new ClearingBooks(day);
        foreach (var entry in logs.Events.Read(0))
        {
            if (entry.Sequence > settled[day])
                break;
            books.Apply(entry);
        }

        return books.Differences.Count == 0
            ? new(books, day)
            : throw new VerbException(
                $"{folder}: the log does not tie out in {books.Differences.Count} places: {books.Differences[0]}",
                1
            );
    }

    /// <summary>A member by the word member-N; null when the text is no such word.</summary>
    /// <exception cref="VerbException">There is no such member.</exception>
    public MemberTerms? Member(string text)
    {
        const string word = "member-";
        if (
            !text.StartsWith(word, StringComparison.Ordinal)
            || !int.TryParse(text.AsSpan(word.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
            return null;
        if (Books.Member(number) is { } member)
            return member;
        var numbers = Books.Members.Select(m => m.Member).ToList();
        throw new VerbException(
            numbers.Count == 0
                ? $"member {number}: there is none on {Day}"
                : $"member {number}: there is none; nearest: {Nearest(numbers, number, Whole)}",
            1
        );
    }

    /// <exception cref="VerbException">There is no such account.</exception>
    public AccountDocument Account(string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new VerbException(
                $"account {text}: must be an account's number, member-N for a member's, or house for all",
                2
            );
        if (Books.Account(number) is { } account)
            return account;
        var numbers = Books.Accounts.Select(a => a.Account).ToList();
        throw new VerbException(
            numbers.Count == 0
                ? $"account {number}: there is none on {Day}"
                : $"account {number}: there is none; nearest: {Nearest(numbers, number, Whole)}",
            1
        );
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static TradingDate DayOf(
        string? text,
        List<TradingCalendar> calendars,
        SortedDictionary<TradingDate, long> settled
    )
    {
        if (settled.Count == 0)
            throw new VerbException("no day has been settled", 1);
        if (text is null)
            return settled.Keys.Last();
        if (!TradingDate.TryParse(text, out var day))
            throw new VerbException($"day {text}: must be a date, yyyy-MM-dd", 2);
        if (settled.ContainsKey(day))
            return day;
        var why = calendars.Exists(c => c.IsTradingDay(day)) ? "has not been settled" : "is not a trading day";
        throw new VerbException(
            $"day {day}: {why}; nearest settled: {Nearest([.. settled.Keys], day, d => d.ToString())}",
            1
        );
    }

    /// <summary>The last before and the first after, in words; the list is in order.</summary>
    private static string Nearest<T>(List<T> all, T given, Func<T, string> word)
        where T : IComparable<T>
    {
        var near = new List<string>();
        var after = all.FindIndex(x => x.CompareTo(given) > 0);
        var before = after < 0 ? all.Count - 1 : after - 1;
        if (before >= 0)
            near.Add(word(all[before]));
        if (after >= 0)
            near.Add(word(all[after]));
        return string.Join(" and ", near);
    }
}
