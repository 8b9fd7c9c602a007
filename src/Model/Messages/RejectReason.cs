// Why something is refused. For an order they are asked in the order of this list; the first that holds is told.
namespace Tokenbourse.Model.Messages;

/// <summary>A refusal: expected, numbered, tested in this order. Numbers are the venue's error numbers.</summary>
public enum RejectReason : ushort
{
    None = 0,

    // The words themselves
    BadField = 1001,
    TooLate = 1002,

    // Who asks
    UnknownAccount = 1202,
    AccountRestricted = 1203,
    KillSwitch = 1204,
    UnknownSession = 1205,
    SessionOver = 1206,
    MemberInDefault = 1207,

    // The same again
    DuplicateClientOrderId = 1301,
    TooManyRepeats = 1302,

    // What and when
    UnknownInstrument = 2001,
    NotTrading = 2002,
    MarketOrderInAuction = 2003,
    ImmediateOrderInAuction = 2004,
    NotInThisPhase = 2005,
    NotForSpreads = 2006,
    QuotesFrozen = 2007,
    OffsetNotPossible = 2008,
    RiskSilent = 2009,

    // How much and at what price
    QuantityTooSmall = 2101,
    QuantityTooLarge = 2102,
    PriceAboveLimit = 2103,
    PriceBelowLimit = 2104,
    NothingToTradeWith = 2105,
    CannotFillAll = 2106,
    WouldTrade = 2107,
    CannotFillMinimum = 2108,
    ExpiryPassed = 2109,
    OverClose = 2110,
    WouldMeetOwn = 2111,

    // What it would risk
    PositionLimit = 2201,
    InsufficientFunds = 2202,
    HedgeFlag = 2203,
    TraderLimit = 2204,
    MemberLimit = 2205,
    HedgeQuota = 2206,
    OpeningLimit = 2207,
    SizeCap = 2208,
    NotionalCap = 2209,
    TooManyOpenOrders = 2210,

    // Cancels
    UnknownOrder = 2401,
    NotYourOrder = 2402,
    NothingToAmend = 2403,
    BelowFilled = 2404,
    CannotAmend = 2405,
    NothingToReverse = 2406,

    // Operators' commands
    BadDocument = 3001,
    AlreadyDefined = 3002,
    UnknownCalendar = 3003,
    UnknownCurrency = 3004,
    ZeroAmount = 3005,
    DuplicateReference = 3006,
    OverWithdrawal = 3007,
    PrintOutOfOrder = 3008,
    DayNotOver = 3009,
    DayAlreadySettled = 3010,
    PrintsMissing = 3011,
    NotACommand = 3012,
    UnknownContract = 3013,
    StateUnchanged = 3014,
    UnknownRelease = 3015,
    DayUnderWay = 3016,
    StepOutOfOrder = 3017,
    PersonMissing = 3020,
    ReasonMissing = 3021,
    NothingProposed = 3022,
    SamePerson = 3023,
    AnotherPriceProposed = 3024,
    AlreadyApproved = 3025,
    UnknownMember = 3030,
    NotAClient = 3031,
    MemberHasNoClients = 3032,
    SameMember = 3033,
    ClearingUnderWay = 3034,
    OrdersLive = 3035,

    // Cash and collateral
    UnknownReference = 3040,
    AlreadyDone = 3041,
    BankReferenceMissing = 3042,
    BankReferenceUsed = 3043,
    OverQuota = 3044,
    UnknownAsset = 3045,
    NotPledged = 3046,
    CollateralNeeded = 3047,
    CollateralTooLarge = 3048,
    PriceOutOfOrder = 3049,
    NotAHedgeAccount = 3060,
    QuotaPassed = 3061,
    LiquidationOff = 3080,
    MembersFirst = 3081,
    NoDefaultRules = 3090,
    NotInDefault = 3091,
    NoHouseAccount = 3092,
    PositionsLeft = 3093,
    LossNotCovered = 3094,
    ClientShort = 3095,
    DefaultUnderWay = 3096,
    NothingToTransfer = 3097,
    AlreadyAllocated = 3098,
    InterlockOff = 3110,
    DayNotSettled = 3111,
    OverIncome = 3112,
    AnotherAmountProposed = 3113,

    // Price limits set within a day
    OperatorLimitsOff = 3140,
    AuctionUnderWay = 3141,
    LimitOutOfBounds = 3142,
    TradedOutside = 3143,

    // The spot market: bids and offers
    UnknownProduct = 4001,
    HoursOutside = 4002,
    TooManyHours = 4003,
    DuplicateBid = 4005,
    UnknownBid = 4006,
    MeetsOwnBid = 4007,
    IssuerLimit = 4008,

    // Certificates
    UnknownCertificate = 4020,
    NotYourCertificate = 4021,
    CertificateEnded = 4022,
    CertificateRedeemed = 4023,
    NotRedeemed = 4024,
    WindowPassed = 4025,
    NothingLeftToSplit = 4026,

    // Deliveries
    AnotherMeter = 4040,
    RecordOutOfOrder = 4041,
    OutsideWindow = 4042,
    OverDraw = 4043,
    NotStandingIn = 4044,

    // Orders for standard blocks
    NotAStandardBlock = 4060,
    BlockNotAligned = 4061,
    DuplicateSpotOrder = 4062,
    UnknownSpotOrder = 4063,
    TooManySpotOrders = 4064,

    // Requests for quotes
    UnknownSpotRequest = 4065,
    SpotRequestEnded = 4066,
    DuplicateSpotRequest = 4067,
    TooManySpotRequests = 4068,
    QuoteTimeOutside = 4069,
    OwnSpotRequest = 4070,
    DuplicateSpotQuote = 4071,
    UnknownSpotQuote = 4072,
    SpotQuoteEnded = 4073,
    NotYourSpotRequest = 4074,
    NotYourSpotQuote = 4075,

    // Supply contracts
    UnknownSupply = 4080,
    NotYourSupply = 4081,
    SupplyNotProposed = 4082,
    SupplyNotInForce = 4083,
    SupplyMonthOutside = 4084,
    SupplyDayAhead = 4085,
    SupplyMonthInvoiced = 4086,
    SupplyMonthNotOver = 4087,
    SupplyPrintsMissing = 4088,
    SupplyMonthBefore = 4089,
    SupplyOverMost = 4090,
    SupplyAmountTooLarge = 4091,
    SupplyNothingOpen = 4092,
    SupplyMonthsLeft = 4093,
    SupplyInvoiceOpen = 4094,

    // Futures that end in certificates
    CashOnly = 4100,
    NotInNotice = 4101,
    NotDeliverable = 4102,
    NotOneLot = 4103,
    CertificateTendered = 4104,
    NotTendered = 4105,
    NoPosition = 4106,
    WindowNotGood = 4107,
    NotOwnIssue = 4108,
}
