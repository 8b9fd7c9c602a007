// What a story asks of the spot market: prices of an auction, what became of a bid, a certificate and its money.
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private bool OfSpotMarket(WordReader words)
    {
        if (words.Has("spot", "hour"))
            ExpectHour(words);
        else if (words.Has("spot", "bid"))
            ExpectBid(words);
        else if (words.Has("spot", "trade"))
            ExpectSpotTrade(words);
        else if (words.Has("rejected"))
            ExpectRejected(words);
        else if (words.Has("certificate"))
            ExpectCertificate(words);
        else if (words.Has("delivery"))
            ExpectDelivery(words);
        else if (words.Has("ended"))
            ExpectEnded(words);
        else if (words.Has("escrow"))
        {
            var expected = Amount(words);
            Same("escrow", expected, Minor(_venue.Balance(LedgerCode.SpotEscrow, 0, CurrencyOf(words))));
        }
        else
            return OfDealing(words);
        return true;
    }

    private SpotAuctionDocument LastAuction(WordReader words)
    {
        for (var i = _venue.Events.Count - 1; i >= 0; i--)
        {
            if (_venue.Events[i].Kind != MessageKind.SpotAuctionHeld)
                continue;
            return Documents.Read<SpotAuctionDocument>(Encoding.UTF8.GetBytes(_venue.Events[i].As<string>()));
        }

        throw words.Fault("a spot auction before it");
    }

    // spot hour H @ P [lots N] [unserved N] [unserved-in-blocks N] [unsold N] [offered N] [asked N] [sellers N], of the
    // auction held last
    private void ExpectHour(WordReader words)
    {
        var auction = LastAuction(words);
        var hour = words.Whole("an hour");
        var at = (int)(HourZero + hour - auction.FirstHour);
        if (at < 0 || at >= auction.Prices.Count)
            throw words.Fault($"an hour of the last auction, {auction.FirstHour - HourZero} and on");
        words.Need("@");
        var price = Plain(words.Decimal("a price"));
        Same($"spot hour {hour} @", price, Plain(auction.Prices[at] * SpotTick(Name24.Of(auction.Product))));
        while (true)
        {
            var (what, got) = words.Peek switch
            {
                "lots" => ("lots", auction.Lots[at]),
                "unserved" => ("unserved", auction.Unserved[at]),
                "unserved-in-blocks" => ("unserved-in-blocks", auction.UnservedInBlocks[at]),
                "unsold" => ("unsold", auction.Unsold[at]),
                "offered" => ("offered", auction.Offered[at]),
                "asked" => ("asked", auction.Asked[at]),
                "sellers" => ("sellers", auction.Sellers[at]),
                _ => ("", 0L),
            };
            if (!AskNumber($"spot hour {hour} {what}", what, got, words))
                return;
        }
    }

    // spot bid NAME REF HOW [N lots] [paid A] [freed A]
    private void ExpectBid(WordReader words)
    {
        var account = AccountOf(words.Take("an account's name"));
        var reference = words.Whole("a reference");
        var what = $"spot bid {AccountNameOf(account)} {reference}";
        var ended = Last<SpotBidEnded>(MessageKind.SpotBidEnded, b => b.Account == account && b.Reference == reference);
        var how = ended is null ? "waits" : Spelled(ended.Value.How.ToString());
        Same(what, words.Take("waits, filled, not-filled, paradoxically-rejected, taken-back or shut-out"), how);
        while (
            AskNumber($"{what} lots", "lots", ended?.Filled.Lots ?? 0, words)
            || AskMoney($"{what} paid", "paid", ended?.Paid ?? default, words)
            || AskMoney($"{what} freed", "freed", ended?.Freed ?? default, words)
        ) { }
    }

    // spot trade N NAME from NAME LOTS hour H [for N] paid A
    private void ExpectSpotTrade(WordReader words)
    {
        var number = words.Whole("a trade's number");
        var trade = Last<SpotTraded>(MessageKind.SpotTraded, t => t.Trade == number);
        var buyer = words.Take("an account's name");
        words.Need("from");
        var seller = words.Take("an account's name");
        var lots = words.Whole("a number of lots");
        words.Need("hour");
        var hour = words.Whole("an hour");
        var hours = words.Has("for") ? words.Number("a number of hours") : 1;
        words.Need("paid");
        var got = trade is { } t
            ? $"{AccountNameOf(t.Buyer)} from {AccountNameOf(t.Seller)} {t.Lots.Lots} hour {t.FirstHour - HourZero} "
                + $"for {t.Hours} paid {Minor(t.Paid.Minor)}"
            : "none";
        Same($"spot trade {number}", $"{buyer} from {seller} {lots} hour {hour} for {hours} paid {Amount(words)}", got);
    }

    // rejected NAME REF sum P | rejected none: the paradoxically rejected blocks of the last auction
    private void ExpectRejected(WordReader words)
    {
        var auction = LastAuction(words);
        if (words.Has("none"))
        {
            Same("rejected", "0 blocks", $"{auction.Rejected.Count} blocks");
            return;
        }

        var account = AccountOf(words.Take("an account's name"));
        var reference = words.Whole("a reference");
        words.Need("sum");
        var sum = Plain(words.Decimal("a sum of prices"));
        var block = auction.Rejected.FirstOrDefault(b => b.Account == account.Value && b.Reference == reference);
        var got = block is null ? "none" : Plain(block.Sum * SpotTick(Name24.Of(auction.Product)));
        Same($"rejected {AccountNameOf(account)} {reference} sum", sum, got);
    }

    // certificate N [of NAME] [issuer NAME] [hour H] [for N] [lots N] [units N] [paid A] [collateral A] [from N]
    private void ExpectCertificate(WordReader words)
    {
        var id = words.Whole("a certificate's number");
        var what = $"certificate {id}";
        if (CertificateNow(id) is not { } now)
        {
            Differ(what, "none");
            return;
        }

        while (true)
        {
            if (words.Has("of"))
                Same($"{what} of", words.Take("an account's name"), AccountNameOf(now.Owner));
            else if (words.Has("issuer"))
                Same($"{what} issuer", words.Take("an account's name"), AccountNameOf(now.Issuer));
            else if (
                !AskNumber($"{what} hour", "hour", now.FirstHour - HourZero, words)
                && !AskNumber($"{what} for", "for", now.Hours, words)
                && !AskNumber($"{what} lots", "lots", now.Lots.Lots, words)
                && !AskNumber($"{what} units", "units", now.Units, words)
                && !AskNumber($"{what} from", "from", now.From, words)
                && !AskMoney($"{what} paid", "paid", now.Paid, words)
                && !AskMoney($"{what} collateral", "collateral", now.Collateral, words)
            )
                return;
        }
    }

    // As it was issued, with what changed since.
    private CertificateIssued? CertificateNow(long id)
    {
        CertificateIssued? now = null;
        foreach (var message in _venue.Events.Select(e => e.Message))
        {
            now = message switch
            {
                CertificateIssued issued when issued.Certificate == id => issued,
                TransferCertificate passed when passed.Certificate == id => now!.Value with { Owner = passed.To },
                DeliveryAllocated taken when taken.Certificate == id => now!.Value with
                {
                    Owner = taken.To,
                    Paid = taken.Paid,
                },
                CertificateSplit split when split.Certificate == id => now!.Value with
                {
                    Lots = split.Lots,
                    Units = split.Units,
                    Paid = split.Paid,
                    Collateral = split.Collateral,
                },
                _ => now,
            };
        }

        return now;
    }

    // delivery paid A [top-up A] [released A] [drawn N] [by NAME]: the one that was recorded last
    private void ExpectDelivery(WordReader words)
    {
        var last = Last<DeliveryRecorded>(MessageKind.DeliveryRecorded, _ => true) ?? default;
        while (true)
        {
            if (words.Has("by"))
                Same("delivery by", words.Take("an account's name"), AccountNameOf(last.By));
            else if (
                !AskMoney("delivery paid", "paid", last.Paid, words)
                && !AskMoney("delivery top-up", "top-up", last.TopUp, words)
                && !AskMoney("delivery released", "released", last.Released, words)
                && !AskNumber("delivery drawn", "drawn", last.Drawn, words)
            )
                return;
        }
    }

    // ended N [drawn N] [failed N] [unused N] [to-issuer A] [refunded A] [penalty A] [released A]; ended none
    private void ExpectEnded(WordReader words)
    {
        var id = words.Whole("a certificate's number");
        var what = $"ended {id}";
        var end = Last<CertificateEnded>(MessageKind.CertificateEnded, e => e.Certificate == id);
        if (words.Has("none"))
        {
            Same(what, "none", end is null ? "none" : "ended");
            return;
        }

        if (end is not { } e)
        {
            Differ(what, "none");
            e = default;
        }

        while (
            AskNumber($"{what} drawn", "drawn", e.Drawn, words)
            || AskNumber($"{what} failed", "failed", e.Failed, words)
            || AskNumber($"{what} unused", "unused", e.Unused, words)
            || AskMoney($"{what} to-issuer", "to-issuer", e.PaidUnused, words)
            || AskMoney($"{what} refunded", "refunded", e.Refunded, words)
            || AskMoney($"{what} penalty", "penalty", e.Penalty, words)
            || AskMoney($"{what} released", "released", e.Released, words)
        ) { }
    }

    private bool AskNumber(string what, string word, long got, WordReader words)
    {
        if (word.Length == 0 || !words.Has(word))
            return false;
        Same(what, $"{words.Whole("a whole number")}", $"{got}");
        return true;
    }

    private bool AskMoney(string what, string word, Money got, WordReader words)
    {
        if (!words.Has(word))
            return false;
        Same(what, Amount(words), Minor(got.Minor));
        return true;
    }
}
