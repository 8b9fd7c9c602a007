// Checks a supply invoice against the participant's own records: its terms, its arithmetic, its prints, its use.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Desk.Supply;

/// <summary>One thing that was compared.</summary>
/// <param name="Item">What.</param>
/// <param name="Invoice">On the invoice; empty: it is not there.</param>
/// <param name="Own">By the participant's own records; empty: it is not there.</param>
/// <param name="Rule">Of the contract, or where the own figure comes from.</param>
/// <param name="Differs">They differ.</param>
public sealed record SupplyCheckLine(string Item, string Invoice, string Own, string Rule, bool Differs);

/// <summary>What the participant holds.</summary>
/// <param name="Usage">Metered units by day of the contract's clock; null: not held.</param>
/// <param name="Prints">Of the index by day; null: not held.</param>
/// <param name="Terms">The contract as signed; null: not held.</param>
/// <param name="Counts">Which days count where the invoice names business days; null: not known.</param>
/// <param name="Tolerance">Metered units by which a day's use may differ, from 0.</param>
public sealed record SupplyEvidence(
    IReadOnlyDictionary<TradingDate, decimal>? Usage,
    IReadOnlyDictionary<TradingDate, decimal>? Prints,
    SupplyTerms? Terms,
    Func<TradingDate, bool>? Counts,
    decimal Tolerance
);

/// <summary>An invoice compared line by line.</summary>
/// <param name="Lines">In order: terms, arithmetic, prints, use, amount.</param>
/// <param name="OwnAmountMinor">By the own records where they are held, else by the invoice's; null without
/// prints.</param>
/// <param name="NotChecked">What could not be compared, and why.</param>
public sealed record SupplyCheckReport(
    string Supply,
    string Month,
    string Currency,
    IReadOnlyList<SupplyCheckLine> Lines,
    long AmountMinor,
    decimal? OwnAmountMinor,
    IReadOnlyList<string> NotChecked
)
{
    /// <summary>Lines that differ.</summary>
    public int Differences => Lines.Count(line => line.Differs);
}

/// <summary>Makes reports.</summary>
public sealed class SupplyCheck
{
    private readonly SupplyInvoiceDocument _invoice;
    private readonly SupplyEvidence _own;
    private readonly ContractMonth _month;
    private readonly List<SupplyCheckLine> _lines = [];
    private readonly List<string> _notChecked = [];

    private SupplyCheck(SupplyInvoiceDocument invoice, SupplyEvidence own)
    {
        (_invoice, _own) = (invoice, own);
        if (!TradingDate.TryParse(invoice.Month + "-01", out var first))
            throw new ArgumentException($"month '{invoice.Month}': must be yyyy-MM", nameof(invoice));
        _month = ContractMonth.Of(first);
    }

    /// <summary>Compares.</summary>
    /// <exception cref="ArgumentException">The invoice names no month or no day where one must stand.</exception>
    /// <exception cref="OverflowException">Its figures pass 28 digits.</exception>
    public static SupplyCheckReport Of(SupplyInvoiceDocument invoice, SupplyEvidence own)
    {
        var check = new SupplyCheck(invoice, own);
        check.CompareTerms();
        var formula = new SupplyFormula(
            invoice.Decimals,
            own.Terms?.Factor ?? invoice.Factor,
            own.Terms?.Spread ?? invoice.Spread,
            own.Terms?.Floor ?? invoice.Floor,
            own.Terms is { } terms ? terms.Cap : invoice.Cap,
            own.Terms?.PricedUnits ?? invoice.PricedUnits,
            own.Terms?.Least ?? invoice.Least
        );
        var prints = check.Prints();
        var metered = check.Usage();
        var ours = SupplyFigures.Of(formula, prints, metered);
        check.CompareFigures("", "by the own prints and use", ours);
        check.CompareArithmetic();
        return new(
            invoice.Supply,
            invoice.Month,
            invoice.Currency.ToString(),
            check._lines,
            invoice.AmountMinor,
            ours.AmountMinor,
            check._notChecked
        );
    }

