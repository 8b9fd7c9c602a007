// The embedded database: one file, one writer, readers beside it.
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Tokenbourse.Storage.Office;

/// <summary>SQLite in write-ahead mode. Statements stay prepared as long as the file is open.</summary>
internal sealed class SqliteStore : OfficeStore
{
    // Files of releases that kept the version in the file's header.
    private const long LastHeaderVersion = 3;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    static SqliteStore() => SQLitePCL.Batteries_V2.Init();

    private SqliteStore(SqliteConnection connection, string name)
    {
        _connection = connection;
        Name = name;
    }

    public override string Name { get; }

    public override DbConnection Connection => _connection;

    /// <summary>Opens a file, making it and its folder when there is none.</summary>
    public static SqliteStore Open(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
            Directory.CreateDirectory(directory);
        return Connect(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString(), path);
    }

    public static SqliteStore InMemory() => Connect("Data Source=:memory:", "memory");

    public override string Words(string schema) => schema.Replace("BIGINT", "INTEGER", StringComparison.Ordinal);

    public override bool Has(string table) =>
        _connection.ExecuteScalar<long>(
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = @table",
            new { table }
        ) > 0;

    public override long? Version()
    {
        if (Has(BackOfficeSchema.VersionTable))
            return base.Version();
        var header = _connection.ExecuteScalar<long>("PRAGMA user_version");
        return header is > 0 and <= LastHeaderVersion && Has("progress") ? header : base.Version();
    }

    public override OfficeWriter Begin() => new Writer(this);

    public override IDisposable ReadOnly()
    {
        _connection.Execute("PRAGMA query_only = ON");
        return new Again(_connection);
    }

    private static SqliteStore Connect(string address, string name)
    {
        var connection = new SqliteConnection(address);
        try
        {
            connection.Open();

            // A view may lose its last moments to a power cut: it reads them again from the log.
            connection.Execute("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
            return new(connection, name);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private SqliteCommand Statement(string sql, int values)
    {
        if (_statements.TryGetValue(sql, out var statement))
            return statement;
        statement = _connection.CreateCommand();
#pragma warning disable CA2100 // Texts of our own; values are parameters.
        statement.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 1; i <= values; i++)
            statement.Parameters.Add(new SqliteParameter(OfficeSql.Place(i), SqliteType.Integer));
        _statements.Add(sql, statement);
        return statement;
    }

    private sealed class Again(SqliteConnection connection) : IDisposable
    {
        public void Dispose() => connection.Execute("PRAGMA query_only = OFF");
    }

    private sealed class Writer(SqliteStore store) : OfficeWriter
    {
        // Immediate: the file is ours to write from here on.
        private readonly SqliteTransaction _transaction = store._connection.BeginTransaction(deferred: false);

        public override void Insert(string table, params ReadOnlySpan<OfficeValue> row) =>
            Run(OfficeSql.Insert(table, row.Length), row);

        public override void Run(string sql, params ReadOnlySpan<OfficeValue> values)
        {
            var statement = store.Statement(sql, values.Length);
            statement.Transaction = _transaction;
            for (var i = 0; i < values.Length; i++)
            {
                ref readonly var value = ref values[i];
                var parameter = statement.Parameters[i];
                parameter.SqliteType = value.IsNumber ? SqliteType.Integer : SqliteType.Text;
                parameter.Value = value.IsNumber ? value.Number : (object?)value.Text ?? DBNull.Value;
            }

            statement.ExecuteNonQuery();
        }

        public override void Define(string sql) => store._connection.Execute(sql, null, _transaction);

        public override (long Next, long Check) Progress(string log) =>
            store._connection.QuerySingleOrDefault<(long, long)>(OfficeSql.Progress, new { log }, _transaction);

        public override void Commit()
        {
            _transaction.Commit();
        }

        public override void Dispose() => _transaction.Dispose();
    }
}

/// <summary>Texts that are the same everywhere.</summary>
internal static class OfficeSql
{
    public const string Progress = "SELECT next, last_check FROM progress WHERE log = @log";

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(string, int), string> _inserts = new();

    public static string Place(int number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${number}");

    public static string Insert(string table, int columns) =>
        _inserts.GetOrAdd(
            (table, columns),
            static key =>
                $"INSERT INTO {key.Item1} VALUES ({string.Join(", ", Enumerable.Range(1, key.Item2).Select(Place))})"
        );
}
