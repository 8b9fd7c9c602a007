// Reads the fields of one row by rule; what breaks a rule becomes a fault of that row.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>One row under strict rules.</summary>
internal sealed class RowReader(CsvTable table, IList<CsvFault> faults)
{
    private static readonly TradingDate First = TradingDate.Of(2020, 1, 1);
    private static readonly TradingDate Last = TradingDate.Of(2099, 12, 31);

    /// <summary>True when a field of this row broke its rule.</summary>
    public bool Bad { get; private set; }

    public string Text(int column) => table[column];

    public void Refuse(int column, string rule)
    {
        Bad = true;
        faults.Add(table.Fault(column, rule));
    }

    public TradingDate Date(int column)
    {
        if (table.TryDate(column, out var date) && date >= First && date <= Last)
            return date;
        Refuse(column, "must be a date yyyy-MM-dd from 2020-01-01 to 2099-12-31");
        return First;
    }

    public string OneOf(int column, params ReadOnlySpan<string> words)
    {
        var given = table[column];
        foreach (var word in words)
            if (given == word)
                return word;
        Refuse(column, $"must be {string.Join(" or ", words.ToArray())}");
        return given;
    }

    /// <summary>A name of 1 to 80 characters without blanks at its ends.</summary>
    public string Name(int column, bool mayBeEmpty = false)
    {
        var given = table[column];
        if (given.Length == 0 && mayBeEmpty)
            return given;
        if (given.Length is 0 or > 80 || char.IsWhiteSpace(given[0]) || char.IsWhiteSpace(given[^1]))
            Refuse(column, "must be 1 to 80 characters without blanks at the ends");
        return given;
    }

    /// <summary>Where a fact can be looked up: 1 to 300 characters.</summary>
    public string Line(int column)
    {
        var given = table[column];
        if (given.Trim().Length is 0 || given.Length > 300)
            Refuse(column, "must be 1 to 300 characters: where the fact can be looked up");
        return given;
    }

    public Currency Currency(int column)
    {
        var currency = Currencies.Of(table[column]);
        if (currency == Model.Numbers.Currency.None)
            Refuse(column, "must be CNY, USD or EUR");
        return currency;
    }

    public decimal Positive(int column, decimal most)
    {
        if (!table.TryDecimal(column, out var value))
            Refuse(column, "must be a plain decimal number");
        else if (value <= 0)
            Refuse(column, "must be above zero");
        else if (value > most)
            Refuse(column, string.Create(CultureInfo.InvariantCulture, $"must be at most {most}"));
        else
            return value;
        return 0;
    }

    public decimal Score(int column)
    {
        if (!table.TryDecimal(column, out var value) || value is < 0 or > 1_000_000m)
            Refuse(column, "must be a number from 0 to 1000000");
        return value;
    }

    public decimal? Nothing(int column)
    {
        if (table[column].Length > 0)
            Refuse(column, "must be empty when the price is withdrawn");
        return null;
    }

    /// <summary>A plain number from 0 up.</summary>
    public decimal NotNegative(int column, decimal most)
    {
        if (!table.TryDecimal(column, out var value))
            Refuse(column, "must be a plain decimal number");
        else if (value < 0)
            Refuse(column, "must not be below zero");
        else if (value > most)
            Refuse(column, string.Create(CultureInfo.InvariantCulture, $"must be at most {most}"));
        else
            return value;
        return 0;
    }

    /// <summary>A SHA-256 in small hexadecimal digits.</summary>
    public string Evidence(int column)
    {
        var given = table[column];
        var right = given.Length == 64;
        foreach (var letter in given)
            right &= char.IsAsciiHexDigitLower(letter);
        if (!right)
            Refuse(column, "must be a SHA-256 in 64 small hexadecimal digits");
        return given;
    }

    /// <summary>Words of a closed set, parted by semicolons; null when empty.</summary>
    public IReadOnlyList<string>? Words(int column, params ReadOnlySpan<string> known)
    {
        if (table[column].Length == 0)
            return null;
        var words = table[column].Split(';');
        foreach (var word in words)
        {
            if (known.IndexOf(word) < 0)
            {
                Refuse(column, $"must be words of {string.Join(", ", known.ToArray())}, parted by semicolons");
                break;
            }
        }

        return words;
    }

    /// <summary>name=value pairs parted by semicolons, each name once, at most twenty; null when empty.</summary>
    public IReadOnlyList<Trait>? Traits(int column)
    {
        if (table[column].Length == 0)
            return null;
        var traits = new List<Trait>();
        foreach (var pair in table[column].Split(';'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var good =
                equals is > 0 and <= 80
                && pair.Length - equals is > 1 and <= 81
                && !traits.Exists(each => each.Name == pair[..equals])
                && traits.Count < 20;
            if (!good)
            {
                Refuse(column, "must be name=value parted by semicolons, each name once, at most twenty");
                return traits;
            }

            traits.Add(new(pair[..equals], pair[(equals + 1)..]));
        }

        return traits;
    }
}
