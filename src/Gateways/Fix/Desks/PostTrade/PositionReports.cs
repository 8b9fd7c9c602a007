// PositionReport AP and its acknowledgement AO, field by field.
using System.Globalization;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>A position, at a settlement or now.</summary>
/// <param name="Settlement">The day's, or the newest there is; null: there was none yet.</param>
/// <param name="Marked">Result of the day of what is held; null: the day is not settled.</param>
internal readonly record struct PositionLine(
    AccountId Account,
    long Long,
    long Short,
    Price? Settlement,
    Price? Previous,
    Money? Marked
);

/// <param name="Total">Reports that the request gets; zero: it was not asked for, but subscribed to.</param>
/// <param name="Number">Of the report under its request; of an unasked one the event that changed it.</param>
internal sealed record PositionReport(
    PositionQuery Query,
    PositionLine Line,
    InstrumentDocument Terms,
    TradingDate Day,
    bool Client,
    long Number,
    int Total
);

/// <param name="Status">PosReqStatus(729): 0 completed, 2 refused.</param>
internal sealed record PositionAck(PositionQuery Query, bool Client, int Result, int Status, int Total, string? Text);

/// <summary>Writes them.</summary>
internal static class PositionReports
{
    public static void Write(FixWriter message, in PositionReport report)
    {
        var (line, terms) = (report.Line, report.Terms);
        message
            .Add(
                PostTradeTag.PosMaintRptID,
                string.Create(CultureInfo.InvariantCulture, $"{report.Query.Id}-{report.Number}")
            )
            .Add(PostTradeTag.PosReqID, report.Query.Id)
            .Add(PostTradeTag.PosReqType, 0);
        if (report.Total > 0)
            message.Add(PostTradeTag.TotalNumPosReports, report.Total);
        message
            .Add(PostTradeTag.UnsolicitedIndicator, report.Total > 0 ? 'N' : 'Y')
            .Add(PostTradeTag.PosReqResult, 0)
            .Add(PostTradeTag.ClearingBusinessDate, CaptureReports.Date(report.Day));
        Parties.Add(message, line.Account.Value, report.Client);
        message
            .Add(PostTradeTag.Symbol, terms.Symbol)
            .Add(PostTradeTag.Currency, terms.Currency.ToString())
            .Add(PostTradeTag.SettlPrice, Figures.Of(line.Settlement ?? line.Previous ?? default, terms))
            // 1: final, 2: theoretical, while the day's own is not there.
            .Add(PostTradeTag.SettlPriceType, line.Marked is null ? 2 : 1)
            .Add(PostTradeTag.PriorSettlPrice, Figures.Of(line.Previous ?? default, terms))
            .Add(PostTradeTag.NoPositions, 1)
            .Add(PostTradeTag.PosType, line.Marked is null ? "TOT" : "FIN")
            .Add(PostTradeTag.LongQty, line.Long)
            .Add(PostTradeTag.ShortQty, line.Short);
        if (line.Marked is { } marked)
        {
            message
                .Add(PostTradeTag.NoPosAmt, 1)
                .Add(PostTradeTag.PosAmtType, "FMTM")
                .Add(PostTradeTag.PosAmt, Figures.Of(marked));
        }
        else
        {
            // What is not settled comes to no amount yet.
            message.Add(PostTradeTag.NoPosAmt, 0);
        }
    }

    public static void Write(FixWriter message, in PositionAck ack)
    {
        message
            .Add(PostTradeTag.PosMaintRptID, ack.Query.Id)
            .Add(PostTradeTag.PosReqID, ack.Query.Id)
            .Add(PostTradeTag.TotalNumPosReports, ack.Total)
            .Add(PostTradeTag.UnsolicitedIndicator, 'N')
            .Add(PostTradeTag.PosReqResult, ack.Result)
            .Add(PostTradeTag.PosReqStatus, ack.Status);
        Parties.Add(message, ack.Query.Account, ack.Client);
        if (ack.Text is { } text)
            message.Add(FixTag.Text, text);
    }
}
