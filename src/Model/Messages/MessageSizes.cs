// Which kinds have a fixed shape, and which; everything else that is known is a document.
using System.Runtime.CompilerServices;

namespace Tokenbourse.Model.Messages;

/// <summary>The payload length of each kind.</summary>
public static class MessageSizes
{
    public const int Document = -1;
    public const int Unknown = -2;

    /// <summary>One more than the highest number that a kind may have: the size of a table by kind.</summary>
    public const int Kinds = 380;

    private static readonly int[] _sizes = new int[Kinds];
    private static readonly Type?[] _types = new Type?[Kinds];

    static MessageSizes()
    {
        Array.Fill(_sizes, Unknown);
        foreach (var kind in Enum.GetValues<MessageKind>())
            _sizes[(int)kind] = Document;
        _sizes[(int)MessageKind.None] = Unknown;
        Orders();
        Sessions();
        Market();
        Clearing();
        Cash();
        Limits();
        Calls();
        Defaults();
        Interlock();
        Spot();
        Supply();
        SpotDealing();
        PriceLimits();
    }

    /// <summary>Bytes of the payload; <see cref="Document"/> for JSON; <see cref="Unknown"/> for a number that no
    /// release has used.</summary>
    public static int Of(MessageKind kind) => (int)kind < _sizes.Length ? _sizes[(int)kind] : Unknown;

    /// <summary>The shape of a fixed kind; null for documents and unknown kinds.</summary>
    public static Type? TypeOf(MessageKind kind) => (int)kind < _types.Length ? _types[(int)kind] : null;

    private static void Fixed<T>(MessageKind kind)
        where T : unmanaged => (_sizes[(int)kind], _types[(int)kind]) = (Unsafe.SizeOf<T>(), typeof(T));

    private static void Calls()
    {
        Fixed<CallOpened>(MessageKind.CallOpened);
        Fixed<CallMet>(MessageKind.CallMet);
        Fixed<CallMissed>(MessageKind.CallMissed);
        Fixed<AccountReleased>(MessageKind.AccountReleased);
        Fixed<Liquidate>(MessageKind.Liquidate);
        Fixed<LiquidationOrdered>(MessageKind.LiquidationOrdered);
        Fixed<LiquidationDone>(MessageKind.LiquidationDone);
        Fixed<CallIntraday>(MessageKind.CallIntraday);
        Fixed<AcknowledgeCall>(MessageKind.AcknowledgeCall);
        Fixed<CallOpened>(MessageKind.IntradayCallOpened);
        Fixed<CallAcknowledged>(MessageKind.CallAcknowledged);
        Fixed<IntradayCallsMade>(MessageKind.IntradayCallsMade);
    }

    private static void Orders()
    {
        Fixed<PlaceOrder>(MessageKind.PlaceOrder);
        Fixed<CancelOrder>(MessageKind.CancelOrder);
        Fixed<AuctionUncrossed>(MessageKind.AuctionUncrossed);
        Fixed<OrderAccepted>(MessageKind.OrderAccepted);
        Fixed<OrderRejected>(MessageKind.OrderRejected);
        Fixed<OrderCancelled>(MessageKind.OrderCancelled);
        Fixed<Traded>(MessageKind.Traded);
        Fixed<AmendOrder>(MessageKind.AmendOrder);
        Fixed<MassCancel>(MessageKind.MassCancel);
        Fixed<PlaceQuotes>(MessageKind.PlaceQuotes);
        Fixed<SetProtection>(MessageKind.SetProtection);
        Fixed<ReversePosition>(MessageKind.ReversePosition);
        Fixed<BookChanged>(MessageKind.BookChanged);
        Fixed<OrderAmended>(MessageKind.OrderAmended);
        Fixed<OrderReduced>(MessageKind.OrderReduced);
        Fixed<OrderElected>(MessageKind.OrderElected);
        Fixed<MassCancelled>(MessageKind.MassCancelled);
        Fixed<ProtectionSet>(MessageKind.ProtectionSet);
        Fixed<ProtectionTriggered>(MessageKind.ProtectionTriggered);
        Fixed<IndicativeChanged>(MessageKind.IndicativeChanged);
        Fixed<SpreadTraded>(MessageKind.SpreadTraded);
    }

