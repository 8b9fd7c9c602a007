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

/// <summary>Everything the log says of a settled day.</summary>
/// <param name="Orders">Of that day, as they stood at its end.</param>
public sealed record DayBooks(SettledDay Settled, ClearingBooks Books, OrderHistory Orders)
{
    public TradingDate Day => Settled.Day;
}

/// <summary>Called from several threads; one makes books at a time.</summary>
public sealed class ReportShelf(Func<long, IEnumerable<LogEntry>> events)
{
    private const int MostKept = 4;
    private const string Untied = "The log does not tie out on that day; no report is made.";
    private readonly Lock _gate = new();
    private readonly SettledDays _days = new();
    private readonly LinkedList<DayBooks> _kept = [];

    public ReportAnswer Get(TradingDate day, ReportScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        lock (_gate)
        {
            _days.Read(events);
            if (_days.Of(day) is not { } settled)
                return new(null, "No calendar has settled that day.", _days.Nearest(day));
            var books = Books(settled).Books;
            if (books.Differences.Count > 0)
                return new(null, Untied);
            return scope.IsKnown(books) ? new(ReportSet.Make(books, settled, scope)) : new(null);
        }
    }

    /// <summary>The books of a day; null: it is not settled, or the log does not tie out. They are shared: whoever
    /// holds them only reads.</summary>
    /// <param name="fault">Why there are none.</param>
    /// <param name="nearest">Settled days next to the one asked for; null: the day is not at fault.</param>
    public DayBooks? Of(TradingDate day, out string? fault, out string? nearest)
    {
        lock (_gate)
        {
            (fault, nearest) = (null, null);
            _days.Read(events);
            if (_days.Of(day) is not { } settled)
            {
                (fault, nearest) = ("No calendar has settled that day.", _days.Nearest(day));
                return null;
            }

            var books = Books(settled);
            if (books.Books.Differences.Count == 0)
                return books;
            fault = Untied;
            return null;
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
            if (_days.Of(day) is not { } settled || Books(settled).Books is not { Differences.Count: 0 } books)
                return null;
            return [.. books.Of(new AccountId(account), day).SelectMany(d => d.Positions)];
        }
    }

    // A day that another calendar settled since has a new sequence, and new books.
    private DayBooks Books(SettledDay day)
    {
        for (var node = _kept.First; node is not null; node = node.Next)
        {
            if (node.Value.Settled != day)
                continue;
            _kept.Remove(node);
            _kept.AddFirst(node);
            return node.Value;
        }

        var books = new DayBooks(day, new(day.Day), new(day.Day));
        foreach (var entry in events(0))
        {
            if (entry.Sequence > day.Sequence)
                break;
            books.Books.Apply(entry);
            books.Orders.Apply(entry);
        }

        _kept.AddFirst(books);
        if (_kept.Count > MostKept)
            _kept.RemoveLast();
        return books;
    }
}
