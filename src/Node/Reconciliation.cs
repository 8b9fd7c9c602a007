// Three ways to the same numbers: positions, ledger, statements; what is left over must be zero.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Node;

/// <summary>Adds up a venue.</summary>
internal static class Reconciliation
{
    public static RunResult Of(Venue.Venue venue, AuditResult audit, ulong seed, int dates, string folder)
    {
        var views = venue.Views;
        SortedDictionary<string, string> ledger = [],
            variation = [],
            statements = [];
        long positions = 0;
        var balanced = audit.Difference is null;
        foreach (var currency in (ReadOnlySpan<Currency>)[Currency.CNY, Currency.USD])
        {
            var (sum, paid, left) = (
                views.Ledger.Sum(currency),
                Variation(views, currency),
                Statements(views, currency)
            );
            balanced = balanced && sum == 0 && paid == 0 && left == 0;
            ledger[currency.ToString()] = Minor((long)sum);
            variation[currency.ToString()] = Minor(paid);
            statements[currency.ToString()] = Minor(left);
        }

        foreach (var part in views.Bulletins.All.SelectMany(b => b.Parts))
            positions += part.PositionImbalance;
        balanced = balanced && positions == 0;
        var words =
            audit.Difference
            ?? string.Create(
                CultureInfo.InvariantCulture,
                $"agrees on {audit.Commands} commands, {audit.Trades} trades, {audit.DaysSettled} settlements"
            );
        return new(
            seed,
            dates,
            venue.Logs.Commands.Tail,
            venue.Logs.Events.Tail,
            venue.Logs.Prints.Tail,
            audit.Trades,
            positions,
            ledger,
            variation,
            statements,
            words,
            balanced,
            venue.Digest.ToString("x16", CultureInfo.InvariantCulture),
            folder
        );
    }

    private static long Variation(VenueViews views, Currency currency)
    {
        long sum = 0;
        foreach (var part in views.Bulletins.All.SelectMany(b => b.Parts))
            sum += part.VariationImbalance(currency).Minor;
        return sum;
    }

    /// <summary>What clients' statements say they have, less what the ledger says.</summary>
    private static long Statements(VenueViews views, Currency currency)
    {
        long left = 0;
        foreach (var account in views.Statements.Accounts)
        {
            var id = new AccountId(account.Account);
            var told = views.Statements.Open(id, currency).Cash.Closing;
            var kept =
                views.Ledger.Of(LedgerCode.ClientCash, id, currency)
                + views.Ledger.Of(LedgerCode.ClientMargin, id, currency)
                + views.Ledger.Of(LedgerCode.WithdrawalPending, id, currency);
            left += long.Abs((told - kept).Minor);
        }

        return left;
    }

    private static string Minor(long minor) =>
        ((decimal)minor / Currencies.MinorPerUnit).ToString("0.00", CultureInfo.InvariantCulture);
}
