// Where a back office is kept, as the switch --office says it.
using System.Data.Common;
using Npgsql;

namespace Tokenbourse.Storage.Office;

/// <summary>A file of the embedded SQLite, or a schema of a PostgreSQL server.</summary>
public sealed class OfficeAddress
{
    /// <summary>The schema that is used when the address names none.</summary>
    public const string DefaultSchema = "tokenbourse";

    private const string Sqlite = "sqlite:";
    private const string Postgres = "postgres:";

    private OfficeAddress(string? path, NpgsqlConnectionStringBuilder? server)
    {
        Path = path;
        Server = server;
    }

    /// <summary>The address of an embedded file.</summary>
    public static OfficeAddress File(string path) => new(path, null);

    /// <summary>Reads <c>sqlite:PATH</c> or <c>postgres:HOST=...;DATABASE=...</c> (Npgsql's words; the schema is
    /// <c>Search Path</c>, "tokenbourse" when not given; a password may also come from PGPASSWORD or a
    /// passfile).</summary>
    /// <exception cref="OfficeException">It is neither.</exception>
    public static OfficeAddress Parse(string text)
    {
        if (text.StartsWith(Sqlite, StringComparison.Ordinal) && text.Length > Sqlite.Length)
            return File(text[Sqlite.Length..]);
        if (!text.StartsWith(Postgres, StringComparison.Ordinal))
            throw new OfficeException($"{Scheme(text)}: must be sqlite:PATH or postgres:HOST=...;DATABASE=...");
        try
        {
            var server = new NpgsqlConnectionStringBuilder(text[Postgres.Length..]);
            if (string.IsNullOrEmpty(server.Host))
                throw new OfficeException("postgres: HOST is missing, as in postgres:HOST=127.0.0.1;DATABASE=office");
            if (string.IsNullOrWhiteSpace(server.SearchPath))
                server.SearchPath = DefaultSchema;
            if (!server.SearchPath.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
                throw new OfficeException($"postgres: Search Path {server.SearchPath}: one schema, of a-z, 0-9 and _");
            return new(null, server);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The message of the library names the word, not its value: no password is told.
            throw new OfficeException($"postgres: {e.Message}", e);
        }
    }

    /// <summary>What people may read: no user, no password.</summary>
    public override string ToString() =>
        Server is null
            ? $"sqlite:{Path}"
            : $"postgres:HOST={Server.Host};DATABASE={Server.Database ?? Server.Username};SEARCH PATH={Server.SearchPath}";

    internal string? Path { get; }

    internal NpgsqlConnectionStringBuilder? Server { get; }

    internal OfficeStore Open()
    {
        try
        {
            return Server is null ? SqliteStore.Open(Path!) : PostgresStore.Open(Server, ToString());
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new OfficeException($"{this}: {e.Message}", e);
        }
    }

    private static string Scheme(string text)
    {
        var end = text.IndexOf(':', StringComparison.Ordinal);
        return end < 0 ? "--office" : text[..end];
    }
}

/// <summary>A back office that cannot be used as it is; the message says why and what helps.</summary>
public sealed class OfficeException : Exception
{
    public OfficeException(string message)
        : base(message) { }

    public OfficeException(string message, Exception inner)
        : base(message, inner) { }
}