    private void CompareTerms()
    {
        if (_own.Terms is not { } terms)
        {
            _notChecked.Add("the terms on the invoice against the contract: name it with --terms");
            return;
        }

        const string Rule = "the contract's terms";
        Compare("supply", _invoice.Supply, terms.Supply, Rule);
        Compare("seller", _invoice.Seller, terms.Seller, Rule);
        Compare("buyer", _invoice.Buyer, terms.Buyer, Rule);
        Compare("product", _invoice.Product, terms.Product, Rule);
        Compare("index", _invoice.Index, terms.Index, Rule);
        var days = terms.PrintDays == PrintDays.BusinessDays ? "business days" : "every day";
        Compare("days that count", _invoice.PrintDays, days, Rule);
        Compare("calendar", _invoice.Calendar ?? "", terms.Calendar ?? "", Rule);
        Compare("least prints", _invoice.LeastPrints, terms.LeastPrints, Rule);
        Compare("decimals", _invoice.Decimals, terms.Decimals, Rule);
        Compare("factor", _invoice.Factor, terms.Factor, Rule);
        Compare("spread", _invoice.Spread, terms.Spread, Rule);
        Compare("floor", _invoice.Floor, terms.Floor, Rule);
        Compare("cap", _invoice.Cap, terms.Cap, Rule);
        Compare("priced units", _invoice.PricedUnits, terms.PricedUnits, Rule);
        Compare("least of a month", _invoice.Least, terms.Least, Rule);
        Compare("most of a month", _invoice.Most, terms.Most, Rule);
        var inside = _month >= terms.From && _month <= terms.To;
        Add("month", _invoice.Month, inside ? _invoice.Month : $"{terms.From} to {terms.To}", Rule, !inside);
        if (terms is { Most: { } most, Above: AboveMost.Refused })
            Add(
                "metered, at most",
                Text(_invoice.Metered),
                Text(most),
                "refused above the most",
                _invoice.Metered > most
            );
    }

    // The month's own prints; those of the invoice where none are held.
    private List<decimal> Prints()
    {
        var told = new SortedDictionary<TradingDate, decimal>();
        foreach (var print in _invoice.Prints)
        {
            var day = Day(print.Day);
            if (!told.TryAdd(day, print.Value))
                Add($"print {day}", Text(print.Value), Text(told[day]), "a day counts once", true);
            if (ContractMonth.Of(day) != _month)
                Add($"print {day}", Text(print.Value), "", $"must be of {_month}", true);
        }

        Add(
            "prints, at least",
            Text(told.Count),
            Text(_invoice.LeastPrints),
            "the contract's least, or every day that counts",
            told.Count < int.Min(_invoice.LeastPrints, DaysThatCount())
        );
        if (_own.Prints is null)
        {
            _notChecked.Add("the prints: name them with --prints");
            return [.. told.Values];
        }

        var ours = new SortedDictionary<TradingDate, decimal>();
        foreach (var (day, value) in _own.Prints)
        {
            if (ContractMonth.Of(day) == _month && Counts(day))
                ours.Add(day, value);
        }

        CompareDays("print", told, ours, 0, "the index's print of the day");
        return [.. ours.Values];
    }

    // Units of the month by the own records; those of the invoice where none are held.
    private decimal Usage()
    {
        var told = new SortedDictionary<TradingDate, decimal>();
        foreach (var used in _invoice.Days)
        {
            var day = Day(used.Day);
            if (!told.TryAdd(day, used.Units) || ContractMonth.Of(day) != _month)
                Add($"use {day}", Text(used.Units), "", $"must be a day of {_month}, once", true);
        }

        if (_own.Usage is null)
        {
            _notChecked.Add("the use: name it with --usage");
            return _invoice.Metered;
        }

        var ours = new SortedDictionary<TradingDate, decimal>();
        foreach (var (day, units) in _own.Usage)
        {
            if (ContractMonth.Of(day) == _month && units != 0)
                ours.Add(day, units);
        }

        // What agrees within the tolerance is the meter's: the contract bills what the meter tells.
        var sum = 0m;
        foreach (var (day, units) in ours)
        {
            var agrees = told.TryGetValue(day, out var billed) && Math.Abs(billed - units) <= _own.Tolerance;
            sum += agrees ? billed : units;
        }

        CompareDays("use", told, ours, _own.Tolerance, "the own record of the day");
        return sum;
    }

