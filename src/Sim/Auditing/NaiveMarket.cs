// A second, naive market: the rulebook once more in lists and big numbers, slow and plain, to disagree with the first
// one.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

/// <summary>Takes the market's command log and says what should have happened. Shares the nouns with the market and
/// nothing else.</summary>
public sealed partial class NaiveMarket : IMarketEngine
{
    private readonly List<Happening> _events = [];
    private readonly List<NaiveCalendar> _calendars = [];
    private readonly List<ContractSpec> _contracts = [];
    private readonly SortedList<string, MarginParameters> _margins = new(StringComparer.Ordinal);
    private readonly SortedList<string, MarginParameters> _nextMargins = new(StringComparer.Ordinal);
    private readonly SortedList<int, AccountDocument> _accounts = [];
    private readonly List<NaiveInstrument> _instruments = [];
    private readonly List<SpreadSpec> _spreads = [];
    private readonly List<NaiveProtection> _protections = [];
    private readonly List<NaivePrint> _prints = [];
    private readonly SortedSet<string> _references = new(StringComparer.Ordinal);
    private Instant _now;
    private long _lastOrder;
    private long _lastTrade;
    private long _lastTurn;
    private long _lastPrint = -1;
    private int _release = Releases.First;

    public NaiveLedger Ledger { get; } = new();

    /// <summary>Deposits less withdrawals by currency.</summary>
    public SortedList<Currency, long> MovedIn { get; } = [];

    /// <summary>Fees taken by currency.</summary>
    public SortedList<Currency, long> FeesTaken { get; } = [];

    /// <summary>Net lots of every account in every listed month.</summary>
    public IEnumerable<(int Instrument, int Account, long Lots)> Positions() =>
        _instruments.Where(i => !i.Expired).SelectMany(i => i.Holders().Select(a => (i.Id, a, i.Net(a))));

    /// <inheritdoc/>
    public IReadOnlyList<Happening> Submit(in LogEntry command)
    {
        _events.Clear();
        _looked = 0;
        DoWhatIsDue(command.Time);
        _now = command.Time;
        switch (command.Kind)
        {
            case MessageKind.SetRelease:
                SetRelease(command.As<SetRelease>());
                break;
            case MessageKind.Tick:
                break;
            case MessageKind.DefineCalendar:
                DefineCalendar(command.Payload);
                break;
            case MessageKind.DefineContract:
                DefineContract(command.Payload);
                break;
            case MessageKind.DefineSpread:
                DefineSpread(command.Payload);
                break;
            case MessageKind.DefineMargins:
                DefineMargins(command.Payload);
                break;
            case MessageKind.DefineHouse when HasMembers:
                DefineHouse(command.Payload);
                break;
            case MessageKind.DefineMember when HasMembers:
                DefineMember(command.Payload);
                break;
            case MessageKind.MoveClient when HasMembers:
                MoveClient(command.As<MoveClient>());
                break;
            case MessageKind.AskCash when HasMembers:
                AskCash(command.As<AskCash>());
                break;
            case MessageKind.ConfirmCash when HasMembers:
                ConfirmCash(command.As<ConfirmCash>());
                break;
            case MessageKind.DefineCollateral when HasMembers:
                DefineCollateral(command.Payload);
                break;
            case MessageKind.MoveCollateral when HasMembers:
                MoveCollateral(command.As<MoveCollateral>());
                break;
            case MessageKind.PriceCollateral when HasMembers:
                PriceCollateral(command.As<PriceCollateral>());
                break;
            case MessageKind.DefineLimits when HasMembers:
                DefineLimits(command.Payload);
                break;
            case MessageKind.GrantHedgeQuota when HasMembers:
                GrantQuota(command.As<GrantHedgeQuota>());
                break;
            case MessageKind.Liquidate when HasMembers:
                CloseByForce(command.As<Liquidate>());
                break;
            case MessageKind.MoveFund when HasMembers:
                MoveFund(command.As<MoveFund>());
                break;
            case MessageKind.MoveLayer when HasMembers:
                MoveLayer(command.As<MoveLayer>());
                break;
            case MessageKind.ProposeDefault when HasMembers:
                Propose(command.As<ProposeDefault>());
                break;
            case MessageKind.DeclareDefault when HasMembers:
                Declare(command.As<DeclareDefault>());
                break;
            case MessageKind.PortClient when HasMembers:
                Port(command.As<PortClient>());
                break;
            case MessageKind.AuctionDefault when HasMembers:
                Auction(command.Payload);
                break;
            case MessageKind.CloseDefaulted when HasMembers:
                CloseForDefaulter(command.As<CloseDefaulted>());
                break;
            case MessageKind.TearUpDefault when HasMembers:
                TearUp(command.As<TearUpDefault>());
                break;
            case MessageKind.AllocateLoss when HasMembers:
                Allocate(command.As<AllocateLoss>());
                break;
            case MessageKind.RiskHeartbeat when HasMembers:
                Beat(command.As<RiskHeartbeat>());
                break;
            case MessageKind.ProposeCorrection when HasMembers:
                Propose(command.As<ProposeCorrection>());
                break;
            case MessageKind.ApproveCorrection when HasMembers:
                Approve(command.As<ApproveCorrection>());
                break;
            case MessageKind.DefineMarginGroup when HasMembers:
                DefineMarginGroup(command.Payload);
                break;
            case var kind when HasSpot && SubmitSpot(kind, command):
                break;
            case not MessageKind.None when HasInterventions && SubmitOfCalls(command):
                break;
            case var kind when HasSessions && SubmitOfSession(kind, command):
                break;
            case MessageKind.SetPriceLimits when HasInterventions:
                SetLimits(command.As<SetPriceLimits>());
                break;
            case MessageKind.OpenAccount:
                OpenAccount(command.Payload);
                break;
            case MessageKind.MoveCash:
                MoveCash(command.As<MoveCash>());
                break;
            case MessageKind.PlaceOrder:
                Place(command.As<PlaceOrder>());
                break;
            case MessageKind.CancelOrder:
                Cancel(command.As<CancelOrder>());
                break;
            case MessageKind.AmendOrder:
                Amend(command.As<AmendOrder>());
                break;
            case MessageKind.MassCancel:
                CancelMany(command.As<MassCancel>());
                break;
            case MessageKind.PlaceQuotes:
                Quote(command.As<PlaceQuotes>());
                break;
            case MessageKind.SetProtection:
                Protect(command.As<SetProtection>());
                break;
            case MessageKind.ReversePosition:
                Reverse(command.As<ReversePosition>());
                break;
            case MessageKind.SetTradingState:
                SetState(command.As<SetTradingState>());
                break;
            case MessageKind.ProposeSettlement when _release >= Releases.Lots:
                Propose(command.As<ProposeSettlement>());
                break;
            case MessageKind.ApproveSettlement when _release >= Releases.Lots:
                Approve(command.As<ApproveSettlement>());
                break;
            case MessageKind.SubmitPrint:
                TakePrint(command.As<SubmitPrint>());
                break;
            case MessageKind.ClearingStep when HasLots:
                TakeStep(command.As<ClearingStep>());
                break;
            case MessageKind.SettleDay:
                Settle(command.As<SettleDay>());
                break;
            default:
                Refuse(command.Kind, RejectReason.NotACommand, (long)command.Kind, 0);
                break;
        }

        Conclude();
        return [.. _events];
    }

