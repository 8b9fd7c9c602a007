// What the spot market must hold, from what was told alone: the ledger's codes are the sum of bids, orders, quotes,
// certificates and supply contracts, and no unit is made or lost.
using System.Numerics;
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

/// <summary>Follows what is set aside, in escrow and deposited by the events that tell it (SPT-007).</summary>
internal sealed class AuditedSpot
{
    private sealed class Held
    {
        public Currency Currency { get; init; }
        public long Units { get; set; }
        public long Drawn { get; set; }
        public long Escrow { get; set; }
        public long Deposit { get; set; }
        public int Issuer { get; init; }
    }

    private readonly SortedList<string, Currency> _products = new(StringComparer.Ordinal);
    private readonly SortedList<(string Product, int Account, long Reference), long> _reserves = [];
    private readonly SortedList<(string Product, int Account, long Reference), long> _orders = [];
    private readonly SortedList<long, string> _requests = [];
    private readonly SortedList<long, (string Product, int Account, long Reserved)> _quotes = [];
    private readonly SortedList<long, (Currency Currency, int Buyer, long Security)> _supplies = [];
    private readonly SortedList<long, Held> _certificates = [];

    /// <summary>The first difference after the events of a command, or null.</summary>
    public string? Check(IReadOnlyList<Happening> events, NaiveLedger posted)
    {
        var any = false;
        foreach (var happening in events)
        {
            if (Fold(happening, ref any) is { } fault)
                return fault;
        }

        if (!any)
            return null;
        foreach (var currency in _products.Values.Distinct())
        {
            var mine = _certificates.Values.Where(c => c.Currency == currency).ToList();
            var supplies = _supplies.Values.Where(s => s.Currency == currency).ToList();
            var fault =
                Differ(LedgerCode.SpotReserve, Aside(currency).Sum(a => a.Minor))
                ?? Differ(LedgerCode.SpotCollateral, mine.Sum(c => c.Deposit) + supplies.Sum(s => s.Security))
                ?? Differ(LedgerCode.SpotEscrow, mine.Sum(c => c.Escrow))
                ?? Owned(currency, mine, posted);
            if (fault is not null)
                return fault;

            string? Differ(LedgerCode code, long sum)
            {
                var held = posted
                    .Balances.Where(b => b.Key.Code == code && b.Key.Currency == currency)
                    .Sum(b => b.Value);
                return held == sum ? null : $"{code} of {currency}: what was told sums to {sum}; got {held}";
            }
        }

        return null;
    }

    // Bids, orders and quotes that wait.
    private IEnumerable<(int Account, long Minor)> Aside(Currency currency) =>
        _reserves
            .Concat(_orders)
            .Where(r => _products[r.Key.Product] == currency)
            .Select(r => (r.Key.Account, r.Value))
            .Concat(_quotes.Values.Where(q => _products[q.Product] == currency).Select(q => (q.Account, q.Reserved)));

    private string? Owned(Currency currency, List<Held> mine, NaiveLedger posted)
    {
        foreach (var ((code, owner, of), held) in posted.Balances)
        {
            if (of != currency || code is not (LedgerCode.SpotReserve or LedgerCode.SpotCollateral))
                continue;
            var sum =
                code == LedgerCode.SpotCollateral
                    ? mine.Where(c => c.Issuer == owner).Sum(c => c.Deposit)
                        + _supplies.Values.Where(s => s.Buyer == owner && s.Currency == currency).Sum(s => s.Security)
                    : Aside(currency).Where(a => a.Account == owner).Sum(a => a.Minor);
            if (held != sum)
                return $"{code} of account {owner} in {currency}: expected {sum}; got {held}";
        }

        return null;
    }

