// The back office: what the logs say, kept in SQL for people and their spreadsheets. A view: the logs are the truth.
using System.Data.Common;
using System.Globalization;
using Dapper;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Storage.Office;

namespace Tokenbourse.Storage;

/// <summary>One file or one schema, one writer. Other programs may read it at the same time. Delete it and it is made
/// again.</summary>
public sealed class BackOffice : IDisposable
{
    private const int EntriesInOneTransaction = 5_000;
    private readonly OfficeStore _store;
    private bool _begun;

    private BackOffice(OfficeStore store) => _store = store;

    /// <summary>How often <see cref="CatchUp"/> found a view that was not made from these logs, and began
    /// again: 0 or 1.</summary>
    public int Restarts { get; private set; }

    /// <summary>Where it is kept; without a password.</summary>
    public string Name => _store.Name;

    /// <summary>Opens the view, making it when there is none.</summary>
    /// <param name="remake">Tables of another version are dropped and made anew, empty.</param>
    /// <exception cref="OfficeException">It cannot be reached; its tables are of another version; or tables of these
    /// names are there that no back office made.</exception>
    public static BackOffice Open(OfficeAddress address, bool remake = false) => Open(address.Open(), remake);

    /// <summary>A view that is gone when it is closed.</summary>
    public static BackOffice InMemory() => Open(SqliteStore.InMemory(), remake: false);

    /// <summary>Folds what the logs have beyond what was folded before. Rows and progress are written in the same
    /// transaction, so a crash between two calls or within one neither doubles nor loses anything.</summary>
    /// <param name="events">The market's event log.</param>
    /// <param name="prints">The prints log; null for none.</param>
    /// <param name="limit">Stops after the transaction that reaches so many entries.</param>
    /// <returns>How many entries were folded.</returns>
    /// <exception cref="OfficeException">Somebody else folded other logs into it meanwhile.</exception>
    public long CatchUp(ILog events, ILog? prints, long limit = long.MaxValue)
    {
        if (!(Continues(Progress("events"), events) && (prints is null || Continues(Progress("prints"), prints))))
        {
            if (_begun)
                throw OthersFold();
            Restarts++;
            Empty();
        }

        _begun = true;
        var folded = CatchUp("events", events, static (fold, entry) => fold.Market(in entry), limit);
        if (prints is not null && folded < limit)
            folded += CatchUp("prints", prints, static (fold, entry) => fold.Prints(in entry), limit - folded);
        return folded;
    }

    /// <summary>Forgets everything and folds both logs from their beginning.</summary>
    public long Rebuild(ILog events, ILog? prints)
    {
        Empty();
        return CatchUp(events, prints);
    }

    /// <summary>Rows of a query, for programs; values stand as @name.</summary>
    public IEnumerable<T> Query<T>(string sql, object? parameters = null) =>
        _store.Connection.Query<T>(sql, parameters);

    /// <summary>The answer to a question in SQL, equal on every database; what would change something is
    /// refused.</summary>
    /// <exception cref="DbException">The database does not take it.</exception>
    public OfficeAnswer Ask(string sql)
    {
        using var _ = _store.ReadOnly();
        using var command = _store.Connection.CreateCommand();
#pragma warning disable CA2100 // The asker's own question to the asker's own view.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        return OfficeAnswer.Of(rows);
    }

    /// <summary>All content as text, a line a row, in a stated order: equal for equal logs.</summary>
    public IEnumerable<string> Dump()
    {
        foreach (var (table, order) in BackOfficeSchema.Tables)
        {
            foreach (var row in Ask($"SELECT * FROM {table} ORDER BY {order}").Rows)
                yield return table + "|" + string.Join('|', row.Select(OfficeAnswer.Text));
        }
    }

    public void Dispose() => _store.Dispose();

