// One way to walk through a table, packed or not: rows by column name, exact decimals, faults with their line.
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>A comma-separated table in UTF-8 with a header row, read as a stream (.csv or .csv.gz).</summary>
public sealed class CsvTable : IDisposable
{
    // A row longer than this is an unclosed quote, not a price.
    private const int LongestRow = 1 << 20;

    private readonly CsvReader _reader;
    private readonly Stream _stream;
    private readonly int[] _columns;
    private readonly string[] _names;
    private readonly int _required;
    private string _quoting = "";

    private CsvTable(Stream stream, string name, string[] names, int required, bool exact)
    {
        _stream = stream;
        _names = names;
        _required = required;
        File = name;
        _reader = CsvReader.Create(
            stream,
            new CsvReaderOptions
            {
                Separator = ',',
                TrackLineNumbers = true,
                MaxRecordSize = LongestRow,
                PoolStrings = true,
                FormatProvider = CultureInfo.InvariantCulture,
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
                OnMalformedRecord = record =>
                    _quoting = record.Reason == CsvMalformedReason.FieldCountMismatch ? "" : $"{record.Reason}",
            },
            leaveOpen: true
        );
        _columns = new int[names.Length];
        try
        {
            Header(exact);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Name of the file, without its folder.</summary>
    public string File { get; }

    /// <summary>Line on which the row starts, from 1 (the header).</summary>
    public int Line => checked((int)_reader.LineNumber);

    /// <summary>What is wrong with the row as a row (number of fields, quoting, encoding, control characters); empty
    /// when nothing is.</summary>
    public string RowFault { get; private set; } = "";

    /// <summary>The field of the column that was asked for at this place of the list; empty when missing.</summary>
    public string this[int column] => _columns[column] < 0 ? "" : _reader.GetString(_columns[column]);

    /// <summary>The field's bytes in UTF-8, without its quotes; empty when missing. Good until the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => _columns[column] < 0 ? default : _reader.GetSpan(_columns[column]);

    /// <summary>What stands at the column's place in a row that has a <see cref="RowFault"/>; empty when the row is too
    /// short. Bytes that are no UTF-8 are shown as U+FFFD.</summary>
    public string Remains(int column) =>
        _columns[column] < 0 || _columns[column] >= _reader.FieldCount
            ? ""
            : Encoding.UTF8.GetString(_reader.GetSpan(_columns[column]));

    /// <summary>True when the table has the column.</summary>
    public bool Has(int column) => _columns[column] >= 0;

    /// <summary>Opens a file; the name decides whether it is unpacked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Columns that must be there, by name.</param>
    /// <param name="exact">True: no other columns may be there.</param>
    /// <exception cref="FeedException">The file is missing, not a table, or lacks a column.</exception>
    public static CsvTable Open(string path, string[] columns, bool exact = false)
    {
        var name = Path.GetFileName(path);
        FileStream file;
        try
        {
            file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                1 << 16,
                FileOptions.SequentialScan
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FeedException(new CsvFault(name, 0, "", "", "must be a file that can be opened"));
        }

        var packed = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        return Open(packed ? new GZipStream(file, CompressionMode.Decompress) : file, name, columns, exact);
    }

    /// <summary>Reads a stream that is already unpacked, and closes it at the end.</summary>
    public static CsvTable Open(Stream stream, string name, string[] columns, bool exact = false) =>
        new(stream, name, columns, columns.Length, exact);

    /// <summary>As <see cref="Open(Stream, string, string[], bool)"/>; the columns after the first
    /// <paramref name="required"/> may be missing.</summary>
    public static CsvTable Open(Stream stream, string name, string[] columns, int required) =>
        new(stream, name, columns, required, exact: false);

    /// <summary>Moves to the next row; false at the end.</summary>
    /// <exception cref="FeedException">What follows cannot be read: cut off, not UTF-8, an unclosed quote.</exception>
    public bool Read()
    {
        _quoting = "";
        RowFault = "";
        if (!Guarded(_reader.Read))
            return false;
        var expected = _reader.Headers.Count;
        if (_reader.FieldCount != expected)
            RowFault = $"must have {expected} fields, has {_reader.FieldCount}";
        else if (_quoting.Length > 0)
            RowFault = $"must be quoted as RFC 4180 says ({_quoting})";
        else if (!Utf8.IsValid(_reader.RawRecord))
            RowFault = "must be UTF-8";
        else if (HasControls(_reader.RawRecord))
            RowFault = "must not hold control characters or line breaks";
        return true;
    }

    /// <summary>A decimal number without exponent, blanks or thousands marks; exact.</summary>
    public bool TryDecimal(int column, out decimal value) => TryDecimal(this[column], out value);

    /// <summary>A date, yyyy-MM-dd, from 1990 to 2199: what lies beyond is an error of typing, and no moment of the
    /// log.</summary>
    public bool TryDate(int column, out TradingDate date) =>
        TradingDate.TryParse(this[column], out date) && date.Year is >= 1990 and < 2200;

    /// <summary>SHA-256 of the row as it stands in the file, without its line end, in small hexadecimal digits: proves
    /// what was read, not that it is true.</summary>
    public string Evidence() =>
        Convert.ToHexStringLower(SHA256.HashData(_reader.RawRecord.TrimEnd((byte)'\n').TrimEnd((byte)'\r')));

    /// <summary>A fault of the row that the table stands on.</summary>
    public CsvFault Fault(int column, string rule) => CsvFault.Of(File, Line, _names[column], this[column], rule);

    /// <summary>The fault of the row as a row.</summary>
    public CsvFault FaultOfRow() => CsvFault.Of(File, Line, "", "", RowFault);

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _stream.Dispose();
    }

    internal static bool TryDecimal(string text, out decimal value)
    {
        const NumberStyles plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        value = 0;

        // A decimal keeps 28 digits; with more of them the parser would round without a word.
        if (text.Length is 0 or > 30 || text[0] == '+' || text[0] == '.' || text[^1] == '.')
            return false;
        return decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out value) && Digits(text) <= 28;
    }

