// The numbers of the messages. A number on a log is for ever: a new shape gets a new number.
namespace Tokenbourse.Model.Messages;

/// <summary>What the bytes of an entry mean.</summary>
public enum MessageKind : ushort
{
    None = 0,

    // Both machines
    Tick = 1,

    // Market commands
    DefineCalendar = 10,
    DefineContract = 11,
    DefineMargins = 12,
    OpenAccount = 13,
    MoveCash = 14,

    // 15, 16: orders and cancels before they had validity, icebergs and stops
    SubmitPrint = 17,
    SettleDay = 18,
    SetRelease = 19,
    PlaceOrder = 20,
    CancelOrder = 21,
    AmendOrder = 22,
    MassCancel = 23,
    PlaceQuotes = 24,
    SetProtection = 25,
    ReversePosition = 26,
    SetTradingState = 27,
    DefineSpread = 28,
    ClearingStep = 32,
    ProposeSettlement = 30,
    ApproveSettlement = 31,
    DefineHouse = 33,
    DefineMember = 34,
    DefineMarginGroup = 164,

    // Market events
    CalendarDefined = 40,
    ContractDefined = 41,
    MarginsDefined = 42,
    AccountOpened = 43,
    CommandRefused = 44,
    InstrumentListed = 45,
    PhaseChanged = 46,

    // 47, 48, 49, 51: uncrossings, orders and trades before the market data sequence
    OrderCancelled = 50,
    CashMoved = 52,
    PrintTaken = 53,
    SettlementPriceSet = 54,
    FinalPriceSet = 55,
    Posted = 56,
    VariationPaid = 57,
    MarginRequired = 58,
    MarginCalled = 59,
    InstrumentExpired = 60,
    DaySettled = 61,
    DayOpened = 62,
    BandSet = 63,
    DocumentRefused = 64,

    // Index commands (documents)
    DefineIndex = 70,
    ObservePrice = 71,
    ObserveQuality = 72,
    ObserveRate = 73,

    // Index events (documents)
    IndexDefined = 80,
    Printed = 81,
    PrintWithheld = 82,
    ObservationRefused = 83,

    // Market events, continued
    AuctionUncrossed = 100,
    OrderAccepted = 101,
    OrderRejected = 102,
    Traded = 103,
    BookChanged = 104,
    OrderAmended = 105,
    OrderReduced = 106,
    OrderElected = 107,
    MassCancelled = 108,
    ProtectionSet = 109,
    ProtectionTriggered = 110,
    StateChanged = 111,
    IndicativeChanged = 112,
    SpreadTraded = 113,
    LimitLockSet = 114,
    SpreadDefined = 115,
    ReleaseSet = 116,
    LotClosed = 117,
    PositionMarked = 118,
    ClearingStepDone = 122,
    AccountStruck = 123,
    ForcedReduced = 124,
    MarginRateSet = 125,
    SettlementEvidence = 120,
    SettlementOverridden = 121,
    HouseDefined = 126,
    MemberDefined = 127,
    MarginGroupDefined = 148,
    MarginExplained = 149,
    MarginShadow = 150,
}
