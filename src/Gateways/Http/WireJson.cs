// How the wire's records are spelled: one list of all of them.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Tokenbourse.Gateways.Http;

/// <summary>The wire's spelling: camelCase, nothing left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(StatusShape))]
[JsonSerializable(typeof(Replays.DayReplaysShape))]
[JsonSerializable(typeof(Replays.DayReplayShape))]
[JsonSerializable(typeof(CalendarDayShape))]
[JsonSerializable(typeof(ContractDocumentsShape))]
[JsonSerializable(typeof(Access.SessionShape))]
[JsonSerializable(typeof(Access.AccessErrorEnvelope))]
[JsonSerializable(typeof(FateShape))]
[JsonSerializable(typeof(Trading.ChallengeShape))]
[JsonSerializable(typeof(Trading.LogonShape))]
[JsonSerializable(typeof(Trading.EndedSessionShape))]
[JsonSerializable(typeof(TimerShape))]
[JsonSerializable(typeof(CapsShape))]
[JsonSerializable(typeof(SwitchShape))]
[JsonSerializable(typeof(IReadOnlyList<CapsShape>))]
[JsonSerializable(typeof(IReadOnlyList<SwitchShape>))]
[JsonSerializable(typeof(IReadOnlyList<InstrumentShape>))]
[JsonSerializable(typeof(DepthShape))]
[JsonSerializable(typeof(IReadOnlyList<TradeShape>))]
[JsonSerializable(typeof(IReadOnlyList<IndexShape>))]
[JsonSerializable(typeof(IndexHistoryShape))]
[JsonSerializable(typeof(PrintShape))]
[JsonSerializable(typeof(GovernanceShape))]
[JsonSerializable(typeof(CurveShape))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(BulletinShape))]
[JsonSerializable(typeof(IReadOnlyList<AccountShape>))]
[JsonSerializable(typeof(StatementShape))]
[JsonSerializable(typeof(ReportsShape))]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(CancelRequest))]
[JsonSerializable(typeof(OrderShape))]
[JsonSerializable(typeof(IReadOnlyList<OpenOrderShape>))]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(DepthDeltaShape))]
[JsonSerializable(typeof(TradeShape))]
[JsonSerializable(typeof(IndexShape))]
[JsonSerializable(typeof(StreamErrorShape))]
[JsonSerializable(typeof(HeartbeatShape))]
[JsonSerializable(typeof(ReplayShape<FeedShape>))]
[JsonSerializable(typeof(ReplayShape<BookChangeShape>))]
[JsonSerializable(typeof(ReplayShape<TradeShape>))]
[JsonSerializable(typeof(ReplayShape<StateShape>))]
[JsonSerializable(typeof(ReplayShape<ReplayPrintShape>))]
[JsonSerializable(typeof(BarShape))]
[JsonSerializable(typeof(IReadOnlyList<BarShape>))]
[JsonSerializable(typeof(StateShape))]
[JsonSerializable(typeof(IndicationShape))]
[JsonSerializable(typeof(StatisticsShape))]
[JsonSerializable(typeof(BookShape))]
[JsonSerializable(typeof(BestShape))]
[JsonSerializable(typeof(IReadOnlyList<BookChangeShape>))]
[JsonSerializable(typeof(IReadOnlyList<FeedShape>))]
[JsonSerializable(typeof(IReadOnlyList<OrderChangeShape>))]
[JsonSerializable(typeof(IReadOnlyList<AccountFillShape>))]
[JsonSerializable(typeof(IReadOnlyList<OpenPositionShape>))]
[JsonSerializable(typeof(IReadOnlyList<CashShape>))]
[JsonSerializable(typeof(ReplayShape<OrderChangeShape>))]
[JsonSerializable(typeof(ReplayShape<AccountFillShape>))]
[JsonSerializable(typeof(MassCancelShape))]
[JsonSerializable(typeof(QuotesShape))]
[JsonSerializable(typeof(ProtectionShape))]
[JsonSerializable(typeof(CallsShape))]
[JsonSerializable(typeof(CallRunShape))]
[JsonSerializable(typeof(AcknowledgementShape))]
[JsonSerializable(typeof(PositionsShape))]
[JsonSerializable(typeof(PreviewShape))]
[JsonSerializable(typeof(IReadOnlyList<ProtectionStateShape>))]
[JsonSerializable(typeof(IReadOnlyList<CashRequestShape>))]
[JsonSerializable(typeof(CashAnswerShape))]
[JsonSerializable(typeof(IndexAnswerShape))]
[JsonSerializable(typeof(IReadOnlyList<SpotProductShape>))]
[JsonSerializable(typeof(IReadOnlyList<SpotAuctionShape>))]
[JsonSerializable(typeof(SpotAuctionShape))]
[JsonSerializable(typeof(SpotTradeShape))]
[JsonSerializable(typeof(SpotBlockShape))]
[JsonSerializable(typeof(IReadOnlyList<SpotTradeShape>))]
[JsonSerializable(typeof(IReadOnlyList<SpotBidShape>))]
[JsonSerializable(typeof(IReadOnlyList<SpotBlockShape>))]
[JsonSerializable(typeof(IReadOnlyList<SpotOrderShape>))]
[JsonSerializable(typeof(IReadOnlyList<SpotRequestShape>))]
[JsonSerializable(typeof(IReadOnlyList<SupplyShape>))]
[JsonSerializable(typeof(SupplyDetailShape))]
[JsonSerializable(typeof(IReadOnlyList<CertificateShape>))]
[JsonSerializable(typeof(CertificateShape))]
[JsonSerializable(typeof(SpotAnswerShape))]
[JsonSerializable(typeof(InvoiceShape))]
[JsonSerializable(typeof(Obligations.ObligationsShape))]
[JsonSerializable(typeof(Obligations.MakerObligationsShape))]
[JsonSerializable(typeof(AccountDays.ProfitShape))]
[JsonSerializable(typeof(AccountDays.AccountLedgerShape))]
[JsonSerializable(typeof(AccountDays.AccountHistoryShape))]
[JsonSerializable(typeof(Clearing.ClearingOverviewShape))]
[JsonSerializable(typeof(Clearing.ClearingMemberShape))]
[JsonSerializable(typeof(Clearing.MarginTraceShape))]
[JsonSerializable(typeof(Clearing.CallsBoardShape))]
[JsonSerializable(typeof(Clearing.WhatIfShape))]
[JsonSerializable(typeof(Clearing.StressShape))]
[JsonSerializable(typeof(Clearing.MarginCoverageShape))]
[JsonSerializable(typeof(Clearing.ConcentrationShape))]
[JsonSerializable(typeof(Clearing.WaterfallShape))]
[JsonSerializable(typeof(Clearing.LedgerShape))]
[JsonSerializable(typeof(Operating.OperatingBoardShape))]
[JsonSerializable(typeof(Operating.ReachShape))]
[JsonSerializable(typeof(Operating.QualityShape))]
[JsonSerializable(typeof(Operating.OperatingHealthShape))]
[JsonSerializable(typeof(Operating.DraftShape))]
[JsonSerializable(typeof(Operating.PriceLimitsShape))]
[JsonSerializable(typeof(InfluenceShape))]
[JsonSerializable(typeof(Days.SettlementDayShape))]
[JsonSerializable(typeof(Days.EndOfDayShape))]
[JsonSerializable(typeof(Days.RankingsShape))]
[JsonSerializable(typeof(Days.OverrideShape))]
[JsonSerializable(typeof(Days.AmendmentShape))]
public sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>As <see cref="Default"/>, with Chinese names as letters instead of escapes.</summary>
    public static WireJson Wire => Letters.Json;

    // In a class of its own: the order in which two parts of one class begin is not laid down.
    private static class Letters
    {
        public static readonly WireJson Json = new(
            new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
            {
                Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            }
        );
    }
}
