// What a story asks: cash, positions, prices, depth, sums, each against the events so far.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private void Expect(WordReader words)
    {
        var name = "";
        (_lotsAsked, _reductionsAsked, _largeAsked, _exceededAsked, _forcedAsked) = (0, 0, 0, 0, 0);
        (_transfersAsked, _layersAsked) = (0, 0);
        do
        {
            if (_opened.Contains(words.Peek))
                name = words.Take("");
            if (
                !OfMarket(words)
                && !OfLimits(words)
                && !OfSpotMarket(words)
                && (name.Length == 0 || !OfAccount(name, words))
            )
            {
                throw words.Fault(
                    "an account with cash, margin, equity, required, called, fees, variation, position, "
                        + "pending, pledged, collateral, long, short, today, marked, call or restricted; or forced, "
                        + "liquidation, lot closed, lots closed, reduced, struck, settlement, evidence, final, band, "
                        + "depth, queue, best, order, auction, "
                        + "indicative, last trade, locked, phase, sequence, told, message, not listed, "
                        + "months, last-day, open interest, income or 'all accounts sum to zero change'"
                );
            }
        } while (!words.AtEnd);
    }

    private bool OfAccount(string name, WordReader words)
    {
        var account = _accounts[name];
        var what = words.Peek;
        switch (what)
        {
            case "position":
                words.Take("");
                var month = Month(words);
                Same(
                    $"{name} position {month.Symbol}",
                    $"{words.Whole("net lots")}",
                    $"{_venue.Position(month.Instrument, account)}"
                );
                return true;
            case "variation":
                words.Take("");
                var of = Month(words);
                var paid = _settlement
                    .Where(e => e.Kind == MessageKind.VariationPaid)
                    .Select(e => e.As<VariationPaid>())
                    .Where(v => v.Account.Value == account && v.Instrument.Value == of.Instrument)
                    .Sum(v => v.Amount.Minor);
                Same($"{name} variation {of.Symbol}", Amount(words), Minor(paid));
                return true;
            case "struck":
                words.Take("");
                ExpectStruck(name, account, words);
                return true;
            case "cash"
            or "margin"
            or "equity"
            or "required"
            or "called"
            or "fees"
            or "fund"
            or "corrected"
            or "reserved"
            or "secured":
                words.Take("");
                var none = words.Has("none");
                var expected = none ? "0.00" : Amount(words);
                var currency = Currencies.Of(words.Peek) is var c and not Currency.None ? c : _currency;
                if (Currencies.Of(words.Peek) != Currency.None)
                    words.Take("");
                Same($"{name} {what}", expected, Minor(MoneyOf(what, account, currency)));
                return true;
            default:
                return OfPledges(name, account, words)
                    || OfCalls(name, account, words)
                    || OfMargins(name, account, words)
                    || OfLots(name, account, words);
        }
    }

    private long MoneyOf(string what, int account, Currency currency)
    {
        var cash = _venue.Balance(LedgerCode.ClientCash, account, currency);
        var margin = _venue.Balance(LedgerCode.ClientMargin, account, currency);
        return what switch
        {
            "cash" => cash,
            "margin" => margin,
            "equity" => cash + margin + _venue.Balance(LedgerCode.WithdrawalPending, account, currency),
            "fund" => _venue.Balance(LedgerCode.DefaultFund, account, currency),
            "reserved" => _venue.Balance(LedgerCode.SpotReserve, account, currency),
            "secured" => _venue.Balance(LedgerCode.SpotCollateral, account, currency),
            "corrected" => CorrectedOf(account, currency),
            "required" => _settlement
                .Where(e => e.Kind == MessageKind.MarginRequired)
                .Select(e => e.As<MarginRequired>())
                .Where(m => m.Account.Value == account && m.Currency == currency)
                .Sum(m => m.Required.Minor),
            "called" => _settlement
                .Where(e => e.Kind == MessageKind.MarginCalled)
                .Select(e => e.As<MarginCalled>())
                .Where(m => m.Account.Value == account && m.Currency == currency)
                .Sum(m => m.Shortfall.Minor),
            _ => _venue
                .Events.Where(e => e.Kind == MessageKind.Posted)
                .Select(e => e.As<Posted>())
                .Where(p => p.Reason == PostingReason.Fee && p.DebitOwner.Value == account && p.Currency == currency)
                .Sum(p => p.Amount.Minor),
        };
    }

    private bool OfMarket(WordReader words)
    {
        if (words.Has("all", "accounts", "sum", "to", "zero", "change"))
            ZeroChange();
        else if (words.Has("settlement"))
            ExpectSettlement(words);
        else if (words.Has("evidence"))
            ExpectEvidence(words);
        else if (words.Has("final"))
            ExpectFinal(words);
        else if (words.Has("band"))
            ExpectBand(words);
        else if (words.Has("open", "interest"))
            ExpectInterest(words, Month(words));
        else if (words.Has("income"))
        {
            var currency = _currency;
            Same("income", Amount(words), Minor(_venue.Balance(LedgerCode.FeeIncome, 0, currency)));
        }
        else if (words.Has("lot", "closed"))
            ExpectLotClosed(words);
        else if (words.Has("lots", "closed"))
            Same("lots closed", $"{words.Whole("a number of lots")}", $"{LotsClosed().Sum(l => l.Lots.Lots)}");
        else if (words.Has("reduced"))
            ExpectReduced(words);
        else if (words.Peek == "struck" && int.TryParse(words.PeekSecond, CultureInfo.InvariantCulture, out _))
        {
            words.Take("");
            ExpectStruck(words);
        }
        else if (words.Has("last-day"))
        {
            var month = Month(words);
            Same($"last-day {month.Symbol}", words.Date().ToString(), month.LastTradingDay);
        }
        else if (words.Has("months"))
            ExpectMonths(words);
        else if (words.Has("not", "listed"))
        {
            var symbol = words.Take("a symbol");
            if (_symbols.ContainsKey(symbol))
                Differ($"{symbol} not listed", "listed");
        }
        else
            return OfLiquidation(words) || OfRuns(words) || OfDefaults(words) || OfBook(words);
        return true;
    }

    private void ExpectMonths(WordReader words)
    {
        var contract = words.Take("a contract or a spread");
        var expected = new List<string>();
        while (!words.AtEnd && words.Peek != "none")
            expected.Add(words.Take(""));
        words.Has("none");
        var ended = _venue
            .Events.Where(e => e.Kind == MessageKind.InstrumentExpired)
            .Select(e => e.As<InstrumentExpired>().Instrument.Value)
            .ToList();
        var got = _symbols
            .Values.Where(s => (s.Spread?.Spread ?? s.Contract) == contract && !ended.Contains(s.Instrument))
            .OrderBy(s => s.Month, StringComparer.Ordinal)
            .Select(s => s.Symbol[(contract.Length + 1)..]);
        Same($"months {contract}", string.Join(' ', expected), string.Join(' ', got));
    }

    private void ExpectSettlement(WordReader words)
    {
        var month = Month(words);
        var price = Plain(words.Decimal("a price"));
        var set = Last<SettlementPriceSet>(MessageKind.SettlementPriceSet, s => s.Instrument.Value == month.Instrument);
        Same($"settlement {month.Symbol}", price, set is { } s ? Plain(s.Price.Ticks * month.TickSize) : "none");
        if (words.Has("tier"))
            Same($"settlement {month.Symbol} tier", words.Take("a tier"), Spelled(set?.Tier.ToString() ?? "none"));
        if (words.Has("volume"))
            Same($"settlement {month.Symbol} volume", $"{words.Whole("lots")}", $"{set?.Volume.Lots}");
    }

    private void ExpectFinal(WordReader words)
    {
        var month = Month(words);
        var price = Plain(words.Decimal("a price"));
        var set = Last<FinalPriceSet>(MessageKind.FinalPriceSet, f => f.Instrument.Value == month.Instrument);
        var scale = 1m;
        for (var i = 0; i < (set?.Decimals ?? 0); i++)
            scale *= 10;
        Same($"final {month.Symbol}", price, set is { } f ? Plain(f.Value / scale) : "none");
        if (words.Has("prints"))
            Same($"final {month.Symbol} prints", $"{words.Whole("a number")}", $"{set?.Prints}");
    }

    private void ExpectBand(WordReader words)
    {
        var month = Month(words);
        var band = Last<BandSet>(MessageKind.BandSet, b => b.Instrument.Value == month.Instrument);
        while (words.Peek is "low" or "high" or "reference")
        {
            var what = words.Take("");
            var ticks =
                what == "low" ? band?.Low.Ticks
                : what == "high" ? band?.High.Ticks
                : band?.Reference.Ticks;
            Same(
                $"band {month.Symbol} {what}",
                Plain(words.Decimal("a price")),
                ticks is { } t ? Plain(t * month.TickSize) : "none"
            );
        }
    }

    private void ExpectInterest(WordReader words, InstrumentDocument month)
    {
        var positions = _venue.Positions(month.Instrument);
        Same($"open interest {month.Symbol}", $"{words.Whole("lots")}", $"{_venue.OpenInterest(month.Instrument)}");
        if (positions.Sum() != 0)
            Differ("positions that sum to zero", $"{positions.Sum()}");
    }

    // Money is neither made nor lost: what clients hold and what the house took as fees is what was paid in.
    private void ZeroChange()
    {
        foreach (var currency in new[] { Currency.CNY, Currency.USD, Currency.EUR })
        {
            if (_venue.LedgerSum(currency) != 0)
                Differ($"all ledger accounts of {currency} sum to 0.00", Minor(_venue.LedgerSum(currency)));
            var suspense = _venue.Balance(LedgerCode.VariationSuspense, 0, currency);
            if (suspense != 0)
                Differ($"variation suspense {currency} 0.00", Minor(suspense));
            var clients = _accounts.Values.Sum(a =>
                _venue.Balance(LedgerCode.ClientCash, a, currency)
                + _venue.Balance(LedgerCode.ClientMargin, a, currency)
                + _venue.Balance(LedgerCode.WithdrawalPending, a, currency)
                + _venue.Balance(LedgerCode.SpotReserve, a, currency)
                + _venue.Balance(LedgerCode.SpotCollateral, a, currency)
            );
            var owed =
                -_venue.Balance(LedgerCode.BankCash, 0, currency)
                - _venue.Balance(LedgerCode.FeeIncome, 0, currency)
                - _venue.Balance(LedgerCode.Penalties, 0, currency)
                - _venue.Balance(LedgerCode.SpotEscrow, 0, currency)
                - ReadyForDefaults(currency);
            if (clients != owed)
                Differ($"client money {currency} {Minor(owed)}", Minor(clients));
        }
    }

    private T? Last<T>(MessageKind kind, Func<T, bool> fits)
        where T : struct
    {
        for (var i = _venue.Events.Count - 1; i >= 0; i--)
        {
            if (_venue.Events[i].Kind == kind && fits(_venue.Events[i].As<T>()))
                return _venue.Events[i].As<T>();
        }

        return null;
    }

    private static string Amount(WordReader words) => Minor(words.Minor("an amount"));

    private static string Minor(long minor) => (minor / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    // VolumeWeighted is written volume-weighted.
    internal static string Spelled(string name) =>
        string.Concat(
            name.Select(
                (c, i) => char.IsAsciiLetterUpper(c) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(c)}" : $"{c}"
            )
        );
}
