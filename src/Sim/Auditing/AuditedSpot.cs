// What the spot market must hold, from what was told alone: the ledger's codes are the sum of bids and certificates,
// and no unit is made or lost.
using System.Numerics;
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

/// <summary>Follows bids and certificates by their events (SPT-007).</summary>
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
            var bids = _reserves.Where(r => _products[r.Key.Product] == currency).Sum(r => r.Value);
            var fault =
                Differ(LedgerCode.SpotReserve, bids)
                ?? Differ(LedgerCode.SpotCollateral, mine.Sum(c => c.Deposit))
                ?? Differ(LedgerCode.SpotEscrow, mine.Sum(c => c.Escrow))
                ?? Owned(currency, mine, posted);
            if (fault is not null)
                return fault;

            string? Differ(LedgerCode code, long sum)
            {
                var held = posted
                    .Balances.Where(b => b.Key.Code == code && b.Key.Currency == currency)
                    .Sum(b => b.Value);
                return held == sum ? null : $"{code} of {currency}: bids and certificates sum to {sum}; got {held}";
            }
        }

        return null;
    }

    private string? Owned(Currency currency, List<Held> mine, NaiveLedger posted)
    {
        foreach (var ((code, owner, of), held) in posted.Balances)
        {
            if (of != currency || code is not (LedgerCode.SpotReserve or LedgerCode.SpotCollateral))
                continue;
            var sum =
                code == LedgerCode.SpotCollateral
                    ? mine.Where(c => c.Issuer == owner).Sum(c => c.Deposit)
                    : _reserves
                        .Where(r => r.Key.Account == owner && _products[r.Key.Product] == currency)
                        .Sum(r => r.Value);
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
                    or DeliveryAllocated;
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
            case DeliveryAllocated { IntoEscrow: 1 } allocated:
                _certificates[allocated.Certificate].Escrow += allocated.Paid.Minor;
                return null;
            case CertificateEnded ended:
                return End(ended, _certificates[ended.Certificate]);
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
