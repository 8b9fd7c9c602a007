// A story's book of standard blocks, its requests for quotes and its supply contracts.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private bool OfDealing(string first, WordReader words)
    {
        switch (first)
        {
            case "book":
                Book(words);
                return true;
            case "request-quotes":
                RequestQuotes(words);
                return true;
            case "request-quote":
                OneQuote(words);
                return true;
            case "supply":
                Supply(words);
                return true;
            default:
                return false;
        }
    }

    // book NAME buy|sell LOTS @ P hour H [for N] as REF [in PRODUCT]; book NAME cancel REF [in PRODUCT]
    private void Book(WordReader words)
    {
        var account = AccountOf(words.Take("an account's name"));
        if (words.Has("cancel"))
        {
            var gone = words.Whole("a reference");
            var cancel = new CancelSpotOrder(account, ProductOf(words), gone);
            Outcome(words, _venue.Submit(MessageKind.CancelSpotOrder, Codec.Bytes(cancel)));
            return;
        }

        var (side, lots) = SideAndLots(words);
        words.Need("@");
        var price = words.Decimal("a price");
        var (hour, hours) = HoursOf(words);
        words.Need("as");
        var reference = words.Whole("a reference");
        var product = ProductOf(words);
        var ticks = new Price((long)(price / SpotTick(product)));
        var order = new PlaceSpotOrder(account, product, side, reference, hour, hours, lots, ticks);
        Outcome(words, _venue.Submit(MessageKind.PlaceSpotOrder, Codec.Bytes(order)));
    }

    // request-quotes NAME buy|sell LOTS hour H [for N] until [DATE] HH:MM as REF [in PRODUCT];
    // request-quotes NAME withdraw N
    private void RequestQuotes(WordReader words)
    {
        var account = AccountOf(words.Take("an account's name"));
        if (words.Has("withdraw"))
        {
            var back = new WithdrawSpotQuote(account, words.Whole("a request's number"), 0);
            Outcome(words, _venue.Submit(MessageKind.WithdrawSpotQuote, Codec.Bytes(back)));
            return;
        }

        var (side, lots) = SideAndLots(words);
        var (hour, hours) = HoursOf(words);
        words.Need("until");
        var until = Moment(words);
        words.Need("as");
        var reference = words.Whole("a reference");
        var ask = new AskSpotQuote(account, ProductOf(words), side, reference, hour, hours, lots, until);
        Outcome(words, _venue.Submit(MessageKind.AskSpotQuote, Codec.Bytes(ask)));
    }

    // request-quote NAME gives P on N [in PRODUCT]; request-quote NAME takes|withdraws N
    private void OneQuote(WordReader words)
    {
        var account = AccountOf(words.Take("an account's name"));
        if (words.Has("gives"))
        {
            var price = words.Decimal("a price");
            words.Need("on");
            var request = words.Whole("a request's number");
            var ticks = new Price((long)(price / SpotTick(ProductOf(words))));
            var give = new GiveSpotQuote(account, request, ticks);
            Outcome(words, _venue.Submit(MessageKind.GiveSpotQuote, Codec.Bytes(give)));
        }
        else if (words.Either("takes", "withdraws"))
        {
            var take = new TakeSpotQuote(account, words.Whole("a quote's number"));
            Outcome(words, _venue.Submit(MessageKind.TakeSpotQuote, Codec.Bytes(take)));
        }
        else
        {
            var back = new WithdrawSpotQuote(account, 0, words.Whole("a quote's number"));
            Outcome(words, _venue.Submit(MessageKind.WithdrawSpotQuote, Codec.Bytes(back)));
        }
    }

    // supply {...}; supply N accept|end NAME; supply N used UNITS DATE meter M record R; supply N invoice|pay NAME DATE
    private void Supply(WordReader words)
    {
        if (!words.NextIsNumber)
        {
            Define(MessageKind.DefineSupply, words);
            return;
        }

        var number = words.Whole("a contract's number");
        var what = words.Take("accept, used, invoice, pay or end");
        if (what == "used")
        {
            var units = words.Whole("metered units");
            var day = words.Date();
            var meter = MeterOf("meter", words);
            words.Need("record");
            var record = words.Whole("a record's number");
            var used = new RecordSupply(meter, record, number, day, units, Name24.Of("evidence"));
            Outcome(words, _venue.Submit(MessageKind.RecordSupply, Codec.Bytes(used)));
            return;
        }

        var account = AccountOf(words.Take("an account's name"));
        var events = what switch
        {
            "accept" => _venue.Submit(MessageKind.AcceptSupply, Codec.Bytes(new AcceptSupply(account, number))),
            "end" => _venue.Submit(MessageKind.EndSupply, Codec.Bytes(new EndSupply(account, number))),
            "invoice" => _venue.Submit(
                MessageKind.InvoiceSupply,
                Codec.Bytes(new InvoiceSupply(account, number, words.Date()))
            ),
            "pay" => _venue.Submit(MessageKind.PaySupply, Codec.Bytes(new PaySupply(account, number, words.Date()))),
            _ => throw words.Fault("accept, used, invoice, pay or end"),
        };
        Outcome(words, events);
    }

    private static (Side Side, Quantity Lots) SideAndLots(WordReader words) =>
        (words.Either("buy", "sell") ? Side.Buy : Side.Sell, new(words.Whole("a number of lots")));

    private (long First, int Hours) HoursOf(WordReader words)
    {
        words.Need("hour");
        var hour = HourOf(words);
        return (hour, words.Has("for") ? words.Number("a number of hours") : 1);
    }

    // book NAME REF waits|HOW [left N] [freed A]; quote N waits|HOW [freed A]
    private bool OfDealing(WordReader words)
    {
        if (words.Has("book"))
        {
            var account = AccountOf(words.Take("an account's name"));
            var reference = words.Whole("a reference");
            var what = $"book {AccountNameOf(account)} {reference}";
            var end = Last<SpotOrderEnded>(
                MessageKind.SpotOrderEnded,
                o => o.Account == account && o.Reference == reference
            );
            Same(what, words.Take("waits or how it ended"), end is { } e ? Spelled(e.How.ToString()) : "waits");
            while (
                AskNumber($"{what} left", "left", end?.Left.Lots ?? 0, words)
                || AskMoney($"{what} freed", "freed", end?.Freed ?? default, words)
            ) { }
        }
        else if (words.Has("quote"))
        {
            var number = words.Whole("a quote's number");
            var end = Last<SpotQuoteEnded>(MessageKind.SpotQuoteEnded, q => q.Quote == number);
            var how = end is { } e ? Spelled(e.How.ToString()) : "waits";
            Same($"quote {number}", words.Take("waits or how it ended"), how);
            AskMoney($"quote {number} freed", "freed", end?.Freed ?? default, words);
        }
        else if (words.Has("invoice"))
        {
            ExpectInvoice(words);
        }
        else
        {
            return false;
        }

        return true;
    }

    // invoice price P volume N amount A [cash A] [security A] [open A]: the one made last, and the payment told last
    private void ExpectInvoice(WordReader words)
    {
        SupplyInvoiceDocument? made = null;
        foreach (var told in _venue.Events.Where(e => e.Kind == MessageKind.SupplyInvoiced))
            made = Documents.Read<SupplyInvoiceDocument>(System.Text.Encoding.UTF8.GetBytes(told.As<string>()));
        var paid = Last<SupplyPaid>(MessageKind.SupplyPaid, _ => true) ?? default;
        while (!words.AtEnd)
        {
            if (words.Has("price"))
                Same("invoice price", Plain(words.Decimal("a price")), made is null ? "none" : Plain(made.Price));
            else if (
                !AskNumber("invoice volume", "volume", made?.Volume ?? 0, words)
                && !AskMoney("invoice amount", "amount", new(made?.AmountMinor ?? 0), words)
                && !AskMoney("invoice cash", "cash", paid.FromCash, words)
                && !AskMoney("invoice security", "security", paid.FromSecurity, words)
                && !AskMoney("invoice open", "open", paid.Open, words)
            )
                return;
        }
    }
}
