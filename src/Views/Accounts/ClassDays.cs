// The control totals of a day: each member's classes, and those who clear with the house themselves.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>A class of a member in one currency: the sums over its accounts.</summary>
/// <param name="Member">Its number; 0, with no class: all who clear with the house themselves.</param>
/// <param name="Accounts">How many it has at the end of the day.</param>
/// <param name="Before">Balance of those that it had at the end of the day before.</param>
/// <param name="Ported">What accounts that moved in brought, less what those that moved out took.</param>
/// <param name="Money">The sums over those that it has; its own balance brought forward is <paramref name="Before"/>
/// plus <paramref name="Ported"/>.</param>
/// <param name="ExchangeMargin">What their lots require without a mark-up.</param>
public readonly record struct ClassDay(
    int Member,
    MemberClass Class,
    Currency Currency,
    int Accounts,
    Money Before,
    Money Ported,
    DayMoney Money,
    Money ExchangeMargin
)
{
    /// <summary>The clearing deposit (rule MBR-005).</summary>
    public Money Deposit => Money.After - ExchangeMargin;
}

/// <summary>Adds up a day's accounts.</summary>
public static class ClassDays
{
    /// <summary>By currency, member and class; members that had no money and have none are left out.</summary>
    public static IReadOnlyList<ClassDay> Of(ClearingBooks books, TradingDate day)
    {
        SortedDictionary<(Currency Currency, int Member, MemberClass Class), ClassDay> sums = [];
        foreach (var one in books.On(day))
        {
            var key = (one.Currency, one.Member, one.Class);
            var sum = Of(key);
            sums[key] = sum with
            {
                Accounts = sum.Accounts + 1,
                Ported = sum.Ported + one.Money.Before,
                Money = sum.Money + one.Money,
            };
            key = (one.Currency, one.CameFrom, one.Class);
            sum = Of(key);
            sums[key] = sum with { Before = sum.Before + one.Money.Before, Ported = sum.Ported - one.Money.Before };
        }

        return
        [
            .. sums
                .Values.Where(s => s.Money != default || s.Before.Minor != 0)
                .Select(s => s with { ExchangeMargin = ExchangeMargin(s) }),
        ];

        ClassDay Of((Currency Currency, int Member, MemberClass Class) key) =>
            sums.TryGetValue(key, out var sum)
                ? sum
                : default(ClassDay) with
                {
                    Member = key.Member,
                    Class = key.Class,
                    Currency = key.Currency,
                };

        Money ExchangeMargin(in ClassDay sum) =>
            sum.Member == 0
                ? sum.Money.Margin
                : books.Struck(sum.Member, sum.Class, sum.Currency, day)?.ExchangeMargin ?? Money.Zero;
    }
}
