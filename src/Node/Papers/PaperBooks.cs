// The books of one settled day, read from a venue's folder; what cannot be had is told with what is nearest.
using System.Globalization;
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Papers;

/// <summary>A day and its books.</summary>
internal sealed record PaperBooks(ClearingBooks Books, SettledDay Settled)
{
    public TradingDate Day => Settled.Day;

    /// <summary>Reads the events up to the day's settlement.</summary>
    /// <param name="text">yyyy-MM-dd; null: the newest settled day.</param>
    /// <exception cref="VerbException">Not a date, not a trading day, or not settled; or the log does not tie
    /// out.</exception>
    public static PaperBooks Read(string folder, string? text)
    {
        using var logs = VenueFolder.OpenReadOnly(folder);
        var days = new SettledDays();
        days.Read(logs.Events.Read);
        var day = DayOf(text, days);
        var books = SettledDays.Books(logs.Events.Read, day);
        return books.Differences.Count == 0
            ? new(books, day)
            : throw new VerbException(
                $"{folder}: the log does not tie out in {books.Differences.Count} places: {books.Differences[0]}",
                1
            );
    }

    /// <summary>Whose reports: house, an account's number, or member-N.</summary>
    /// <exception cref="VerbException">There is no such account or member.</exception>
    public ReportScope Scope(string text) =>
        text == "house" ? ReportScope.House
        : Member(text) is { } member ? ReportScope.OfMember(member.Member)
        : ReportScope.OfAccount(Account(text).Account);

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
                : $"member {number}: there is none; nearest: {SettledDays.Nearest(numbers, number, Whole)}",
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
                : $"account {number}: there is none; nearest: {SettledDays.Nearest(numbers, number, Whole)}",
            1
        );
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static SettledDay DayOf(string? text, SettledDays days)
    {
        if (days.All.Count == 0)
            throw new VerbException("no day has been settled", 1);
        if (text is null)
            return days.All[^1];
        if (!TradingDate.TryParse(text, out var day))
            throw new VerbException($"day {text}: must be a date, yyyy-MM-dd", 2);
        if (days.Of(day) is { } settled)
            return settled;
        var why = days.IsTradingDay(day) ? "has not been settled" : "is not a trading day";
        throw new VerbException($"day {day}: {why}; nearest settled: {days.Nearest(day)}", 1);
    }
}
