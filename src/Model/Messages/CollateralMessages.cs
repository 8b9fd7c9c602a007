// Collateral other than cash: units that are pledged and given back, prices, and what counts at a settlement.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Pledges units or gives them back (rule COL-002).</summary>
/// <param name="Asset">The name of its document.</param>
/// <param name="Units">In the asset's smallest part; above zero: pledged; not zero.</param>
/// <param name="Reference">Used once per account, cash included.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MoveCollateral(AccountId Account, Name24 Asset, long Units, Name24 Reference);

/// <summary>Command and event: a price of an asset (rule COL-003).</summary>
/// <param name="Price">Minor units for as many whole units as the asset is priced per; above zero.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PriceCollateral(Name24 Asset, TradingDate Day, Money Price);

/// <summary>Units came or went.</summary>
/// <param name="Pledged">What the account has pledged of the asset after it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CollateralMoved(
    AccountId Account,
    Name24 Asset,
    long Units,
    long Pledged,
    Name24 Reference
);

/// <summary>What an account's collateral is worth after haircuts, and what of it covers margin (rule COL-006). Told in
/// step 10 for each account and currency with pledged units.</summary>
/// <param name="Counted">At most the value, and never more than is required.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CollateralCounted(
    AccountId Account,
    Currency Currency,
    TradingDate Day,
    Money Value,
    Money Counted
);
