// What is wrong with a row of a file, said so that a person can find and mend it.
using System.Globalization;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>One fault of a file.</summary>
/// <param name="File">Name of the file, without its folder.</param>
/// <param name="Line">Line from 1 (the header); 0 when the file as a whole is meant.</param>
/// <param name="Field">Column; empty when the row as a whole is meant.</param>
/// <param name="Value">What stands there; cut at 80 characters.</param>
/// <param name="Rule">What the rule asks.</param>
public sealed record CsvFault(string File, int Line, string Field, string Value, string Rule)
{
    /// <summary>A fault whose value is cut to a length that can be shown.</summary>
    public static CsvFault Of(string file, int line, string field, string value, string rule) =>
        new(file, line, field, value.Length > 80 ? value[..79] + "…" : value, rule);

    /// <summary>file:line: field 'value': rule.</summary>
    public override string ToString()
    {
        var place = Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}") : File;
        return Field.Length == 0 && Value.Length == 0 ? $"{place}: {Rule}" : $"{place}: {Field} '{Value}': {Rule}";
    }
}

/// <summary>A file of known shape cannot be read at all: it is missing, cut off, or has other columns.</summary>
public sealed class FeedException : Exception
{
    public FeedException()
        : this(new CsvFault("", 0, "", "", "must be readable")) { }

    public FeedException(string message)
        : this(new CsvFault("", 0, "", "", message)) { }

    public FeedException(string message, Exception inner)
        : base(message, inner) => Fault = new CsvFault("", 0, "", "", message);

    public FeedException(CsvFault fault)
        : base(fault.ToString()) => Fault = fault;

    /// <summary>Which file, where, and why.</summary>
    public CsvFault Fault { get; }
}
