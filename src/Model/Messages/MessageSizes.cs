// Which kinds have a fixed shape, and which; everything else that is known is a document.
using System.Runtime.CompilerServices;

namespace Tokenbourse.Model.Messages;

/// <summary>The payload length of each kind.</summary>
public static class MessageSizes
{
    public const int Document = -1;
    public const int Unknown = -2;

    /// <summary>One more than the highest number that a kind may have: the size of a table by kind.</summary>
    public const int Kinds = 160;

    private static readonly int[] _sizes = Build();

    /// <summary>Bytes of the payload; <see cref="Document"/> for JSON; <see cref="Unknown"/> for a number that no
    /// release has used.</summary>
    public static int Of(MessageKind kind) => (int)kind < _sizes.Length ? _sizes[(int)kind] : Unknown;

    /// <summary>The shape of a fixed kind; null for documents and unknown kinds.</summary>
    public static Type? TypeOf(MessageKind kind) =>
        kind switch
        {
            MessageKind.Tick => typeof(Tick),
            MessageKind.MoveCash => typeof(MoveCash),
            MessageKind.PlaceOrder => typeof(PlaceOrder),
            MessageKind.CancelOrder => typeof(CancelOrder),
            MessageKind.SubmitPrint => typeof(SubmitPrint),
            MessageKind.SettleDay => typeof(SettleDay),
            MessageKind.CommandRefused => typeof(CommandRefused),
            MessageKind.PhaseChanged => typeof(PhaseChanged),
            MessageKind.AuctionUncrossed => typeof(AuctionUncrossed),
            MessageKind.OrderAccepted => typeof(OrderAccepted),
            MessageKind.OrderRejected => typeof(OrderRejected),
            MessageKind.OrderCancelled => typeof(OrderCancelled),
            MessageKind.Traded => typeof(Traded),
            MessageKind.CashMoved => typeof(CashMoved),
            MessageKind.PrintTaken => typeof(PrintTaken),
            MessageKind.SettlementPriceSet => typeof(SettlementPriceSet),
            MessageKind.FinalPriceSet => typeof(FinalPriceSet),
            MessageKind.Posted => typeof(Posted),
            MessageKind.VariationPaid => typeof(VariationPaid),
            MessageKind.MarginRequired => typeof(MarginRequired),
            MessageKind.MarginCalled => typeof(MarginCalled),
            MessageKind.InstrumentExpired => typeof(InstrumentExpired),
            MessageKind.DaySettled => typeof(DaySettled),
            MessageKind.DayOpened => typeof(DayOpened),
            MessageKind.BandSet => typeof(BandSet),
            MessageKind.AmendOrder => typeof(AmendOrder),
            MessageKind.MassCancel => typeof(MassCancel),
            MessageKind.PlaceQuotes => typeof(PlaceQuotes),
            MessageKind.SetProtection => typeof(SetProtection),
            MessageKind.ReversePosition => typeof(ReversePosition),
            MessageKind.SetTradingState => typeof(SetTradingState),
            MessageKind.BookChanged => typeof(BookChanged),
            MessageKind.OrderAmended => typeof(OrderAmended),
            MessageKind.OrderReduced => typeof(OrderReduced),
            MessageKind.OrderElected => typeof(OrderElected),
            MessageKind.MassCancelled => typeof(MassCancelled),
            MessageKind.ProtectionSet => typeof(ProtectionSet),
            MessageKind.ProtectionTriggered => typeof(ProtectionTriggered),
            MessageKind.StateChanged => typeof(StateChanged),
            MessageKind.IndicativeChanged => typeof(IndicativeChanged),
            MessageKind.SpreadTraded => typeof(SpreadTraded),
            MessageKind.LimitLockSet => typeof(LimitLockSet),
            MessageKind.SetRelease => typeof(SetRelease),
            MessageKind.ReleaseSet => typeof(ReleaseSet),
            MessageKind.LotClosed => typeof(LotClosed),
            MessageKind.ForcedReduced => typeof(ForcedReduced),
            MessageKind.PositionMarked => typeof(PositionMarked),
            MessageKind.MarginRateSet => typeof(MarginRateSet),
            MessageKind.AccountStruck => typeof(AccountStruck),
            MessageKind.ClearingStepDone => typeof(ClearingStepDone),
            MessageKind.ClearingStep => typeof(ClearingStep),
            MessageKind.ProposeSettlement => typeof(ProposeSettlement),
            MessageKind.ApproveSettlement => typeof(ApproveSettlement),
            MessageKind.SettlementEvidence => typeof(SettlementEvidence),
            MessageKind.SettlementOverridden => typeof(SettlementOverridden),
            _ => null,
        };

