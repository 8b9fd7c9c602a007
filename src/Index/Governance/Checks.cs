// What governance documents must be: names, reasons, days; a fault is told with field, value and rule.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index.Governance;

/// <summary>Checks that several documents share.</summary>
internal static class Checks
{
    private const int MostWords = 2000;

    /// <summary>Null when the bytes are no such document, which <paramref name="events"/> then says.</summary>
    public static T? Read<T>(in LogEntry entry, Outbox events, string name)
        where T : class
    {
        var document = Documents.Read<T>(entry.Payload.Span, out var fault);
        if (document is null)
            Refuse(events, name, new("document", "", fault));
        return document;
    }

    public static void Refuse(Outbox events, string document, RefusedObservation fault) =>
        events.Add(
            MessageKind.DocumentRefused,
            Documents.Write(new RefusedDocument(document, fault.Field, fault.Given, fault.Rule))
        );

    public static RefusedObservation? Person(string field, string given) =>
        given.Trim().Length < 2
            ? new(field, ObservationCheck.Cut(given), "must name a person")
            : ObservationCheck.Name(field, given);

    public static RefusedObservation? Words(string field, string given, int least) =>
        given.Trim().Length >= least && given.Length <= MostWords
            ? null
            : new(field, ObservationCheck.Cut(given), $"must be {least} to {MostWords} characters");

    public static RefusedObservation? Day(string field, string given, out TradingDate day) =>
        TradingDate.TryParse(given, out day) && day.Year is >= 1990 and < 2200
            ? null
            : new(field, ObservationCheck.Cut(given), "must be a date, yyyy-MM-dd, from 1990 to 2199");

    /// <summary>Blanks and case apart, the same person.</summary>
    public static bool Same(string left, string right) =>
        string.Equals(WithoutBlanks(left), WithoutBlanks(right), StringComparison.OrdinalIgnoreCase);

    private static string WithoutBlanks(string name) => string.Concat(name.Where(c => !char.IsWhiteSpace(c)));
}
