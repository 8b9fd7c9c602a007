// TradeCaptureReport AE and its acknowledgement AQ, field by field.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>A report on its way out.</summary>
/// <param name="Total">Reports that the request gets; zero: it was not asked for, but subscribed to.</param>
internal sealed record CaptureReport(
    TradeSide Side,
    InstrumentDocument Terms,
    bool Client,
    string Request,
    int Total,
    bool Last
);

/// <summary>An acknowledgement on its way out.</summary>
/// <param name="Status">TradeRequestStatus(750): 0 accepted, 1 completed, 2 refused.</param>
internal sealed record CaptureAck(TradeQuery Query, int Result, int Status, int Total, string? Text);

/// <summary>Writes them.</summary>
internal static class CaptureReports
{
    public const int Completed = 1;
    public const int Refused = 2;

    // FIX's word for an order that there is not.
    private const string NoOrder = "NONE";
    private const int Nanoseconds = 9;

    public static void Write(FixWriter message, in CaptureReport report)
    {
        var (side, terms) = (report.Side, report.Terms);
        var wasAsked = report.Total > 0;
        message
            .Add(PostTradeTag.TradeReportID, side.Id)
            .Add(PostTradeTag.TradeReportTransType, 0)
            .Add(PostTradeTag.TradeReportType, 0)
            .Add(PostTradeTag.TradeRequestID, report.Request)
            .Add(PostTradeTag.ExecType, 'F');
        if (wasAsked)
        {
            message
                .Add(PostTradeTag.TotNumTradeReports, report.Total)
                .Add(PostTradeTag.LastRptRequested, report.Last ? 'Y' : 'N');
        }

        message
            .Add(PostTradeTag.UnsolicitedIndicator, wasAsked ? 'N' : 'Y')
            .Add(PostTradeTag.TrdMatchID, side.Trade.Trade.Value)
            .Add(PostTradeTag.ExecID, side.Id)
            .Add(PostTradeTag.PreviouslyReported, 'N')
            .Add(PostTradeTag.Symbol, terms.Symbol)
            .Add(PostTradeTag.LastQty, side.Trade.Quantity.Lots)
            .Add(PostTradeTag.LastPx, Figures.Of(side.Trade.Price, terms))
            .Add(PostTradeTag.TradeDate, Date(side.Day))
            .Add(PostTradeTag.ClearingBusinessDate, Date(side.Day))
            .Add(PostTradeTag.TransactTime, side.Time, Nanoseconds)
            .Add(PostTradeTag.NoSides, 1)
            .Add(PostTradeTag.Side, side.Side == Side.Buy ? '1' : '2');
        if (side.Order.Value > 0)
            message.Add(PostTradeTag.OrderID, side.Order.Value);
        else
            message.Add(PostTradeTag.OrderID, NoOrder);
        Parties.Add(message, side.Account.Value, report.Client);
        message
            .Add(PostTradeTag.Currency, terms.Currency.ToString())
            .Add(PostTradeTag.Commission, Figures.Of(side.Fee))
            .Add(PostTradeTag.CommType, '3')
            .Add(PostTradeTag.CommCurrency, terms.Currency.ToString());
        // A side that opens and closes has no one effect.
        if (side.Opened == side.Trade.Quantity.Lots || side.Opened == 0)
            message.Add(PostTradeTag.PositionEffect, side.Opened > 0 ? 'O' : 'C');
    }

    public static void Write(FixWriter message, in CaptureAck ack)
    {
        message
            .Add(PostTradeTag.TradeRequestID, ack.Query.Id)
            .Add(PostTradeTag.TradeRequestType, ack.Query.Type)
            .Add(PostTradeTag.SubscriptionRequestType, ack.Query.Subscription)
            .Add(PostTradeTag.TotNumTradeReports, ack.Total)
            .Add(PostTradeTag.TradeRequestResult, ack.Result)
            .Add(PostTradeTag.TradeRequestStatus, ack.Status)
            .Add(PostTradeTag.Symbol, ack.Query.Symbol);
        if (ack.Text is { } text)
            message.Add(FixTag.Text, text);
    }

    /// <summary>LocalMktDate.</summary>
    public static string Date(TradingDate day) => day.ToString().Replace("-", "", StringComparison.Ordinal);
}
