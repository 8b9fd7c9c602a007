// A PostgreSQL server: one schema of one database. Rows go by COPY, the rest in one batch, all in one transaction.
using System.Data.Common;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Tokenbourse.Storage.Office;

/// <summary>One connection, opened once: whoever keeps a back office keeps it alone.</summary>
internal sealed class PostgresStore : OfficeStore
{
    private readonly NpgsqlConnection _connection;
    private readonly string _schema;

    private PostgresStore(NpgsqlConnection connection, string schema, string name)
    {
        _connection = connection;
        _schema = schema;
        Name = name;
    }

    public override string Name { get; }

    public override DbConnection Connection => _connection;

    /// <summary>Connects; the schema is made with the first tables.</summary>
    public static PostgresStore Open(NpgsqlConnectionStringBuilder server, string name)
    {
        var address = new NpgsqlConnectionStringBuilder(server.ToString())
        {
            Pooling = false,
            Enlist = false,
            MaxAutoPrepare = 64,
            ApplicationName = server.ApplicationName ?? "tokenbourse office",
        };
        var connection = new NpgsqlConnection(address.ToString());
        try
        {
            connection.Open();

            // A view may lose its last moments to a power cut: it reads them again from the log.
            connection.Execute("SET synchronous_commit = off; SET client_min_messages = warning");
            return new(connection, server.SearchPath!, name);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Texts are compared byte by byte, as SQLite does, whatever the database's own order is.</summary>
    public override string Words(string schema) =>
        schema
            .Replace("TEXT", "TEXT COLLATE \"C\"", StringComparison.Ordinal)
            .Replace(" WITHOUT ROWID", "", StringComparison.Ordinal);

    public override bool Has(string table) =>
        _connection.ExecuteScalar<long>(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                + "WHERE n.nspname = @schema AND c.relname = @table",
            new { schema = _schema, table }
        ) > 0;

    public override OfficeWriter Begin() => new Writer(_connection, _schema);

    public override IDisposable ReadOnly()
    {
        _connection.Execute("SET default_transaction_read_only = on");
        return new Again(_connection);
    }

    private sealed class Again(NpgsqlConnection connection) : IDisposable
    {
        public void Dispose() => connection.Execute("SET default_transaction_read_only = off");
    }

    private sealed class Writer : OfficeWriter
    {
        private readonly NpgsqlConnection _connection;
        private readonly NpgsqlTransaction _transaction;
        private readonly NpgsqlBatch _statements;
        private readonly string _schema;
        private readonly SortedDictionary<string, Rows> _rows = new(StringComparer.Ordinal);

        public Writer(NpgsqlConnection connection, string schema)
        {
            _connection = connection;
            _schema = schema;
            _transaction = connection.BeginTransaction();
            _statements = new NpgsqlBatch(connection, _transaction);
            connection.Execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(@name, 0))",
                new { name = "tokenbourse office " + schema },
                _transaction
            );
        }

        public override void Insert(string table, params ReadOnlySpan<OfficeValue> row)
        {
            if (!_rows.TryGetValue(table, out var rows))
                _rows.Add(table, rows = new(row.Length));
            rows.Values.AddRange(row);
        }

        public override void Run(string sql, params ReadOnlySpan<OfficeValue> values)
        {
            var statement = new NpgsqlBatchCommand(sql);
            foreach (ref readonly var value in values)
            {
                statement.Parameters.Add(
                    value.IsNumber
                        ? new NpgsqlParameter<long> { TypedValue = value.Number, NpgsqlDbType = NpgsqlDbType.Bigint }
                        : new NpgsqlParameter
                        {
                            Value = (object?)value.Text ?? DBNull.Value,
                            NpgsqlDbType = NpgsqlDbType.Text,
                        }
                );
            }

            _statements.BatchCommands.Add(statement);
        }

        public override void Define(string sql)
        {
            if (
                _connection.ExecuteScalar<long>(
                    "SELECT count(*) FROM pg_namespace WHERE nspname = @s",
                    new { s = _schema },
                    _transaction
                ) == 0
            )
                _connection.Execute($"CREATE SCHEMA {_schema}", null, _transaction);
            _connection.Execute(sql, null, _transaction);
        }

        public override (long Next, long Check) Progress(string log) =>
            _connection.QuerySingleOrDefault<(long, long)>(OfficeSql.Progress, new { log }, _transaction);

        public override void Commit()
        {
            foreach (var (table, rows) in _rows)
                Copy(table, rows);
            if (_statements.BatchCommands.Count > 0)
                _statements.ExecuteNonQuery();
            _transaction.Commit();
        }

        public override void Dispose()
        {
            _statements.Dispose();
            _transaction.Dispose();
        }

        private void Copy(string table, Rows rows)
        {
            using var copy = _connection.BeginBinaryImport($"COPY {table} FROM STDIN (FORMAT BINARY)");
            for (var i = 0; i < rows.Values.Count; i++)
            {
                if (i % rows.Columns == 0)
                    copy.StartRow();
                var value = rows.Values[i];
                if (value.IsNumber)
                    copy.Write(value.Number, NpgsqlDbType.Bigint);
                else if (value.Text is { } text)
                    copy.Write(text, NpgsqlDbType.Text);
                else
                    copy.WriteNull();
            }

            copy.Complete();
        }

        private sealed class Rows(int columns)
        {
            public int Columns { get; } = columns;

            public List<OfficeValue> Values { get; } = [];
        }
    }
}
