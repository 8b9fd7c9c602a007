// Supply contracts as their sides may see them: terms, what was metered, invoices and what is open of them.
using System.Text;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.Spot;

/// <summary>An invoice and what became of it.</summary>
/// <param name="Bytes">The document as it stands on the log.</param>
public sealed record SupplyInvoiceRow(SupplyInvoiceDocument Document, ReadOnlyMemory<byte> Bytes, Instant Time)
{
    /// <summary>What is not paid.</summary>
    public Money Open { get; internal set; } = new(Document.AmountMinor);

    /// <summary>Its due day has passed and something was missing.</summary>
    public bool IsOverdue { get; internal set; }
}

/// <summary>A contract as it stands.</summary>
/// <param name="document">Its terms as the seller wrote them.</param>
public sealed class SupplyRow(long number, SupplyTerms terms, ReadOnlyMemory<byte> document, Instant time)
{
    private readonly SortedDictionary<int, long> _metered = [];
    private readonly List<SupplyInvoiceRow> _invoices = [];

    public long Number { get; } = number;

    public SupplyTerms Terms { get; } = terms;

    /// <summary>The terms as JSON, as the seller wrote them.</summary>
    public ReadOnlyMemory<byte> Document { get; } = document;

    /// <summary>When it was proposed.</summary>
    public Instant Time { get; } = time;

    public SupplyState State { get; internal set; } = SupplyState.Proposed;

    /// <summary>What the buyer has deposited for it now.</summary>
    public Money Security { get; internal set; }

    /// <summary>The last month that is billed.</summary>
    public ContractMonth Last { get; internal set; } = terms.To;

    /// <summary>The meter's last record that was counted; zero: none.</summary>
    public long LastRecord { get; internal set; }

    /// <summary>Months with use and their metered units, oldest first.</summary>
    public IEnumerable<(ContractMonth Month, long Units)> Metered =>
        _metered.Select(m => (new ContractMonth(m.Key), m.Value));

    /// <summary>Oldest first: months are billed in their order.</summary>
    public IReadOnlyList<SupplyInvoiceRow> Invoices => _invoices;

    /// <summary>What is open of all invoices.</summary>
    public Money Open => _invoices.Aggregate(Money.Zero, (sum, i) => sum + i.Open);

    /// <summary>Null: that month was not billed.</summary>
    public SupplyInvoiceRow? Invoice(ContractMonth month)
    {
        var at = month.Index - Terms.From.Index;
        return at >= 0 && at < _invoices.Count ? _invoices[at] : null;
    }

    internal void Count(ContractMonth month, long units) => _metered[month.Index] = units;

    internal void Bill(SupplyInvoiceRow invoice) => _invoices.Add(invoice);
}

/// <summary>Folds the events of supply contracts.</summary>
public sealed class SupplyBoard : View
{
    private readonly List<SupplyRow> _all = [];

    /// <summary>Contract 1 first.</summary>
    public IReadOnlyList<SupplyRow> All => _all;

    /// <summary>Null: no such contract.</summary>
    public SupplyRow? Of(long number) => number >= 1 && number <= _all.Count ? _all[(int)number - 1] : null;

    /// <summary>Contracts of which the account is a side, newest first.</summary>
    public IEnumerable<SupplyRow> Of(AccountId account) =>
        _all.Where(s => s.Terms.Seller == account.Value || s.Terms.Buyer == account.Value).Reverse();

    /// <summary>When the next invoice is taken; never: none waits for its day.</summary>
    public Instant NextDue(Instant now)
    {
        var next = Instant.Never;
        foreach (var row in _all)
        {
            foreach (var invoice in row.Invoices)
            {
                if (invoice.Open.Minor == 0 || !TradingDate.TryParse(invoice.Document.Due, out var day))
                    continue;
                var due = row.Terms.Begin(day);
                next = due > now && due < next ? due : next;
            }
        }

        return next;
    }

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.SupplyProposed:
                var proposal = Documents.Read<SupplyProposal>(entry.Payload.Span);
                var document = Encoding.UTF8.GetBytes(proposal.Terms.GetRawText());
                _all.Add(new(proposal.Number, SupplyTerms.Read(document, [])!, document, entry.Time));
                break;
            case MessageKind.SupplyStateSet:
                var set = entry.As<SupplyStateSet>();
                var row = Of(set.Supply)!;
                (row.State, row.Security, row.Last) = (set.State, set.Security, ContractMonth.Of(set.Last));
                break;
            case MessageKind.SupplyRecorded:
                var record = entry.As<SupplyRecorded>();
                Of(record.Supply)!.Count(ContractMonth.Of(record.Day), record.MonthUnits);
                Of(record.Supply)!.LastRecord = record.Record;
                break;
            case MessageKind.SupplyInvoiced:
                var invoiced = Documents.Read<SupplyInvoiceDocument>(entry.Payload.Span);
                Of(invoiced.Number)!.Bill(new(invoiced, entry.Payload.ToArray(), entry.Time));
                break;
            case MessageKind.SupplyPaid:
                var paid = entry.As<SupplyPaid>();
                var billed = Of(paid.Supply)!;
                billed.Security -= paid.FromSecurity;
                var invoice = billed.Invoice(ContractMonth.Of(paid.Month))!;
                (invoice.Open, invoice.IsOverdue) = (paid.Open, paid.Open.Minor > 0 && paid.Overdue == 1);
                break;
            default:
                break;
        }
    }
}
