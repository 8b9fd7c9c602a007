// Reports of a running venue: made from its event log when they are asked for, the books of the last days kept.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Reports;

/// <summary>What came of asking.</summary>
/// <param name="Set">Null: there is none.</param>
/// <param name="Fault">Why; null: the scope names nobody.</param>
/// <param name="Nearest">Settled days next to the one asked for.</param>
public sealed record ReportAnswer(ReportSet? Set, string? Fault = null, string? Nearest = null);

/// <summary>Called from several threads; one makes books at a time.</summary>
public sealed class ReportShelf(Func<long, IEnumerable<LogEntry>> events)
{
    private const int MostKept = 4;
    private readonly Lock _gate = new();
    private readonly SettledDays _days = new();
    private readonly LinkedList<(SettledDay Day, ClearingBooks Books)> _kept = [];

    public ReportAnswer Get(TradingDate day, ReportScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        lock (_gate)
        {
            _days.Read(events);
            if (_days.Of(day) is not { } settled)
                return new(null, "No calendar has settled that day.", _days.Nearest(day));
            var books = Books(settled);
            if (books.Differences.Count > 0)
                return new(null, "The log does not tie out on that day; no report is made.");
            return scope.IsKnown(books) ? new(ReportSet.Make(books, settled, scope)) : new(null);
        }
    }

    /// <summary>What an account held at the settlement of a day; null: the day is not settled, or the log does not tie
    /// out.</summary>
    public IReadOnlyList<HeldPosition>? Positions(TradingDate day, int account, out string nearest)
    {
        lock (_gate)
        {
            _days.Read(events);
            nearest = _days.Nearest(day);
            if (_days.Of(day) is not { } settled || Books(settled) is not { Differences.Count: 0 } books)
                return null;
            return [.. books.Of(new AccountId(account), day).SelectMany(d => d.Positions)];
        }
    }

    // A day that another calendar settled since has a new sequence, and new books.
    private ClearingBooks Books(SettledDay day)
    {
        for (var node = _kept.First; node is not null; node = node.Next)
        {
            if (node.Value.Day != day)
                continue;
            _kept.Remove(node);
            _kept.AddFirst(node);
            return node.Value.Books;
        }

        var books = SettledDays.Books(events, day);
        _kept.AddFirst((day, books));
        if (_kept.Count > MostKept)
            _kept.RemoveLast();
        return books;
    }
}
