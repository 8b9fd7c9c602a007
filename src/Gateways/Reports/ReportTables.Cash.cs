// The clearing report of cash: what moved each account's balance, line by line.
namespace Tokenbourse.Gateways.Reports;

internal sealed partial class ReportTables
{
    /// <summary>Balance carried forward is the sum of what stands before it, withdrawals and fees below zero.</summary>
    private ReportTable Cash() =>
        Money(
            "cash",
            [
                ("balanceBroughtForward", d => d.Money.Before),
                ("deposits", d => d.Money.Deposits),
                ("withdrawals", d => d.Money.Withdrawals),
                ("corrections", d => d.Money.Corrections),
                ("spotSetAside", d => d.Money.Spot.SetAside),
                ("spotPrepaid", d => d.Money.Spot.Prepaid),
                ("spotCollateral", d => d.Money.Spot.Collateral),
                ("spotDelivered", d => d.Money.Spot.Delivered),
                ("spotRefunded", d => d.Money.Spot.Refunded),
                ("spotPenalties", d => d.Money.Spot.Penalties),
                ("supplyInvoices", d => d.Money.Spot.Supplied),
                ("realizedByDate", d => d.Money.Realized),
                ("heldByDate", d => d.Money.Marked),
                ("delivered", d => d.Money.Delivered),
                ("fees", d => d.Money.Fees),
                ("balanceCarriedForward", d => d.Money.After),
                ("ledgerBalance", d => d.Money.Ledger),
            ]
        );
}