    private static BackOffice Open(OfficeStore store, bool remake)
    {
        try
        {
            var office = new BackOffice(store);
            if (store.Version() != BackOfficeSchema.Version)
                office.Make(remake);
            return office;
        }
        catch (DbException e)
        {
            store.Dispose();
            throw new OfficeException($"{store.Name}: {e.Message}", e);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Makes the tables where there are none, or where those of another version may go.</summary>
    private void Make(bool remake)
    {
        using var writer = _store.Begin();
        // Asked again: another program may have made them before the place was ours.
        switch (_store.Version())
        {
            case BackOfficeSchema.Version:
                return;
            case 0:
                throw new OfficeException(
                    $"{_store.Name}: has tables of the back office's names that no back office made; choose another place"
                );
            case { } version when !remake:
                throw new OfficeException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{_store.Name}: its tables are version {version}, this program keeps version {BackOfficeSchema.Version}; make them again from the logs: tokenbourse office FOLDER --rebuild"
                    )
                );
            default:
                Make(writer);
                break;
        }
    }

    private void Empty()
    {
        using var writer = _store.Begin();
        Make(writer);
    }

    private void Make(OfficeWriter writer)
    {
        foreach (var (table, _) in BackOfficeSchema.Tables)
            writer.Define($"DROP TABLE IF EXISTS {table}");
        writer.Define(_store.Words(BackOfficeSchema.Create));
        writer.Run($"INSERT INTO {BackOfficeSchema.VersionTable} VALUES ($1)", BackOfficeSchema.Version);
        writer.Commit();
    }

    private OfficeException OthersFold() => new($"{_store.Name}: another program folds other logs into it");

    private (long Next, long Check) Progress(string log) =>
        _store.Connection.QuerySingleOrDefault<(long, long)>(OfficeSql.Progress, new { log });

    /// <summary>False when the last entry that was folded is not on the log: the view belongs to other logs.</summary>
    private static bool Continues((long Next, long Check) progress, ILog log) =>
        progress.Next == 0
        || (
            progress.Next <= log.Tail
            && log.Read(progress.Next - 1).Select(entry => Check(entry)).First() == progress.Check
        );

    private long CatchUp(string name, ILog log, Action<BackOfficeFold, LogEntry> put, long limit)
    {
        var folded = 0L;
        var at = Progress(name);
        var tail = log.Tail;
        while (at.Next < tail && folded < limit)
        {
            using var entries = log.Read(at.Next).GetEnumerator();
            var more = entries.MoveNext();
            while (more && folded < limit)
            {
                using var writer = _store.Begin();
                var now = writer.Progress(name);
                if (now != at)
                {
                    // Another program folds the same logs into the same view: go on where it is. Other logs: stop.
                    if (!Continues(now, log))
                        throw OthersFold();
                    at = now;
                    break;
                }

                more = Fold(writer, name, entries, put, ref at, ref folded);
                writer.Commit();
            }
        }

        return folded;
    }

    /// <summary>One transaction's entries and how far they reach.</summary>
    /// <returns>False when the walk is at its end.</returns>
    private static bool Fold(
        OfficeWriter writer,
        string name,
        IEnumerator<LogEntry> entries,
        Action<BackOfficeFold, LogEntry> put,
        ref (long Next, long Check) at,
        ref long folded
    )
    {
        var fold = new BackOfficeFold(writer);
        var more = true;
        for (var i = 0; i < EntriesInOneTransaction && more; i++)
        {
            var entry = entries.Current;
            Must.Hold(entry.Sequence == at.Next);
            put(fold, entry);
            at = (entry.Sequence + 1, Check(entry));
            folded++;
            more = entries.MoveNext();
        }

        fold.Finish();
        writer.Run(
            "INSERT INTO progress VALUES ($1, $2, $3) ON CONFLICT (log) "
                + "DO UPDATE SET next = excluded.next, last_check = excluded.last_check",
            name,
            at.Next,
            at.Check
        );
        return more;
    }

    private static long Check(in LogEntry entry)
    {
        Span<byte> header = stackalloc byte[Codec.HeaderSize];
        Codec.WriteHeader(header, entry.Sequence, entry.Time, entry.Cause, entry.Kind, entry.Payload.Length);
        return Checksum.Of(Checksum.Of(header), entry.Payload.Span);
    }
}
