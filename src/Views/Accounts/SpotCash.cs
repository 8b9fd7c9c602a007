// What the spot market and supply contracts did to an account's balance, by kind: lines of a statement.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>
/// Each line above zero where the account got money. Their sum is what cash changed by: when money that was set aside
/// (2050) or deposited (2060) is used, its line gives it back and the line of the use takes it, so that every line says
/// what it names.
/// </summary>
/// <param name="SetAside">For bids, orders and quotes: taken at the limit, free again.</param>
/// <param name="Prepaid">A buyer's price, into escrow.</param>
/// <param name="Collateral">Deposited by an issuer or by the buyer of a supply contract, and back.</param>
/// <param name="Delivered">For what was delivered, out of escrow.</param>
/// <param name="Refunded">Out of escrow back to the owner.</param>
/// <param name="Penalties">For what an issuer failed to deliver, and what a stand-in got above its price.</param>
/// <param name="Supplied">Invoices of supply contracts, paid and received.</param>
public readonly record struct SpotCash(
    Money SetAside,
    Money Prepaid,
    Money Collateral,
    Money Delivered,
    Money Refunded,
    Money Penalties,
    Money Supplied
)
{
    /// <summary>What the balance changed by.</summary>
    public Money Sum => SetAside + Prepaid + Collateral + Delivered + Refunded + Penalties + Supplied;

    public static SpotCash operator +(in SpotCash a, in SpotCash b) =>
        new(
            a.SetAside + b.SetAside,
            a.Prepaid + b.Prepaid,
            a.Collateral + b.Collateral,
            a.Delivered + b.Delivered,
            a.Refunded + b.Refunded,
            a.Penalties + b.Penalties,
            a.Supplied + b.Supplied
        );

    /// <summary>One side of a posting on an account of its owner.</summary>
    /// <param name="amount">Above zero: a credit, in its favour.</param>
    public static SpotCash Of(LedgerCode code, PostingReason reason, Money amount)
    {
        var line = Line(reason, amount);
        return code switch
        {
            LedgerCode.ClientCash => line,
            // Between an account's own registers the cash side has told it already; what goes on to the house has none.
            LedgerCode.SpotReserve when reason is PostingReason.SpotPrepayment or PostingReason.SpotCollateral => line
                + new SpotCash { SetAside = -amount },
            LedgerCode.SpotCollateral when reason is PostingReason.SpotPenalty or PostingReason.SupplyPayment => line
                + new SpotCash { Collateral = -amount },
            _ => default,
        };
    }

    private static SpotCash Line(PostingReason reason, Money amount) =>
        reason switch
        {
            PostingReason.SpotReserve => new() { SetAside = amount },
            PostingReason.SpotPrepayment => new() { Prepaid = amount },
            PostingReason.SpotCollateral => new() { Collateral = amount },
            PostingReason.SpotPayment => new() { Delivered = amount },
            PostingReason.SpotRefund => new() { Refunded = amount },
            PostingReason.SpotPenalty => new() { Penalties = amount },
            PostingReason.SupplyPayment => new() { Supplied = amount },
            _ => default,
        };
}
