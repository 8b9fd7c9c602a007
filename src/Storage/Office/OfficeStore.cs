// The small door between the back office and a database: its words, its transactions, its way to take many rows.
using System.Data.Common;
using Dapper;

namespace Tokenbourse.Storage.Office;

/// <summary>One open database. All SQL of the back office is the same on each; what differs is here.</summary>
internal abstract class OfficeStore : IDisposable
{
    /// <summary>Where it is, for people.</summary>
    public abstract string Name { get; }

    public abstract DbConnection Connection { get; }

    /// <summary>The schema's text in this database's words.</summary>
    public abstract string Words(string schema);

    /// <summary>Whether there is a table of that name in the place that is ours.</summary>
    public abstract bool Has(string table);

    /// <summary>Begins a transaction beside which nobody else writes to this back office.</summary>
    public abstract OfficeWriter Begin();

    /// <summary>Makes statements that would change something fail until it is disposed.</summary>
    public abstract IDisposable ReadOnly();

    /// <summary>The version of its tables: null when there are none; 0 when there are tables of our names that no back
    /// office marked as its own.</summary>
    public virtual long? Version()
    {
        if (Has(BackOfficeSchema.VersionTable))
            return Connection.ExecuteScalar<long>($"SELECT version FROM {BackOfficeSchema.VersionTable}");
        return BackOfficeSchema.Tables.Any(table => Has(table.Table)) ? 0 : null;
    }

    public void Dispose() => Connection.Dispose();
}

/// <summary>One transaction. Disposed without <see cref="Commit"/>, it has done nothing.</summary>
internal abstract class OfficeWriter : IDisposable
{
    /// <summary>Adds a row of all the table's columns, in their order. Rows may be kept back until a statement that
    /// <see cref="Run"/> got is due: first come all rows, then the statements in their order.</summary>
    public abstract void Insert(string table, params ReadOnlySpan<OfficeValue> row);

    /// <summary>Runs a statement whose values stand as $1, $2 and so on.</summary>
    public abstract void Run(string sql, params ReadOnlySpan<OfficeValue> values);

    /// <summary>Runs statements without values, at once.</summary>
    public abstract void Define(string sql);

    /// <summary>How far a log was folded, and the check of the entry before that; zeros when it never was.</summary>
    public abstract (long Next, long Check) Progress(string log);

    public abstract void Commit();

    public abstract void Dispose();
}

/// <summary>A whole number, a text or nothing, without a box around it.</summary>
internal readonly struct OfficeValue
{
    private OfficeValue(long number, string? text, bool isNumber)
    {
        Number = number;
        Text = text;
        IsNumber = isNumber;
    }

    public long Number { get; }

    public string? Text { get; }

    public bool IsNumber { get; }

    public bool IsNull => !IsNumber && Text is null;

    public static implicit operator OfficeValue(long number) => new(number, null, true);

    public static implicit operator OfficeValue(int number) => new(number, null, true);

    public static implicit operator OfficeValue(long? number) => new(number ?? 0, null, number is not null);

    public static implicit operator OfficeValue(int? number) => new(number ?? 0, null, number is not null);

    /// <summary>PostgreSQL takes no zero character in a text, so none goes into any of them.</summary>
    public static implicit operator OfficeValue(string? text) => new(0, text?.Replace('\0', '\uFFFD'), false);
}