    private static int[] Build()
    {
        var sizes = new int[Kinds];
        Array.Fill(sizes, Unknown);
        foreach (var kind in Enum.GetValues<MessageKind>())
            sizes[(int)kind] = Document;
        sizes[(int)MessageKind.None] = Unknown;
        sizes[(int)MessageKind.Tick] = Unsafe.SizeOf<Tick>();
        sizes[(int)MessageKind.MoveCash] = Unsafe.SizeOf<MoveCash>();
        sizes[(int)MessageKind.PlaceOrder] = Unsafe.SizeOf<PlaceOrder>();
        sizes[(int)MessageKind.CancelOrder] = Unsafe.SizeOf<CancelOrder>();
        sizes[(int)MessageKind.SubmitPrint] = Unsafe.SizeOf<SubmitPrint>();
        sizes[(int)MessageKind.SettleDay] = Unsafe.SizeOf<SettleDay>();
        sizes[(int)MessageKind.CommandRefused] = Unsafe.SizeOf<CommandRefused>();
        sizes[(int)MessageKind.PhaseChanged] = Unsafe.SizeOf<PhaseChanged>();
        sizes[(int)MessageKind.AuctionUncrossed] = Unsafe.SizeOf<AuctionUncrossed>();
        sizes[(int)MessageKind.OrderAccepted] = Unsafe.SizeOf<OrderAccepted>();
        sizes[(int)MessageKind.OrderRejected] = Unsafe.SizeOf<OrderRejected>();
        sizes[(int)MessageKind.OrderCancelled] = Unsafe.SizeOf<OrderCancelled>();
        sizes[(int)MessageKind.Traded] = Unsafe.SizeOf<Traded>();
        sizes[(int)MessageKind.CashMoved] = Unsafe.SizeOf<CashMoved>();
        sizes[(int)MessageKind.PrintTaken] = Unsafe.SizeOf<PrintTaken>();
        sizes[(int)MessageKind.SettlementPriceSet] = Unsafe.SizeOf<SettlementPriceSet>();
        sizes[(int)MessageKind.FinalPriceSet] = Unsafe.SizeOf<FinalPriceSet>();
        sizes[(int)MessageKind.Posted] = Unsafe.SizeOf<Posted>();
        sizes[(int)MessageKind.VariationPaid] = Unsafe.SizeOf<VariationPaid>();
        sizes[(int)MessageKind.MarginRequired] = Unsafe.SizeOf<MarginRequired>();
        sizes[(int)MessageKind.MarginCalled] = Unsafe.SizeOf<MarginCalled>();
        sizes[(int)MessageKind.InstrumentExpired] = Unsafe.SizeOf<InstrumentExpired>();
        sizes[(int)MessageKind.DaySettled] = Unsafe.SizeOf<DaySettled>();
        sizes[(int)MessageKind.DayOpened] = Unsafe.SizeOf<DayOpened>();
        sizes[(int)MessageKind.BandSet] = Unsafe.SizeOf<BandSet>();
        sizes[(int)MessageKind.AmendOrder] = Unsafe.SizeOf<AmendOrder>();
        sizes[(int)MessageKind.MassCancel] = Unsafe.SizeOf<MassCancel>();
        sizes[(int)MessageKind.PlaceQuotes] = Unsafe.SizeOf<PlaceQuotes>();
        sizes[(int)MessageKind.SetProtection] = Unsafe.SizeOf<SetProtection>();
        sizes[(int)MessageKind.ReversePosition] = Unsafe.SizeOf<ReversePosition>();
        sizes[(int)MessageKind.SetTradingState] = Unsafe.SizeOf<SetTradingState>();
        sizes[(int)MessageKind.BookChanged] = Unsafe.SizeOf<BookChanged>();
        sizes[(int)MessageKind.OrderAmended] = Unsafe.SizeOf<OrderAmended>();
        sizes[(int)MessageKind.OrderReduced] = Unsafe.SizeOf<OrderReduced>();
        sizes[(int)MessageKind.OrderElected] = Unsafe.SizeOf<OrderElected>();
        sizes[(int)MessageKind.MassCancelled] = Unsafe.SizeOf<MassCancelled>();
        sizes[(int)MessageKind.ProtectionSet] = Unsafe.SizeOf<ProtectionSet>();
        sizes[(int)MessageKind.ProtectionTriggered] = Unsafe.SizeOf<ProtectionTriggered>();
        sizes[(int)MessageKind.StateChanged] = Unsafe.SizeOf<StateChanged>();
        sizes[(int)MessageKind.IndicativeChanged] = Unsafe.SizeOf<IndicativeChanged>();
        sizes[(int)MessageKind.SpreadTraded] = Unsafe.SizeOf<SpreadTraded>();
        sizes[(int)MessageKind.LimitLockSet] = Unsafe.SizeOf<LimitLockSet>();
        sizes[(int)MessageKind.SetRelease] = Unsafe.SizeOf<SetRelease>();
        sizes[(int)MessageKind.ReleaseSet] = Unsafe.SizeOf<ReleaseSet>();
        sizes[(int)MessageKind.ForcedReduced] = Unsafe.SizeOf<ForcedReduced>();
        sizes[(int)MessageKind.LotClosed] = Unsafe.SizeOf<LotClosed>();
        sizes[(int)MessageKind.PositionMarked] = Unsafe.SizeOf<PositionMarked>();
        sizes[(int)MessageKind.MarginRateSet] = Unsafe.SizeOf<MarginRateSet>();
        sizes[(int)MessageKind.AccountStruck] = Unsafe.SizeOf<AccountStruck>();
        sizes[(int)MessageKind.ClearingStepDone] = Unsafe.SizeOf<ClearingStepDone>();
        sizes[(int)MessageKind.ClearingStep] = Unsafe.SizeOf<ClearingStep>();
        sizes[(int)MessageKind.ProposeSettlement] = Unsafe.SizeOf<ProposeSettlement>();
        sizes[(int)MessageKind.ApproveSettlement] = Unsafe.SizeOf<ApproveSettlement>();
        sizes[(int)MessageKind.SettlementEvidence] = Unsafe.SizeOf<SettlementEvidence>();
        sizes[(int)MessageKind.SettlementOverridden] = Unsafe.SizeOf<SettlementOverridden>();
        return sizes;
    }
}