    private static void Sessions()
    {
        Fixed<SubmitOrder>(MessageKind.SubmitOrder);
        Fixed<SubmitQuotes>(MessageKind.SubmitQuotes);
        Fixed<SubmitReversal>(MessageKind.SubmitReversal);
        Fixed<ReplaceOrder>(MessageKind.ReplaceOrder);
        Fixed<WithdrawOrder>(MessageKind.WithdrawOrder);
        Fixed<SetOrderCaps>(MessageKind.SetOrderCaps);
        Fixed<CancelAllAfter>(MessageKind.CancelAllAfter);
        Fixed<BeginSession>(MessageKind.BeginSession);
        Fixed<EndSession>(MessageKind.EndSession);
        Fixed<SetKillSwitch>(MessageKind.SetKillSwitch);
        Fixed<RequestRepeated>(MessageKind.RequestRepeated);
        Fixed<RequestTaken>(MessageKind.RequestTaken);
        Fixed<SetOrderCaps>(MessageKind.OrderCapsSet);
        Fixed<CancelAllArmed>(MessageKind.CancelAllArmed);
        Fixed<CancelAllFired>(MessageKind.CancelAllFired);
        Fixed<SessionBegun>(MessageKind.SessionBegun);
        Fixed<SessionEnded>(MessageKind.SessionEnded);
        Fixed<KillSwitchSet>(MessageKind.KillSwitchSet);
    }

    private static void PriceLimits()
    {
        Fixed<SetPriceLimits>(MessageKind.SetPriceLimits);
        Fixed<PriceLimitsSet>(MessageKind.PriceLimitsSet);
    }

    private static void Limits()
    {
        Fixed<HedgeQuotaGranted>(MessageKind.HedgeQuotaGranted);
        Fixed<LargeTraderReported>(MessageKind.LargeTraderReported);
        Fixed<LimitExceeded>(MessageKind.LimitExceeded);
        Fixed<PositionLimitsSet>(MessageKind.PositionLimitsSet);
        Fixed<HedgeRateSet>(MessageKind.HedgeRateSet);
        Fixed<GrantHedgeQuota>(MessageKind.GrantHedgeQuota);
    }

    private static void Market()
    {
        Fixed<Tick>(MessageKind.Tick);
        Fixed<SubmitPrint>(MessageKind.SubmitPrint);
        Fixed<CommandRefused>(MessageKind.CommandRefused);
        Fixed<PhaseChanged>(MessageKind.PhaseChanged);
        Fixed<PrintTaken>(MessageKind.PrintTaken);
        Fixed<InstrumentExpired>(MessageKind.InstrumentExpired);
        Fixed<DayOpened>(MessageKind.DayOpened);
        Fixed<BandSet>(MessageKind.BandSet);
        Fixed<SetTradingState>(MessageKind.SetTradingState);
        Fixed<StateChanged>(MessageKind.StateChanged);
        Fixed<LimitLockSet>(MessageKind.LimitLockSet);
        Fixed<SetRelease>(MessageKind.SetRelease);
        Fixed<ReleaseSet>(MessageKind.ReleaseSet);
    }

    private static void Interlock()
    {
        Fixed<RiskHeartbeat>(MessageKind.RiskHeartbeat);
        Fixed<InterlockSet>(MessageKind.InterlockSet);
        Fixed<ProposeCorrection>(MessageKind.ProposeCorrection);
        Fixed<ApproveCorrection>(MessageKind.ApproveCorrection);
        Fixed<ProposeCorrection>(MessageKind.CorrectionProposed);
        Fixed<CorrectionPosted>(MessageKind.CorrectionPosted);
    }

