// The front door of the market: what the calendar owes, then one switch over the commands.
using System.Runtime.InteropServices;
using Tokenbourse.Market.Figures;
using Tokenbourse.Market.Handlers;
using Tokenbourse.Model.Accounts;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market;

/// <summary>Exchange and clearing house as one deterministic machine.</summary>
public sealed class MarketMachine : IMachine
{
    /// <summary>Live orders for which a live venue makes room: some 10 MB.</summary>
    public const int VenueOrders = 1 << 17;

    private readonly State _state;
    private readonly StateWriter _writer = new();

    /// <param name="orders">Live orders for which room is made at once: more make tables grow, which holds up the order
    /// that does not fit for milliseconds.</param>
    public MarketMachine(int orders = 1024) => _state = new(orders);

    /// <inheritdoc/>
    public long Next => _state.Next;

    /// <inheritdoc/>
    public Instant NextDue => TimetableHandler.NextDue(_state);

    /// <summary>The moment of the last entry.</summary>
    public Instant Time => _state.Now;

    /// <inheritdoc/>
    public ulong Digest
    {
        get
        {
            _writer.Clear();
            _state.Save(_writer);
            return _writer.Digest;
        }
    }

    /// <summary>The release whose rules hold.</summary>
    public int Release => _state.Release;

    /// <summary>The clearing house's figures after the last entry.</summary>
    public ClearingReader Clearing => new(_state);

    /// <summary>The sequence on the prints log of the last print taken; -1 before the first.</summary>
    public long LastPrintSequence => _state.LastPrintSequence;

    /// <summary>What an account holds and may still use; null: no such account.</summary>
    public AccountFigures? FiguresOf(AccountId account) => AccountReading.Of(_state, account);

    /// <inheritdoc/>
    public void Apply(in LogEntry entry, Outbox events)
    {
        Must.Hold(entry.Sequence == _state.Next);
        Must.Hold(entry.Time >= _state.Now);
        var from = events.Length;
        while (NextDue <= entry.Time)
            TimetableHandler.Advance(_state, events);
        _state.Now = entry.Time;
        Dispatch(entry, events);
        AfterCommand.Run(_state, events);
        _state.Next++;
        var digest = new Digest64(_state.EventDigest);
        digest.Add(events.Bytes.Span[from..]);
        _state.EventDigest = digest.Raw;
    }

    /// <inheritdoc/>
    public void Save(StateWriter writer) => _state.Save(writer);

    /// <inheritdoc/>
    public void Load(StateReader reader) => _state.Load(reader);

