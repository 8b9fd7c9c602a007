// Everything that people look at, folded from the two event logs. One lock: a reader sees whole commands only.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;
using Tokenbourse.Views;
using Tokenbourse.Views.Accounts;
using Tokenbourse.Views.MarketData;
using Tokenbourse.Views.Spot;

namespace Tokenbourse.Venue;

/// <summary>The venue's views. Readers hold <see cref="Gate"/> while they read, and copy what they need.</summary>
public sealed class VenueViews
{
    private readonly IView[] _market;

    /// <param name="agreements">What makers have agreed to; null: nothing.</param>
    public VenueViews(IReadOnlyList<MakerAgreement>? agreements = null)
    {
        Tightness = new(Feed.Books);
        Replays = new(Feed);
        Accounts = new(Orders);
        Makers = new(Orders);
        Quality = new(Feed.Books, Makers);
        Obligations = new(Makers, agreements ?? []);
        _market =
        [
            Calendars,
            Days,
            Board,
            Feed,
            Replays,
            Bars,
            Tightness,
            Auctions,
            Orders,
            Accounts,
            Makers,
            Quality,
            Obligations,
            OrdersOfDay,
            Protections,
            Safeguards,
            Sessions,
            CashRequests,
            Statements,
            Ledger,
            Bulletins,
            Risk,
            LimitOrders,
            Calls,
            Spot,
            Supplies,
            SpotReports,
            Documents,
        ];
    }

    public Lock Gate { get; } = new();

    public Calendars Calendars { get; } = new();

    /// <summary>The trading days on the log.</summary>
    public DaySpans Days { get; } = new();

    public Board Board { get; } = new();

    /// <summary>Public market data, each instrument with its own sequence.</summary>
    public MarketFeed Feed { get; } = new();

    /// <summary>Where the feeds of the last day can be told again from.</summary>
    public ReplayMarks Replays { get; }

    public Bars Bars { get; } = new();

    /// <summary>The visible books.</summary>
    public Books Books => Feed.Books;

    /// <summary>What the spot auctions say about scarcity.</summary>
    public AuctionDays Auctions { get; } = new();

    /// <summary>Signs of a short market that only the tape shows.</summary>
    public TightnessBoard Tightness { get; }

    /// <summary>Live orders, for their accounts alone.</summary>
    public Orders Orders { get; } = new();

    /// <summary>What accounts are told of their orders and fills, for each alone.</summary>
    public AccountFeed Accounts { get; }

    /// <summary>Each maker's own quotes.</summary>
    public MakerLadders Makers { get; }

    /// <summary>How good each month's market is, and how far its makers quote it.</summary>
    public QualityBoard Quality { get; }

    /// <summary>How far makers meet what they have agreed to, for each alone.</summary>
    public ObligationBoard Obligations { get; }

    /// <summary>What became of the day's orders, for their accounts alone.</summary>
    public OrdersOfDay OrdersOfDay { get; } = new();

    /// <summary>Market makers' protections, for their accounts alone.</summary>
    public Protections Protections { get; } = new();

    /// <summary>Kill switches, caps and timers.</summary>
    public Safeguards Safeguards { get; } = new();

    /// <summary>Sessions of doors.</summary>
    public DoorSessions Sessions { get; } = new();

    /// <summary>Cash announced and asked for, for their accounts alone.</summary>
    public CashRequests CashRequests { get; } = new();

    public Statements Statements { get; } = new();

    public LedgerBalances Ledger { get; } = new();

    public Bulletins Bulletins { get; } = new();

    /// <summary>The watch over risk.</summary>
    public RiskWatch Risk { get; } = new();

    /// <summary>Price limits that people set within the day.</summary>
    public LimitOrders LimitOrders { get; } = new();

    /// <summary>Open margin calls and restricted accounts, for their accounts and the operator alone.</summary>
    public OpenCalls Calls { get; } = new();

    /// <summary>Products, auctions, trades and certificates of the spot market.</summary>
    public SpotBoard Spot { get; } = new();

    /// <summary>Supply contracts at the index.</summary>
    public SupplyBoard Supplies { get; } = new();

    /// <summary>What the spot market tells the index administrator.</summary>
    public SpotReports SpotReports { get; } = new();

    /// <summary>Rules and terms as they were submitted.</summary>
    public DocumentsInForce Documents { get; } = new();

    public IndexBoard Indexes { get; } = new();

    /// <summary>Announcements, judgements, complaints, restatements.</summary>
    public GovernanceBoard Governance { get; } = new();

    /// <summary>Sequence of the last market event folded; -1 before the first.</summary>
    public long AsOf => Board.AsOf;

    /// <summary>Told each market event after it is folded, with the gate held.</summary>
    public Action<LogEntry>? Seen { get; set; }

    /// <summary>Folds what stands on the logs already.</summary>
    public void CatchUp(ILog events, ILog prints)
    {
        lock (Gate)
        {
            foreach (var entry in events.Read(AsOf + 1))
                Market(entry);
            foreach (var entry in prints.Read(Indexes.AsOf + 1))
                Print(entry);
        }
    }

    /// <summary>The sequence on the prints log of the last print that the market took; -1 before the first.</summary>
    public long LastPrintTaken { get; private set; } = -1;

    /// <summary>Folds one market event; the caller holds the gate.</summary>
    public void Market(in LogEntry entry)
    {
        if (entry.Kind == MessageKind.PrintTaken)
            LastPrintTaken = entry.As<PrintTaken>().PrintSequence;
        foreach (var view in _market)
            view.Apply(entry);
        Seen?.Invoke(entry);
    }

    /// <summary>Folds one event of the index machine; the caller holds the gate.</summary>
    public void Print(in LogEntry entry)
    {
        Indexes.Apply(entry);
        Governance.Apply(entry);
    }
}
