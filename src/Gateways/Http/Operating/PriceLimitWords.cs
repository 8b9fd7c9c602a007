// An order of other price limits in words: a share, a contract or one of its months, and what the market's no means.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Operating;

/// <summary>Between the wire and <see cref="SetPriceLimits"/>.</summary>
internal static class PriceLimitWords
{
    private const decimal Least = 0.001m;
    private const decimal Most = 0.999m;
    private const int Million = 1_000_000;

    /// <summary>As in a contract's document: a fraction of one.</summary>
    public static string Share(long ppm) => Words.Plain(ppm / (decimal)Million);

    /// <summary>Parts per million of a share in words; a fault names the nearest.</summary>
    public static (int Ppm, WireFault? Fault) ReadShare(string text)
    {
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var share))
            return (0, WireFault.BadType("limit", text, "Must be a fraction in quotes, as in 0.12."));
        var near = decimal.Round(decimal.Clamp(share, Least, Most), 6, MidpointRounding.ToEven);
        return near == share
            ? ((int)(share * Million), null)
            : (0, WireFault.Bad("limit", text, "Must be 0.001 to 0.999 with at most six decimals.", Share(near)));
    }

    private static string Share(decimal share) => Share((long)(share * Million));

    /// <summary>The contract and the month as the market knows them; the caller holds the gate.</summary>
    public static (string Contract, InstrumentDocument? Month, WireFault? Fault) Find(
        VenueViews views,
        string contract,
        string? symbol
    )
    {
        var known = views.Board.Live.FirstOrDefault(r => Same(r.Terms.Contract, contract))?.Terms.Contract;
        if (known is null)
            return ("", null, WireFault.Refused(RejectReason.UnknownContract, "contract", contract));
        if (symbol is null)
            return (known, null, null);
        var month = views.Board.Live.FirstOrDefault(r => Same(r.Terms.Symbol, symbol))?.Terms;
        if (month is null || month.Contract != known)
            return ("", null, WireFault.Refused(RejectReason.UnknownInstrument, "symbol", symbol));
        return month.Spread is null
            ? (known, month, null)
            : ("", null, WireFault.Refused(RejectReason.NotForSpreads, "symbol", symbol));
    }

    /// <summary>The market's no; null: it was taken.</summary>
    public static WireFault? Refusal(VenueViews views, Answer answer, in SetPriceLimits words)
    {
        if (answer.Status != AnswerStatus.Taken)
            return WireFault.NotTaken(answer.Status);
        foreach (var entry in answer.Events)
        {
            if (entry.Kind != MessageKind.CommandRefused)
                continue;
            var no = entry.As<CommandRefused>();
            if (no.Command == MessageKind.SetPriceLimits)
                return Of(views, no, words);
        }

        return null;
    }

    private static WireFault Of(VenueViews views, in CommandRefused no, in SetPriceLimits words) =>
        no.Reason switch
        {
            RejectReason.LimitOutOfBounds or RejectReason.TradedOutside => WireFault.Refused(
                no.Reason,
                "limit",
                Share(no.Given),
                Share(no.Limit)
            ),
            RejectReason.StateUnchanged or RejectReason.OperatorLimitsOff => WireFault.Refused(
                no.Reason,
                "limit",
                Share(words.LimitPpm)
            ),
            RejectReason.AuctionUnderWay => WireFault.Refused(
                no.Reason,
                "symbol",
                SymbolOf(views, (int)no.Given),
                Words.Of((TradingPhase)no.Limit)
            ),
            RejectReason.NotTrading => WireFault.Refused(no.Reason, "contract", words.Contract.ToString()),
            RejectReason.PersonMissing => WireFault.Refused(no.Reason, "person", null),
            RejectReason.SamePerson => WireFault.Refused(no.Reason, "approver", words.Approver.ToString()),
            RejectReason.ReasonMissing => WireFault.Refused(no.Reason, "reason", null),
            _ => WireFault.Refused(no.Reason, "contract", words.Contract.ToString()),
        };

    private static string SymbolOf(VenueViews views, int instrument)
    {
        lock (views.Gate)
            return views.Board.Of(new InstrumentId(instrument)).Terms.Symbol;
    }

    private static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