    private void SetRelease(SetRelease words)
    {
        if (words.Number <= _release || words.Number > Releases.Newest)
        {
            Refuse(MessageKind.SetRelease, RejectReason.UnknownRelease, words.Number, int.Max(_release, 2));
            return;
        }

        if (_calendars.FirstOrDefault(c => c.IsUnderWay) is { } open)
        {
            Refuse(MessageKind.SetRelease, RejectReason.DayUnderWay, open.Number, open.Day!.Value.Days);
            return;
        }

        if (_release < Releases.Lots && words.Number >= Releases.Lots)
        {
            BeginLots();
            BeginStrikes();
        }

        foreach (var month in Months.Where(_ => !HasMembers))
            _hedgeRates[month.Id] = month.Rate;
        _release = words.Number;
        Say(MessageKind.ReleaseSet, new ReleaseSet(words.Number));
    }

    /// <summary>What others see of a month: its visible lots order by order, as they would trade.</summary>
    public IEnumerable<(long Order, Side Side, long Price, long Lots)> VisibleBook(int instrument) =>
        MonthOf(new(instrument)) is { } month
            ? InPlaces(month).Select(o => (o.Id.Value, o.Words.Side, o.Limit, o.Shown))
            : [];

    // After a command, a line of a timetable or the end of an auction: woken stops, protections, close-only orders,
    // indications.
    private void Conclude()
    {
        EnterWoken();
        TriggerProtections();
        TrimCloseOnly();
        TellIndications();
        foreach (var month in _instruments)
            WatchLock(month);
        MeetCalls();
    }

    // The outright months.
    private IEnumerable<NaiveInstrument> Months => _instruments.Where(i => i.Spread is null);

    private NaiveInstrument? MonthOf(InstrumentId id) =>
        id.Value >= 1 && id.Value <= _instruments.Count ? _instruments[id.Value - 1] : null;

    private NaiveInstrument? LivingMonth(InstrumentId id) => MonthOf(id) is { Expired: false } month ? month : null;

    private void Post(
        LedgerCode debit,
        int debitOwner,
        LedgerCode credit,
        int creditOwner,
        Currency currency,
        long amount,
        int instrument,
        PostingReason reason
    )
    {
        if (amount == 0)
            return;
        var posted = new Posted(
            0,
            debit,
            new(debitOwner),
            credit,
            new(creditOwner),
            currency,
            new(amount),
            new(instrument),
            reason
        );
        Ledger.Post(posted);
        if (HasLots)
            _postings.Add(posted);
        Say(MessageKind.Posted, posted);
    }

    private void Refuse(MessageKind command, RejectReason reason, long given, long limit) =>
        Say(MessageKind.CommandRefused, new CommandRefused(command, reason, given, limit));

    private void Say(MessageKind kind, object message) => _events.Add(new(kind, message));
}
