// Whose reports: an account's, a member's with all who clear through it, or the house's.
using System.Globalization;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Reports;

/// <summary>Which accounts of a day are reported.</summary>
/// <param name="Account">That one alone.</param>
/// <param name="Member">All that clear through it at the end of the day.</param>
public sealed record ReportScope(int? Account, int? Member)
{
    public static ReportScope House { get; } = new(null, null);

    public bool IsHouse => Account is null && Member is null;

    /// <summary>As it stands in files: house, account-N, member-N.</summary>
    public string Word =>
        Account is { } account ? string.Create(CultureInfo.InvariantCulture, $"account-{account}")
        : Member is { } member ? string.Create(CultureInfo.InvariantCulture, $"member-{member}")
        : "house";

    public static ReportScope OfAccount(int account) => new(account, null);

    public static ReportScope OfMember(int member) => new(null, member);

    /// <summary>Are there such accounts in the books?</summary>
    public bool IsKnown(ClearingBooks books)
    {
        ArgumentNullException.ThrowIfNull(books);
        return (Account is null || books.Account(Account.Value) is not null)
            && (Member is null || books.Member(Member.Value) is not null);
    }

    internal IReadOnlyList<AccountDay> Of(ClearingBooks books, TradingDate day) =>
        IsHouse
            ? books.On(day)
            :
            [
                .. books
                    .On(day)
                    .Where(d =>
                        (Account is null || d.Account.Value == Account) && (Member is null || d.Member == Member)
                    ),
            ];
}