    private void CompareDays(
        string item,
        SortedDictionary<TradingDate, decimal> told,
        SortedDictionary<TradingDate, decimal> ours,
        decimal tolerance,
        string rule
    )
    {
        var alike = 0;
        foreach (var day in told.Keys.Union(ours.Keys).Order())
        {
            decimal? invoice = told.TryGetValue(day, out var billed) ? billed : null;
            decimal? own = ours.TryGetValue(day, out var held) ? held : null;
            if (invoice is { } a && own is { } b && Math.Abs(a - b) <= tolerance)
                alike++;
            else
                Add($"{item} {day}", Text(invoice), Text(own), rule, true);
        }

        Add($"{item}: days that agree", Text(alike), Text(alike), rule, false);
    }

    // Does the invoice follow from what stands on it?
    private void CompareArithmetic()
    {
        var formula = new SupplyFormula(
            _invoice.Decimals,
            _invoice.Factor,
            _invoice.Spread,
            _invoice.Floor,
            _invoice.Cap,
            _invoice.PricedUnits,
            _invoice.Least
        );
        var metered = _invoice.Days.Sum(day => (decimal)day.Units);
        var own = SupplyFigures.Of(formula, [.. _invoice.Prints.Select(print => print.Value)], metered);
        CompareFigures("arithmetic: ", "by the invoice's own lines", own);
        var above = _invoice.Most is { } most ? decimal.Max(0, metered - most) : 0;
        Compare("arithmetic: above the most", _invoice.AboveMost, above, "metered less the most");
    }

    private void CompareFigures(string prefix, string rule, SupplyFigures own)
    {
        Compare($"{prefix}average", _invoice.Average, own.Average, rule);
        Compare($"{prefix}price before floor and cap", _invoice.PriceBefore, own.PriceBefore, rule);
        Compare($"{prefix}price", _invoice.Price, own.Price, rule);
        Compare($"{prefix}metered", _invoice.Metered, own.Metered, rule);
        Compare($"{prefix}volume", _invoice.Volume, own.Volume, rule);
        Compare($"{prefix}amount, minor units", _invoice.AmountMinor, own.AmountMinor, rule);
    }

    private bool Counts(TradingDate day)
    {
        if (_invoice.PrintDays == "every day")
            return true;
        // Without the calendar: the days that the invoice names, so that their values at least are compared.
        return _own.Counts?.Invoke(day) ?? _invoice.Prints.Any(print => print.Day == day.ToString());
    }

    private int DaysThatCount()
    {
        if (_invoice.PrintDays != "every day" && _own.Counts is null)
            _notChecked.Add($"which days count: the calendar {_invoice.Calendar} is not at hand");
        var days = 0;
        for (var day = _month.First; day <= _month.Last; day = day.Plus(1))
            days += Counts(day) ? 1 : 0;
        return days;
    }

    private static TradingDate Day(string text) =>
        TradingDate.TryParse(text, out var day)
            ? day
            : throw new ArgumentException($"day '{text}': must be yyyy-MM-dd", nameof(text));

    private void Compare(string item, decimal? invoice, decimal? own, string rule) =>
        Add(item, Text(invoice), Text(own), rule, invoice != own);

    private void Compare(string item, string invoice, string own, string rule) =>
        Add(item, invoice, own, rule, invoice != own);

    private void Add(string item, string invoice, string own, string rule, bool differs) =>
        _lines.Add(new(item, invoice, own, rule, differs));

    // Without zeros behind the point: 6.5 and 6.50 are one figure.
    private static string Text(decimal? value) =>
        value?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "";
}
