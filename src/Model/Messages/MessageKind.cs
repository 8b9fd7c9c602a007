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
    PlaceOrder = 15,
    CancelOrder = 16,
    SubmitPrint = 17,
    SettleDay = 18,

    // Market events
    CalendarDefined = 40,
    ContractDefined = 41,
    MarginsDefined = 42,
    AccountOpened = 43,
    CommandRefused = 44,
    InstrumentListed = 45,
    PhaseChanged = 46,
    AuctionUncrossed = 47,
    OrderAccepted = 48,
    OrderRejected = 49,
    OrderCancelled = 50,
    Traded = 51,
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
}
