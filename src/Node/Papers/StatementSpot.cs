// The spot market's lines of a statement: on days that have some.
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Papers;

/// <summary>Each line below zero where the account paid; they add up to <paramref name="Total"/>.</summary>
internal sealed record PaperSpot(
    string SetAside,
    string Prepaid,
    string Collateral,
    string Delivered,
    string Refunded,
    string Penalties,
    string SupplyInvoices,
    string Total
);

/// <summary>Draws up and lays out the lines.</summary>
internal static class StatementSpot
{
    /// <summary>Null: nothing moved.</summary>
    public static PaperSpot? Of(in SpotCash s) =>
        s == default
            ? null
            : new(
                Figures.Of(s.SetAside),
                Figures.Of(s.Prepaid),
                Figures.Of(s.Collateral),
                Figures.Of(s.Delivered),
                Figures.Of(s.Refunded),
                Figures.Of(s.Penalties),
                Figures.Of(s.Supplied),
                Figures.Of(s.Sum)
            );

    /// <summary>What the balance changed by; null: nothing moved.</summary>
    public static string? Total(in SpotCash s) => s == default ? null : Figures.Of(s.Sum);

    public static (Say Name, string Value)[] Pairs(PaperSpot? s) =>
        s is null
            ? []
            :
            [
                (new("Spot: Set Aside", "现货申报冻结"), s.SetAside),
                (new("Spot: Prepaid", "现货预付款"), s.Prepaid),
                (new("Spot: Collateral", "现货担保金"), s.Collateral),
                (new("Spot: Delivered", "现货交付收款"), s.Delivered),
                (new("Spot: Refund", "现货退款"), s.Refunded),
                (new("Spot: Penalty", "现货违约金"), s.Penalties),
                (new("Supply Invoices", "供应合同账单"), s.SupplyInvoices),
            ];

    /// <summary>One line, where a paper has room for one.</summary>
    public static (Say Name, string Value)[] Pairs(string? total) =>
        total is null ? [] : [(new("Spot Market", "现货市场"), total)];
}
