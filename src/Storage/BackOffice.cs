// The back office: what the logs say, kept in SQLite for people and their spreadsheets. A view: the logs are the truth.
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Storage;

/// <summary>One file, one writer. Other programs may read it at the same time (write-ahead logging). Delete it and it
/// is made again.</summary>
public sealed class BackOffice : IDisposable
{
    private const int EntriesInOneTransaction = 5_000;
    private readonly SqliteConnection _connection;

    static BackOffice() => SQLitePCL.Batteries_V2.Init();

    private BackOffice(SqliteConnection connection) => _connection = connection;

    /// <summary>How often <see cref="CatchUp"/> found a view that was not made from these logs, and began
    /// again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Opens the view, making the file when there is none. One of another release is emptied: the next
    /// <see cref="CatchUp"/> fills it.</summary>
    public static BackOffice Open(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
            Directory.CreateDirectory(directory);
        return Connect(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
    }

    /// <summary>A view that is gone when it is closed.</summary>
    public static BackOffice InMemory() => Connect("Data Source=:memory:");

    /// <summary>Folds what the logs have beyond what was folded before. Rows and progress are written in the same
    /// transaction, so a crash between two calls or within one neither doubles nor loses anything.</summary>
    /// <param name="events">The market's event log.</param>
    /// <param name="prints">The prints log; null for none.</param>
    /// <returns>How many entries were folded.</returns>
    public long CatchUp(ILog events, ILog? prints)
    {
        if (!Continues("events", events) || (prints is not null && !Continues("prints", prints)))
        {
            Restarts++;
            Empty();
        }

        var folded = CatchUp("events", events, static (fold, entry) => fold.Market(in entry));
        if (prints is not null)
            folded += CatchUp("prints", prints, static (fold, entry) => fold.Prints(in entry));
        return folded;
    }

    /// <summary>Forgets everything and folds both logs from their beginning.</summary>
    public long Rebuild(ILog events, ILog? prints)
    {
        Empty();
        return CatchUp(events, prints);
    }

    /// <summary>Rows of a query, for reports.</summary>
    public IEnumerable<T> Query<T>(string sql, object? parameters = null) => _connection.Query<T>(sql, parameters);

    /// <summary>All content as text, a line a row, in a stated order: equal for equal logs.</summary>
    public IEnumerable<string> Dump()
    {
        foreach (var (table, order) in BackOfficeSchema.Tables)
        {
            using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Names of our own tables.
            command.CommandText = $"SELECT * FROM {table} ORDER BY {order}";
#pragma warning restore CA2100
            using var rows = command.ExecuteReader();
            var fields = new object[rows.FieldCount];
            while (rows.Read())
            {
                rows.GetValues(fields);
                yield return table
                    + "|"
                    + string.Join('|', fields.Select(field => Convert.ToString(field, CultureInfo.InvariantCulture)));
            }
        }
    }

    public void Dispose() => _connection.Dispose();

    private static BackOffice Connect(string address)
    {
        var connection = new SqliteConnection(address);
        try
        {
            connection.Open();

            // A view may lose its last moments to a power cut: it reads them again from the log.
            connection.Execute("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
            var view = new BackOffice(connection);
            if (connection.ExecuteScalar<long>("PRAGMA user_version") != BackOfficeSchema.Version)
                view.Empty();
            return view;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Empty()
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var (table, _) in BackOfficeSchema.Tables)
        {
            _connection.Execute($"DROP TABLE IF EXISTS {table}", null, transaction);
        }

        _connection.Execute(BackOfficeSchema.Create, null, transaction);
        _connection.Execute(
            string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {BackOfficeSchema.Version}"),
            null,
            transaction
        );
        transaction.Commit();
    }

    private (long Next, long Check) Progress(string log) =>
        _connection.QuerySingleOrDefault<(long, long)>(
            "SELECT next, last_check FROM progress WHERE log = @log",
            new { log }
        );

    /// <summary>False when the last entry that was folded is not on the log: the view belongs to other logs.</summary>
    private bool Continues(string name, ILog log)
    {
        var (next, check) = Progress(name);
        if (next == 0)
            return true;
        if (next > log.Tail)
            return false;
        foreach (var entry in log.Read(next - 1))
            return Check(entry) == check;
        return false;
    }

    private long CatchUp(string name, ILog log, Action<BackOfficeFold, LogEntry> put)
    {
        var next = Progress(name).Next;
        var folded = 0L;
        if (next >= log.Tail)
            return folded;
        using var entries = log.Read(next).GetEnumerator();
        var more = entries.MoveNext();
        while (more)
        {
            using var transaction = _connection.BeginTransaction();
            var fold = new BackOfficeFold(_connection, transaction);
            var check = 0L;
            for (var i = 0; i < EntriesInOneTransaction && more; i++)
            {
                var entry = entries.Current;
                Must.Hold(entry.Sequence == next);
                put(fold, entry);
                check = Check(entry);
                next++;
                folded++;
                more = entries.MoveNext();
            }

            _connection.Execute(
                "INSERT OR REPLACE INTO progress VALUES (@name, @next, @check)",
                new
                {
                    name,
                    next,
                    check,
                },
                transaction
            );
            transaction.Commit();
        }

        return folded;
    }

    private static long Check(in LogEntry entry)
    {
        Span<byte> header = stackalloc byte[Codec.HeaderSize];
        Codec.WriteHeader(header, entry.Sequence, entry.Time, entry.Cause, entry.Kind, entry.Payload.Length);
        return Checksum.Of(Checksum.Of(header), entry.Payload.Span);
    }
}
