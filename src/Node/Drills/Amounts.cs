// Money for people and programs: units with two decimals.
using System.Globalization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Drills;

/// <summary>Minor units as decimals; exact.</summary>
internal static class Amounts
{
    public static decimal Of(Money money) => Of(money.Minor);

    public static decimal Of(long minor) => new decimal(minor) / Currencies.MinorPerUnit + 0.00m;

    /// <summary>1234.50.</summary>
    public static string Plain(Money money) => Of(money).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>1,234.50.</summary>
    public static string Wide(decimal amount) => amount.ToString("#,0.00", CultureInfo.InvariantCulture);
}
