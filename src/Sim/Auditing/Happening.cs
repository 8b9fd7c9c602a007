// One event as a value that can be compared: what the laboratory's checks talk about.
using System.Text;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Sim.Auditing;

/// <summary>An event with its message unpacked: the boxed struct of a fixed kind, the JSON text of a
/// document.</summary>
public sealed record Happening(MessageKind Kind, object Message)
{
    /// <summary>Unpacks an entry of an event log.</summary>
    public static Happening Of(in LogEntry entry) =>
        new(
            entry.Kind,
            entry.Kind switch
            {
                MessageKind.CommandRefused => entry.As<CommandRefused>(),
                MessageKind.PhaseChanged => entry.As<PhaseChanged>(),
                MessageKind.AuctionUncrossed => entry.As<AuctionUncrossed>(),
                MessageKind.OrderAccepted => entry.As<OrderAccepted>(),
                MessageKind.OrderRejected => entry.As<OrderRejected>(),
                MessageKind.OrderCancelled => entry.As<OrderCancelled>(),
                MessageKind.Traded => entry.As<Traded>(),
                MessageKind.CashMoved => entry.As<CashMoved>(),
                MessageKind.PrintTaken => entry.As<PrintTaken>(),
                MessageKind.SettlementPriceSet => entry.As<SettlementPriceSet>(),
                MessageKind.FinalPriceSet => entry.As<FinalPriceSet>(),
                MessageKind.Posted => entry.As<Posted>(),
                MessageKind.VariationPaid => entry.As<VariationPaid>(),
                MessageKind.MarginRequired => entry.As<MarginRequired>(),
                MessageKind.MarginCalled => entry.As<MarginCalled>(),
                MessageKind.InstrumentExpired => entry.As<InstrumentExpired>(),
                MessageKind.DaySettled => entry.As<DaySettled>(),
                MessageKind.DayOpened => entry.As<DayOpened>(),
                MessageKind.BandSet => entry.As<BandSet>(),
                MessageKind.PriceLimitsSet => entry.As<PriceLimitsSet>(),
                MessageKind.BookChanged => entry.As<BookChanged>(),
                MessageKind.OrderAmended => entry.As<OrderAmended>(),
                MessageKind.OrderReduced => entry.As<OrderReduced>(),
                MessageKind.OrderElected => entry.As<OrderElected>(),
                MessageKind.MassCancelled => entry.As<MassCancelled>(),
                MessageKind.ProtectionSet => entry.As<ProtectionSet>(),
                MessageKind.ProtectionTriggered => entry.As<ProtectionTriggered>(),
                MessageKind.StateChanged => entry.As<StateChanged>(),
                MessageKind.IndicativeChanged => entry.As<IndicativeChanged>(),
                MessageKind.SpreadTraded => entry.As<SpreadTraded>(),
                MessageKind.LimitLockSet => entry.As<LimitLockSet>(),
                MessageKind.CertificateTendered => entry.As<TenderCertificate>(),
                MessageKind.TenderEnded => entry.As<TenderEnded>(),
                MessageKind.DeliveryRequested => entry.As<RequestDelivery>(),
                MessageKind.DeliveryAllocated => entry.As<DeliveryAllocated>(),
                MessageKind.DeliveryMissed => entry.As<DeliveryMissed>(),
                MessageKind.SpotBidTaken => entry.As<SpotBidTaken>(),
                MessageKind.SpotBidEnded => entry.As<SpotBidEnded>(),
                MessageKind.SpotTraded => entry.As<SpotTraded>(),
                MessageKind.SpotOrderTaken => entry.As<SpotOrderTaken>(),
                MessageKind.SpotOrderFilled => entry.As<SpotOrderFilled>(),
                MessageKind.SpotOrderEnded => entry.As<SpotOrderEnded>(),
                MessageKind.SpotQuoteAsked => entry.As<SpotQuoteAsked>(),
                MessageKind.SpotQuoteGiven => entry.As<SpotQuoteGiven>(),
                MessageKind.SpotQuoteEnded => entry.As<SpotQuoteEnded>(),
                MessageKind.CertificateIssued => entry.As<CertificateIssued>(),
                MessageKind.CertificateSplit => entry.As<CertificateSplit>(),
                MessageKind.DeliveryRecorded => entry.As<DeliveryRecorded>(),
                MessageKind.CertificateEnded => entry.As<CertificateEnded>(),
                MessageKind.CertificateTransferred => entry.As<TransferCertificate>(),
                MessageKind.CertificateRedeemed => entry.As<RedeemCertificate>(),
                MessageKind.StandbySet => entry.As<SetStandby>(),
                MessageKind.SupplyStateSet => entry.As<SupplyStateSet>(),
                MessageKind.SupplyRecorded => entry.As<SupplyRecorded>(),
                MessageKind.SupplyPaid => entry.As<SupplyPaid>(),
                MessageKind.SettlementEvidence => entry.As<SettlementEvidence>(),
                MessageKind.SettlementOverridden => entry.As<SettlementOverridden>(),
                MessageKind.ReleaseSet => entry.As<ReleaseSet>(),
                MessageKind.ForcedReduced => entry.As<ForcedReduced>(),
                MessageKind.LotClosed => entry.As<LotClosed>(),
                MessageKind.PositionMarked => entry.As<PositionMarked>(),
                MessageKind.MarginRateSet => entry.As<MarginRateSet>(),
                MessageKind.MarginExplained => entry.As<MarginExplained>(),
                MessageKind.MarginShadow => entry.As<MarginShadow>(),
                MessageKind.ClearingStepDone => entry.As<ClearingStepDone>(),
                MessageKind.HedgeQuotaGranted => entry.As<HedgeQuotaGranted>(),
                MessageKind.LargeTraderReported => entry.As<LargeTraderReported>(),
                MessageKind.LimitExceeded => entry.As<LimitExceeded>(),
                MessageKind.PositionLimitsSet => entry.As<PositionLimitsSet>(),
                MessageKind.HedgeRateSet => entry.As<HedgeRateSet>(),
                MessageKind.AccountStruck => entry.As<AccountStruck>(),
                MessageKind.MemberStruck => entry.As<MemberStruck>(),
                MessageKind.ClientMoved => entry.As<ClientMoved>(),
                MessageKind.CashAsked => entry.As<CashAsked>(),
                MessageKind.CashDone => entry.As<CashDone>(),
                MessageKind.CollateralMoved => entry.As<CollateralMoved>(),
                MessageKind.CollateralPriced => entry.As<PriceCollateral>(),
                MessageKind.CollateralCounted => entry.As<CollateralCounted>(),
                MessageKind.CallOpened => entry.As<CallOpened>(),
                MessageKind.CallMet => entry.As<CallMet>(),
                MessageKind.CallMissed => entry.As<CallMissed>(),
                MessageKind.IntradayCallOpened => entry.As<CallOpened>(),
                MessageKind.CallAcknowledged => entry.As<CallAcknowledged>(),
                MessageKind.IntradayCallsMade => entry.As<IntradayCallsMade>(),
                MessageKind.AccountReleased => entry.As<AccountReleased>(),
                MessageKind.LiquidationOrdered => entry.As<LiquidationOrdered>(),
                MessageKind.LiquidationDone => entry.As<LiquidationDone>(),
                MessageKind.FundMoved => entry.As<FundMoved>(),
                MessageKind.LayerMoved => entry.As<LayerMoved>(),
                MessageKind.DefaultProposed => entry.As<DefaultProposed>(),
                MessageKind.DefaultDeclared => entry.As<DefaultDeclared>(),
                MessageKind.DefaultMoved => entry.As<DefaultMoved>(),
                MessageKind.DefaultTraded => entry.As<DefaultTraded>(),
                MessageKind.DefaultAuctioned => entry.As<DefaultAuctioned>(),
                MessageKind.BidMissed => entry.As<BidMissed>(),
                MessageKind.LayerUsed => entry.As<LayerUsed>(),
                MessageKind.DefaultAllocated => entry.As<DefaultAllocated>(),
                MessageKind.InterlockSet => entry.As<InterlockSet>(),
                MessageKind.RequestRepeated => entry.As<RequestRepeated>(),
                MessageKind.RequestTaken => entry.As<RequestTaken>(),
                MessageKind.OrderCapsSet => entry.As<SetOrderCaps>(),
                MessageKind.CancelAllArmed => entry.As<CancelAllArmed>(),
                MessageKind.CancelAllFired => entry.As<CancelAllFired>(),
                MessageKind.SessionBegun => entry.As<SessionBegun>(),
                MessageKind.SessionEnded => entry.As<SessionEnded>(),
                MessageKind.KillSwitchSet => entry.As<KillSwitchSet>(),
                MessageKind.CorrectionProposed => entry.As<ProposeCorrection>(),
                MessageKind.CorrectionPosted => entry.As<CorrectionPosted>(),
                _ => Encoding.UTF8.GetString(entry.Payload.Span),
            }
        );

    /// <summary>The message as its shape.</summary>
    public T As<T>() => (T)Message;

    public override string ToString() => $"{Kind}: {Message}";
}

/// <summary>Anything that takes market commands and says what happened: the machine, or the naive market beside
/// it.</summary>
public interface IMarketEngine
{
    /// <summary>Applies one entry of the command log; gives its events in order.</summary>
    IReadOnlyList<Happening> Submit(in LogEntry command);
}

/// <summary>A deterministic machine as an engine.</summary>
public sealed class MachineEngine(IMachine machine) : IMarketEngine
{
    private readonly Outbox _outbox = new();

    /// <inheritdoc/>
    public IReadOnlyList<Happening> Submit(in LogEntry command)
    {
        _outbox.Clear();
        _outbox.Cause = command.Sequence;
        _outbox.Time = command.Time;
        machine.Apply(in command, _outbox);
        var events = new List<Happening>();
        var rest = _outbox.Bytes;
        while (rest.Length > 0)
        {
            Must.Hold(Codec.TryDecode(rest, out var entry, out var read));
            // The outbox is written over by the next command: what was read must be a copy.
            events.Add(Happening.Of(entry with { Payload = entry.Payload.ToArray() }));
            rest = rest[read..];
        }

        return events;
    }
}