    private static void Clearing()
    {
        Fixed<MoveCash>(MessageKind.MoveCash);
        Fixed<MoveClient>(MessageKind.MoveClient);
        Fixed<ClientMoved>(MessageKind.ClientMoved);
        Fixed<MemberStruck>(MessageKind.MemberStruck);
        Fixed<SettleDay>(MessageKind.SettleDay);
        Fixed<CashMoved>(MessageKind.CashMoved);
        Fixed<SettlementPriceSet>(MessageKind.SettlementPriceSet);
        Fixed<FinalPriceSet>(MessageKind.FinalPriceSet);
        Fixed<Posted>(MessageKind.Posted);
        Fixed<VariationPaid>(MessageKind.VariationPaid);
        Fixed<MarginRequired>(MessageKind.MarginRequired);
        Fixed<MarginCalled>(MessageKind.MarginCalled);
        Fixed<DaySettled>(MessageKind.DaySettled);
        Fixed<LotClosed>(MessageKind.LotClosed);
        Fixed<ForcedReduced>(MessageKind.ForcedReduced);
        Fixed<PositionMarked>(MessageKind.PositionMarked);
        Fixed<MarginRateSet>(MessageKind.MarginRateSet);
        Fixed<MarginExplained>(MessageKind.MarginExplained);
        Fixed<MarginShadow>(MessageKind.MarginShadow);
        Fixed<AccountStruck>(MessageKind.AccountStruck);
        Fixed<ClearingStepDone>(MessageKind.ClearingStepDone);
        Fixed<ClearingStep>(MessageKind.ClearingStep);
        Fixed<ProposeSettlement>(MessageKind.ProposeSettlement);
        Fixed<ApproveSettlement>(MessageKind.ApproveSettlement);
        Fixed<SettlementEvidence>(MessageKind.SettlementEvidence);
        Fixed<SettlementOverridden>(MessageKind.SettlementOverridden);
    }

    private static void Cash()
    {
        Fixed<AskCash>(MessageKind.AskCash);
        Fixed<ConfirmCash>(MessageKind.ConfirmCash);
        Fixed<CashAsked>(MessageKind.CashAsked);
        Fixed<CashDone>(MessageKind.CashDone);
        Fixed<MoveCollateral>(MessageKind.MoveCollateral);
        Fixed<PriceCollateral>(MessageKind.PriceCollateral);
        Fixed<CollateralMoved>(MessageKind.CollateralMoved);
        Fixed<PriceCollateral>(MessageKind.CollateralPriced);
        Fixed<CollateralCounted>(MessageKind.CollateralCounted);
    }

    private static void SpotDealing()
    {
        Fixed<PlaceSpotOrder>(MessageKind.PlaceSpotOrder);
        Fixed<CancelSpotOrder>(MessageKind.CancelSpotOrder);
        Fixed<AskSpotQuote>(MessageKind.AskSpotQuote);
        Fixed<GiveSpotQuote>(MessageKind.GiveSpotQuote);
        Fixed<TakeSpotQuote>(MessageKind.TakeSpotQuote);
        Fixed<WithdrawSpotQuote>(MessageKind.WithdrawSpotQuote);
        Fixed<SpotOrderTaken>(MessageKind.SpotOrderTaken);
        Fixed<SpotOrderFilled>(MessageKind.SpotOrderFilled);
        Fixed<SpotOrderEnded>(MessageKind.SpotOrderEnded);
        Fixed<SpotQuoteAsked>(MessageKind.SpotQuoteAsked);
        Fixed<SpotQuoteGiven>(MessageKind.SpotQuoteGiven);
        Fixed<SpotQuoteEnded>(MessageKind.SpotQuoteEnded);
    }

