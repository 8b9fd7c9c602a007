// The addresses of an account's settled days: profit explained, ledger, orders and fills, the paper; and its margin.
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.AccountDays;

/// <summary>All documents of a day are made from the same books, so that they cannot disagree.</summary>
internal sealed class AccountDayRoutes(VenueViews views, ReportShelf? shelf, VenueReaders readers)
{
    private const int MostRows = 10_000;
    private const int UsualRows = 1_000;

    // A spreadsheet reads Chinese from a file that begins with the mark of UTF-8, and from no other.
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    internal const string Forms = "layout, json, csv, text, pdf";
    internal const string Languages = "en, zh, both";

    private static WireJson Wire => WireJson.Wire;

    public void Map(IEndpointRouteBuilder app)
    {
        Routes.Get(app, "/v1/accounts/{account}/profit/{day}", Profit);
        Routes.Get(app, "/v1/accounts/{account}/ledger/{day}", Ledger);
        Routes.Get(app, "/v1/accounts/{account}/history/{day}", History);
        Routes.Get(app, "/v1/accounts/{account}/paper/{day}", Paper);
        Routes.Get(
            app,
            "/v1/accounts/{account}/margin",
            (c, q) =>
                readers.Clearing is { } desk
                    ? Routes.OfAccount(c, q, desk.Trace, Wire.MarginTraceShape)
                    : Reply.Of(WireFault.NotFound(null, null, "This venue has no clearing desk."))
        );
    }

    private Reply Profit(HttpContext context, QueryReader query)
    {
        var symbol = query.Text("symbol");
        return Answer(
            context,
            query,
            (day, who) =>
            {
                if (symbol is not null && !day.Books.PricesOn(day.Day).Any(m => Is(day, m.Set.Instrument, symbol)))
                    return Reply.Of(WireFault.NoInstrument(symbol));
                return Reply.Of(ProfitDocument.Of(views, day, who, symbol), Wire.ProfitShape);
            }
        );
    }

    private static bool Is(DayBooks day, Model.Numbers.InstrumentId month, string symbol) =>
        day.Books.Terms(month).Symbol == symbol;

    private Reply Ledger(HttpContext context, QueryReader query)
    {
        var limit = (int)(query.Whole("limit", 1, MostRows) ?? UsualRows);
        return Answer(
            context,
            query,
            (day, who) => Reply.Of(LedgerDocument.Of(views, day, who, limit), Wire.AccountLedgerShape)
        );
    }

    private Reply History(HttpContext context, QueryReader query)
    {
        var limit = (int)(query.Whole("limit", 1, MostRows) ?? UsualRows);
        return Answer(
            context,
            query,
            (day, who) => Reply.Of(HistoryDocument.Of(day, who, limit), Wire.AccountHistoryShape)
        );
    }

    private Reply Paper(HttpContext context, QueryReader query)
    {
        var form = (PaperForm)(query.Word("format", w => Place(Forms, w), Forms) ?? (int)PaperForm.Layout);
        var words = (PaperWords)(query.Word("lang", w => Place(Languages, w), Languages) ?? (int)PaperWords.Both);
        return Answer(
            context,
            query,
            (day, who) =>
            {
                if (readers.Paper is not { } press)
                    return Reply.Of(WireFault.NotFound(null, null, "This venue draws up no papers."));
                var bytes = press(day.Books, day.Day, who.Account, form, words);
                return new(StatusCodes.Status200OK, form == PaperForm.Csv ? (byte[])[.. Mark, .. bytes.Span] : bytes)
                {
                    ContentType = form switch
                    {
                        PaperForm.Csv => "text/csv; charset=utf-8",
                        PaperForm.Text => "text/plain; charset=utf-8",
                        PaperForm.Pdf => "application/pdf",
                        _ => Reply.JsonType,
                    },
                };
            }
        );
    }

    // The words stand in the order of their numbers.
    private static int? Place(string words, string word) =>
        Array.IndexOf(words.Split(", "), word) is >= 0 and var at ? at : null;

    private Reply Answer(HttpContext context, QueryReader query, Func<DayBooks, AccountDocument, Reply> answer)
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        if (!Routes.TryAccount(context, out var account, out fault) || !Routes.TryDay(context, out var day, out fault))
            return Reply.Of(fault!);
        var (why, nearest) = ((string?)"This venue keeps no events.", (string?)null);
        if (shelf?.Of(day, out why, out nearest) is not { } books)
            return Reply.Of(WireFault.NotFound("day", day.ToString(), why!, nearest));
        return books.Books.Account(account) is { } who
            ? answer(books, who)
            : Reply.Of(WireFault.NoAccount(Words.Of(account)));
    }
}