    private void Dispatch(in LogEntry entry, Outbox events)
    {
        switch (entry.Kind)
        {
            case MessageKind.PlaceOrder:
                PlaceOrderHandler.Handle(_state, MemoryMarshal.AsRef<PlaceOrder>(entry.Payload.Span), events);
                break;
            case MessageKind.CancelOrder:
                CancelOrderHandler.Handle(_state, entry.As<CancelOrder>(), events);
                break;
            case MessageKind.AmendOrder:
                AmendOrderHandler.Handle(_state, entry.As<AmendOrder>(), events);
                break;
            case MessageKind.MassCancel:
                MassCancelHandler.Handle(_state, entry.As<MassCancel>(), events);
                break;
            case MessageKind.PlaceQuotes:
                PlaceQuotesHandler.Handle(_state, entry.As<PlaceQuotes>(), events);
                break;
            case MessageKind.SetProtection:
                SetProtectionHandler.Handle(_state, entry.As<SetProtection>(), events);
                break;
            case MessageKind.ReversePosition:
                ReversePositionHandler.Handle(_state, entry.As<ReversePosition>(), events);
                break;
            case MessageKind.SetTradingState:
                SetTradingStateHandler.Handle(_state, entry.As<SetTradingState>(), events);
                break;
            case MessageKind.ProposeSettlement when Release >= Releases.Lots:
                SettlementOverrides.Handle(_state, entry.As<ProposeSettlement>(), events);
                break;
            case MessageKind.ApproveSettlement when Release >= Releases.Lots:
                SettlementOverrides.Handle(_state, entry.As<ApproveSettlement>(), events);
                break;
            case MessageKind.DefineSpread:
                DefineHandler.Spread(_state, entry.Payload, events);
                break;
            case MessageKind.SetRelease:
                SetReleaseHandler.Handle(_state, entry.As<SetRelease>(), events);
                break;
            case MessageKind.Tick:
                break;
            case MessageKind.MoveCash:
                MoveCashHandler.Handle(_state, entry.As<MoveCash>(), events);
                break;
            case MessageKind.SubmitPrint:
                SubmitPrintHandler.Handle(_state, entry.As<SubmitPrint>(), events);
                break;
            case MessageKind.SettleDay:
                SettleDayHandler.Handle(_state, entry.As<SettleDay>(), events);
                break;
            case MessageKind.ClearingStep when _state.HasLots:
                ClearingDay.Handle(_state, entry.As<ClearingStep>(), events);
                break;
            case MessageKind.Liquidate when _state.HasMembers:
                Liquidations.Handle(_state, entry.As<Liquidate>(), events);
                break;
            case MessageKind.DefineCalendar:
                DefineHandler.Calendar(_state, entry.Payload, events);
                break;
            case MessageKind.DefineContract:
                DefineHandler.Contract(_state, entry.Payload, events);
                break;
            case MessageKind.DefineMargins:
                DefineHandler.Margins(_state, entry.Payload, events);
                break;
            case MessageKind.DefineHouse when _state.HasMembers:
                MemberDocuments.House(_state, entry.Payload, events);
                break;
            case MessageKind.DefineMember when _state.HasMembers:
                MemberDocuments.Member(_state, entry.Payload, events);
                break;
            case MessageKind.MoveClient when _state.HasMembers:
                Members.Handle(_state, entry.As<MoveClient>(), events);
                break;
            case MessageKind.AskCash when _state.HasMembers:
                AskCashHandler.Handle(_state, entry.As<AskCash>(), events);
                break;
            case MessageKind.ConfirmCash when _state.HasMembers:
                ConfirmCashHandler.Handle(_state, entry.As<ConfirmCash>(), events);
                break;
            case MessageKind.DefineCollateral when _state.HasMembers:
                CollateralHandlers.Define(_state, entry.Payload, events);
                break;
            case MessageKind.MoveCollateral when _state.HasMembers:
                CollateralHandlers.Move(_state, entry.As<MoveCollateral>(), events);
                break;
            case MessageKind.PriceCollateral when _state.HasMembers:
                CollateralHandlers.Price(_state, entry.As<PriceCollateral>(), events);
                break;
            case MessageKind.DefineLimits when _state.HasMembers:
                LimitDocuments.Define(_state, entry.Payload, events);
                break;
            case MessageKind.GrantHedgeQuota when _state.HasMembers:
                LimitDocuments.Grant(_state, entry.As<GrantHedgeQuota>(), events);
                break;
            case MessageKind.MoveFund when _state.HasMembers:
                DefaultFunds.Handle(_state, entry.As<MoveFund>(), events);
                break;
            case MessageKind.MoveLayer when _state.HasMembers:
                DefaultFunds.Handle(_state, entry.As<MoveLayer>(), events);
                break;
            case MessageKind.ProposeDefault when _state.HasMembers:
                Defaults.Handle(_state, entry.As<ProposeDefault>(), events);
                break;
            case MessageKind.DeclareDefault when _state.HasMembers:
                Defaults.Handle(_state, entry.As<DeclareDefault>(), events);
                break;
            case MessageKind.PortClient when _state.HasMembers:
                Defaults.Handle(_state, entry.As<PortClient>(), events);
                break;
            case MessageKind.AuctionDefault when _state.HasMembers:
                DefaultAuctions.Handle(_state, entry.Payload, events);
                break;
            case MessageKind.CloseDefaulted when _state.HasMembers:
                DefaultClosing.Handle(_state, entry.As<CloseDefaulted>(), events);
                break;
            case MessageKind.TearUpDefault when _state.HasMembers:
                DefaultClosing.Handle(_state, entry.As<TearUpDefault>(), events);
                break;
            case MessageKind.AllocateLoss when _state.HasMembers:
                DefaultAllocation.Handle(_state, entry.As<AllocateLoss>(), events);
                break;
            case MessageKind.RiskHeartbeat when _state.HasMembers:
                RiskInterlock.Handle(_state, entry.As<RiskHeartbeat>(), events);
                break;
            case MessageKind.ProposeCorrection when _state.HasMembers:
                Corrections.Handle(_state, entry.As<ProposeCorrection>(), events);
                break;
            case MessageKind.ApproveCorrection when _state.HasMembers:
                Corrections.Handle(_state, entry.As<ApproveCorrection>(), events);
                break;
            case MessageKind.DefineMarginGroup when _state.HasMembers:
                MarginGroupHandler.Handle(_state, entry.Payload, events);
                break;
            case >= MessageKind.DefineSpotProduct and <= MessageKind.RequestDelivery when _state.HasSpot:
                Spot(entry, events);
                break;
            case >= MessageKind.SubmitOrder and <= MessageKind.SetKillSwitch when _state.HasSessions:
                SessionCommands.Handle(_state, entry, events);
                break;
            case MessageKind.CallIntraday when _state.HasInterventions:
                IntradayCalls.Handle(_state, entry.As<CallIntraday>(), events);
                break;
            case MessageKind.AcknowledgeCall when _state.HasInterventions:
                IntradayCalls.Handle(_state, entry.As<AcknowledgeCall>(), events);
                break;
            case MessageKind.SetPriceLimits when _state.HasInterventions:
                PriceLimits.Handle(_state, entry.As<SetPriceLimits>(), events);
                break;
            case MessageKind.OpenAccount:
                DefineHandler.Account(_state, entry.Payload, events);
                break;
            default:
                NotACommand(entry.Kind, events);
                break;
        }
    }

