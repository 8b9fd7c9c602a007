// What the naive market remembers of supply contracts: every record and every invoice.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

/// <summary>A supply contract with all that was ever metered for it.</summary>
internal sealed class NaiveSupply(int number, SupplyTerms terms, NaiveProduct product)
{
    public int Number { get; } = number;

    public SupplyTerms Terms { get; } = terms;

    public NaiveProduct Product { get; } = product;

    public Currency Currency => Product.Terms.Currency;

    public SupplyState State { get; set; } = SupplyState.Proposed;

    public bool Lives => State is SupplyState.InForce or SupplyState.CutShort;

    /// <summary>Minor units that the buyer has deposited.</summary>
    public long Security { get; set; }

    /// <summary>The month to bill next.</summary>
    public ContractMonth Next { get; set; } = terms.From;

    /// <summary>The last month that is billed.</summary>
    public ContractMonth Last { get; set; } = terms.To;

    /// <summary>In the order in which it was told.</summary>
    public List<(TradingDate Day, long Units)> Used { get; } = [];

    /// <summary>Oldest month first.</summary>
    public List<NaiveInvoice> Invoices { get; } = [];

    public TradingDate Today(Instant now) => Terms.DayOf(now);

    public long UnitsOf(ContractMonth month) => Used.Where(u => ContractMonth.Of(u.Day) == month).Sum(u => u.Units);
}

/// <summary>An invoice, and what of it is not paid.</summary>
internal sealed class NaiveInvoice(NaiveSupply supply, ContractMonth month, Instant due)
{
    public NaiveSupply Supply { get; } = supply;

    public ContractMonth Month { get; } = month;

    public Instant Due { get; } = due;

    /// <summary>Minor units.</summary>
    public required long Open { get; set; }

    /// <summary>On its due day it was looked for.</summary>
    public bool Tried { get; set; }

    public bool Waits => Open > 0 && !Tried;
}
