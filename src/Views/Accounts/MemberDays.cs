// A member's or the house's statement: the sums over its accounts, each table of their papers one after the other.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>Days of several accounts in one currency, added up.</summary>
/// <param name="Clients">Their days, by account.</param>
/// <param name="Money">The sums.</param>
public sealed record MemberDay(Currency Currency, TradingDate Day, IReadOnlyList<AccountDay> Clients, DayMoney Money);

/// <summary>Adds up papers.</summary>
public static class MemberDays
{
    /// <summary>One a currency, of those days whose account is a client; the house has them
    /// all.</summary>
    public static IReadOnlyList<MemberDay> Of(IReadOnlyList<AccountDay> days, Func<AccountId, bool> isClient)
    {
        var found = new List<MemberDay>();
        foreach (var currency in days.Where(d => isClient(d.Account)).GroupBy(d => (d.Currency, d.Day)))
        {
            var money = new DayMoney();
            foreach (var day in currency)
                money += day.Money;
            found.Add(new(currency.Key.Currency, currency.Key.Day, [.. currency], money));
        }

        return found;
    }
}