    private static void Spot()
    {
        Fixed<PlaceSpotBid>(MessageKind.PlaceSpotBid);
        Fixed<CancelSpotBid>(MessageKind.CancelSpotBid);
        Fixed<IssueCertificate>(MessageKind.IssueCertificate);
        Fixed<TransferCertificate>(MessageKind.TransferCertificate);
        Fixed<SplitCertificate>(MessageKind.SplitCertificate);
        Fixed<RedeemCertificate>(MessageKind.RedeemCertificate);
        Fixed<RecordDelivery>(MessageKind.RecordDelivery);
        Fixed<SetStandby>(MessageKind.SetStandby);
        Fixed<TenderCertificate>(MessageKind.TenderCertificate);
        Fixed<WithdrawTender>(MessageKind.WithdrawTender);
        Fixed<RequestDelivery>(MessageKind.RequestDelivery);
        Fixed<TenderCertificate>(MessageKind.CertificateTendered);
        Fixed<TenderEnded>(MessageKind.TenderEnded);
        Fixed<RequestDelivery>(MessageKind.DeliveryRequested);
        Fixed<DeliveryAllocated>(MessageKind.DeliveryAllocated);
        Fixed<DeliveryMissed>(MessageKind.DeliveryMissed);
        Fixed<SpotBidTaken>(MessageKind.SpotBidTaken);
        Fixed<SpotBidEnded>(MessageKind.SpotBidEnded);
        Fixed<SpotTraded>(MessageKind.SpotTraded);
        Fixed<CertificateIssued>(MessageKind.CertificateIssued);
        Fixed<TransferCertificate>(MessageKind.CertificateTransferred);
        Fixed<CertificateSplit>(MessageKind.CertificateSplit);
        Fixed<RedeemCertificate>(MessageKind.CertificateRedeemed);
        Fixed<DeliveryRecorded>(MessageKind.DeliveryRecorded);
        Fixed<SetStandby>(MessageKind.StandbySet);
        Fixed<CertificateEnded>(MessageKind.CertificateEnded);
    }

    private static void Supply()
    {
        Fixed<AcceptSupply>(MessageKind.AcceptSupply);
        Fixed<RecordSupply>(MessageKind.RecordSupply);
        Fixed<InvoiceSupply>(MessageKind.InvoiceSupply);
        Fixed<PaySupply>(MessageKind.PaySupply);
        Fixed<EndSupply>(MessageKind.EndSupply);
        Fixed<SupplyStateSet>(MessageKind.SupplyStateSet);
        Fixed<SupplyRecorded>(MessageKind.SupplyRecorded);
        Fixed<SupplyPaid>(MessageKind.SupplyPaid);
    }

    private static void Defaults()
    {
        Fixed<MoveFund>(MessageKind.MoveFund);
        Fixed<MoveLayer>(MessageKind.MoveLayer);
        Fixed<ProposeDefault>(MessageKind.ProposeDefault);
        Fixed<DeclareDefault>(MessageKind.DeclareDefault);
        Fixed<PortClient>(MessageKind.PortClient);
        Fixed<CloseDefaulted>(MessageKind.CloseDefaulted);
        Fixed<AllocateLoss>(MessageKind.AllocateLoss);
        Fixed<TearUpDefault>(MessageKind.TearUpDefault);
        Fixed<FundMoved>(MessageKind.FundMoved);
        Fixed<LayerMoved>(MessageKind.LayerMoved);
        Fixed<DefaultProposed>(MessageKind.DefaultProposed);
        Fixed<DefaultDeclared>(MessageKind.DefaultDeclared);
        Fixed<DefaultMoved>(MessageKind.DefaultMoved);
        Fixed<DefaultTraded>(MessageKind.DefaultTraded);
        Fixed<DefaultAuctioned>(MessageKind.DefaultAuctioned);
        Fixed<BidMissed>(MessageKind.BidMissed);
        Fixed<LayerUsed>(MessageKind.LayerUsed);
        Fixed<DefaultAllocated>(MessageKind.DefaultAllocated);
    }
}