    private static int Digits(string text)
    {
        var count = 0;
        foreach (var letter in text)
            if (char.IsAsciiDigit(letter))
                count++;
        return count;
    }

    private static bool HasControls(ReadOnlySpan<byte> row)
    {
        foreach (var letter in row)
            if (letter is < 0x20 and not (byte)'\t' or 0x7f)
                return true;
        return false;
    }

    private void Header(bool exact)
    {
        if (
            !Guarded(() =>
            {
                _reader.ReadHeader();
                return _reader.Headers.Count > 0;
            })
        )
            throw new FeedException(
                new CsvFault(File, 1, "", "", $"must start with a header row: {string.Join(',', _names)}")
            );

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var header in _reader.Headers)
        {
            if (!seen.Add(header))
                throw new FeedException(CsvFault.Of(File, 1, header, header, "must be named once in the header"));
            if (exact && Array.IndexOf(_names, header) < 0)
                throw new FeedException(
                    CsvFault.Of(File, 1, header, header, $"unknown column; the columns are {string.Join(',', _names)}")
                );
        }

        for (var i = 0; i < _names.Length; i++)
        {
            _columns[i] = -1;
            for (var k = 0; k < _reader.Headers.Count; k++)
                if (_reader.Headers[k] == _names[i])
                    _columns[i] = k;
            if (_columns[i] < 0 && i < _required)
                throw new FeedException(new CsvFault(File, 1, _names[i], "", "missing column"));
        }
    }

    private bool Guarded(Func<bool> step)
    {
        try
        {
            return step();
        }
        catch (CsvFormatException e)
        {
            throw new FeedException(
                new CsvFault(File, checked((int)e.LineNumber), "", "", $"must be a comma-separated table: {e.Message}")
            );
        }
        catch (DecoderFallbackException)
        {
            throw new FeedException(new CsvFault(File, Line, "", "", "must be UTF-8 (near this line)"));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or IOException)
        {
            throw new FeedException(
                new CsvFault(File, Line, "", "", "must be whole; the file is cut off or damaged near this line")
            );
        }
    }
}