    private void Spot(in LogEntry entry, Outbox events)
    {
        switch (entry.Kind)
        {
            case MessageKind.DefineSpotProduct:
                SpotBids.Define(_state, entry.Payload, events);
                break;
            case MessageKind.PlaceSpotBid:
                SpotBids.Handle(_state, entry.As<PlaceSpotBid>(), events);
                break;
            case MessageKind.CancelSpotBid:
                SpotBids.Handle(_state, entry.As<CancelSpotBid>(), events);
                break;
            case >= MessageKind.PlaceSpotOrder and <= MessageKind.WithdrawSpotQuote:
                SpotDealing(entry, events);
                break;
            case MessageKind.SetStandby:
                SpotBids.Handle(_state, entry.As<SetStandby>(), events);
                break;
            case MessageKind.IssueCertificate:
                Certificates.Handle(_state, entry.As<IssueCertificate>(), events);
                break;
            case MessageKind.TransferCertificate:
                Certificates.Handle(_state, entry.As<TransferCertificate>(), events);
                break;
            case MessageKind.SplitCertificate:
                Certificates.Handle(_state, entry.As<SplitCertificate>(), events);
                break;
            case MessageKind.RedeemCertificate:
                Certificates.Handle(_state, entry.As<RedeemCertificate>(), events);
                break;
            case MessageKind.TenderCertificate:
                Tenders.Handle(_state, entry.As<TenderCertificate>(), events);
                break;
            case MessageKind.WithdrawTender:
                Tenders.Handle(_state, entry.As<WithdrawTender>(), events);
                break;
            case MessageKind.RequestDelivery:
                Tenders.Handle(_state, entry.As<RequestDelivery>(), events);
                break;
            case MessageKind.RecordDelivery:
                Deliveries.Handle(_state, entry.As<RecordDelivery>(), events);
                break;
            case >= MessageKind.DefineSupply and <= MessageKind.EndSupply:
                Supply(entry, events);
                break;
            default:
                NotACommand(entry.Kind, events);
                break;
        }
    }

    private void Supply(in LogEntry entry, Outbox events)
    {
        switch (entry.Kind)
        {
            case MessageKind.DefineSupply:
                Supplies.Define(_state, entry.Payload, events);
                break;
            case MessageKind.AcceptSupply:
                Supplies.Handle(_state, entry.As<AcceptSupply>(), events);
                break;
            case MessageKind.RecordSupply:
                SupplyRecords.Handle(_state, entry.As<RecordSupply>(), events);
                break;
            case MessageKind.InvoiceSupply:
                SupplyInvoices.Handle(_state, entry.As<InvoiceSupply>(), events);
                break;
            case MessageKind.PaySupply:
                SupplyInvoices.Handle(_state, entry.As<PaySupply>(), events);
                break;
            default:
                Supplies.Handle(_state, entry.As<EndSupply>(), events);
                break;
        }
    }

    private void SpotDealing(in LogEntry entry, Outbox events)
    {
        switch (entry.Kind)
        {
            case MessageKind.PlaceSpotOrder:
                SpotOrders.Handle(_state, entry.As<PlaceSpotOrder>(), events);
                break;
            case MessageKind.CancelSpotOrder:
                SpotOrders.Handle(_state, entry.As<CancelSpotOrder>(), events);
                break;
            case MessageKind.AskSpotQuote:
                SpotQuotes.Handle(_state, entry.As<AskSpotQuote>(), events);
                break;
            case MessageKind.GiveSpotQuote:
                SpotQuotes.Handle(_state, entry.As<GiveSpotQuote>(), events);
                break;
            case MessageKind.TakeSpotQuote:
                SpotQuotes.Handle(_state, entry.As<TakeSpotQuote>(), events);
                break;
            default:
                SpotQuotes.Handle(_state, entry.As<WithdrawSpotQuote>(), events);
                break;
        }
    }

    private static void NotACommand(MessageKind kind, Outbox events) =>
        events.Add(MessageKind.CommandRefused, new CommandRefused(kind, RejectReason.NotACommand, (long)kind, 0));
}