    private string? Fold(Happening happening, ref bool any)
    {
        any |=
            happening.Message
                is SpotBidTaken
                    or SpotBidEnded
                    or CertificateIssued
                    or CertificateSplit
                    or DeliveryRecorded
                    or CertificateEnded
                    or DeliveryAllocated
                    or SpotOrderTaken
                    or SpotOrderEnded
                    or SpotQuoteGiven
                    or SpotQuoteEnded
                    or SupplyStateSet
                    or SupplyPaid;
        switch (happening.Message)
        {
            case string text when happening.Kind == MessageKind.SpotProductDefined:
                var product = SpotProduct.Read(Encoding.UTF8.GetBytes(text), [])!;
                _products[product.Product] = product.Currency;
                return null;
            case SpotBidTaken bid:
                _reserves.Add((bid.Product.ToString(), bid.Account.Value, bid.Reference), bid.Reserved.Minor);
                return null;
            case SpotBidEnded bid:
                return _reserves.Remove((bid.Product.ToString(), bid.Account.Value, bid.Reference))
                    ? null
                    : $"{bid}: no such bid waits";
            case CertificateIssued issued:
                _certificates.Add(
                    issued.Certificate,
                    new()
                    {
                        Currency = _products[issued.Product.ToString()],
                        Issuer = issued.Issuer.Value,
                        Units = issued.Units,
                        Escrow = issued.Paid.Minor,
                        Deposit = issued.Collateral.Minor,
                    }
                );
                return null;
            case CertificateSplit split:
                var whole = _certificates[split.Certificate];
                (whole.Units, whole.Escrow, whole.Deposit) = (split.Units, split.Paid.Minor, split.Collateral.Minor);
                return null;
            case DeliveryRecorded delivery:
                return Draw(delivery, _certificates[delivery.Certificate]);
            case DeliveryAllocated allocated:
                _certificates[allocated.Certificate].Escrow += allocated.Paid.Minor;
                return null;
            case CertificateEnded ended:
                return End(ended, _certificates[ended.Certificate]);
            default:
                return FoldDealing(happening) ?? FoldSupply(happening);
        }
    }

    // The book and quotes: with its last lot, or its end, an order or a quote has nothing set aside any more.
    private string? FoldDealing(Happening happening)
    {
        switch (happening.Message)
        {
            case SpotOrderTaken order:
                _orders.Add((order.Product.ToString(), order.Account.Value, order.Reference), order.Reserved.Minor);
                return null;
            case SpotOrderFilled filled:
                var key = (filled.Product.ToString(), filled.Account.Value, filled.Reference);
                _orders[key] = _orders[key] / (filled.Left.Lots + filled.Lots.Lots) * filled.Left.Lots;
                return null;
            case SpotOrderEnded order:
                var ended = (order.Product.ToString(), order.Account.Value, order.Reference);
                var freed = _orders[ended];
                _orders.Remove(ended);
                return freed == order.Freed.Minor ? null : $"{order}: expected {freed} freed";
            case SpotQuoteAsked asked:
                _requests.Add(asked.Request, asked.Product.ToString());
                return null;
            case SpotQuoteGiven quote:
                _quotes.Add(quote.Quote, (_requests[quote.Request], quote.Account.Value, quote.Reserved.Minor));
                return null;
            case SpotQuoteEnded { Quote: > 0 } quote:
                var expected = quote.How == SpotQuoteEnd.Taken ? 0 : _quotes[quote.Quote].Reserved;
                _quotes.Remove(quote.Quote);
                return expected == quote.Freed.Minor ? null : $"{quote}: expected {expected} freed";
            default:
                return null;
        }
    }

    private string? FoldSupply(Happening happening)
    {
        switch (happening.Message)
        {
            case string text when happening.Kind == MessageKind.SupplyProposed:
                var proposal = Documents.Read<SupplyProposal>(Encoding.UTF8.GetBytes(text));
                var terms = SupplyTerms.Read(Encoding.UTF8.GetBytes(proposal.Terms.GetRawText()), [])!;
                _supplies.Add(proposal.Number, (_products[terms.Product], terms.Buyer, 0));
                return null;
            case SupplyStateSet set:
                _supplies[set.Supply] = _supplies[set.Supply] with { Security = set.Security.Minor };
                return null;
            case SupplyPaid paid:
                var before = _supplies[paid.Supply];
                _supplies[paid.Supply] = before with { Security = before.Security - paid.FromSecurity.Minor };
                return before.Security < paid.FromSecurity.Minor ? $"{paid}: more than was deposited" : null;
            default:
                return null;
        }
    }

    private static string? Draw(DeliveryRecorded told, Held held)
    {
        held.Drawn += told.Delivered;
        held.Escrow -= told.Paid.Minor;
        held.Deposit -= told.TopUp.Minor + told.Released.Minor;
        if (held.Drawn != told.Drawn || held.Drawn > held.Units)
            return $"{told}: expected {held.Drawn} of {held.Units} units drawn";
        return held.Escrow < 0 || held.Deposit < 0 ? $"{told}: more was paid than was there" : null;
    }

    private string? End(CertificateEnded told, Held held)
    {
        if ((BigInteger)told.Drawn + told.Failed + told.Unused != held.Units || told.Drawn != held.Drawn)
            return $"{told}: expected {held.Units} units, {held.Drawn} of them drawn";
        if (told.PaidUnused.Minor + told.Refunded.Minor != held.Escrow)
            return $"{told}: expected all of the escrow, {held.Escrow}";
        if (told.Penalty.Minor + told.Released.Minor != held.Deposit)
            return $"{told}: expected all of the deposit, {held.Deposit}";
        return _certificates.Remove(told.Certificate) ? null : $"{told}: it has ended already";
    }
}
