// The production gateway for FIX as a whole: the venue, the sessions, the desks, the teller and the door.
using System.Net;
using Tokenbourse.Gateways.Fix.Server;
using Tokenbourse.Gateways.Fix.Store;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Fix.Desks;

/// <summary>How the house is run.</summary>
public sealed record FixHouseTerms
{
    /// <summary>Folder of the sessions' files; null: sessions are forgotten with the process.</summary>
    public string? Folder { get; init; }

    /// <summary>Sessions' files are flushed to the disk before anything is sent.</summary>
    public bool Flush { get; init; }

    public FixAcceptorTerms Door { get; init; } = new();

    public MessageRates Rates { get; init; } = new();

    /// <summary>Counts messages, refusals and who is logged on; null: nobody asks.</summary>
    public DoorMeters? Meters { get; init; }

    /// <summary>How far SendingTime(52) may be from our clock, in nanoseconds; a signed logon: five
    /// seconds.</summary>
    public long ClockTolerance { get; init; } = 120 * Instant.PerSecond;
}

/// <summary>Where the house reads the logs.</summary>
/// <param name="Events">The market's event log from a sequence on.</param>
/// <param name="Commands">The market's command log from a sequence on.</param>
public sealed record FixLogs(Func<long, IEnumerable<LogEntry>> Events, Func<long, IEnumerable<LogEntry>> Commands);

/// <summary>What all desks share. Made, given its desks, opened; in this order.</summary>
public sealed class FixHouse : IDisposable
{
    private const int MostTypeBytes = 4;

    private readonly Dictionary<string, IFixDesk> _byType = new(StringComparer.Ordinal);
    private readonly List<IFixDesk> _desks = [];
    private readonly List<IDisposable> _parts = [];
    private readonly TimeProvider _time;
    private FixAcceptor? _acceptor;

    /// <param name="identity">Who may do what; null: an open floor.</param>
    public FixHouse(
        FixHouseTerms terms,
        ILaneVenue venue,
        FixLogs logs,
        IReadOnlyList<FixSessionEntry> sessions,
        IdentityDoors? identity,
        TimeProvider time
    )
    {
        Terms = terms;
        Venue = venue;
        Logs = logs;
        Identity = identity;
        _time = time;
        Limits = new(terms.Rates, () => time.GetElapsedTime(0).Ticks);
        Door = new(this);
        Instruments = new(venue.Views);
        Teller = new(venue.Views, logs.Events);
        if (terms.Folder is { } folder)
            Directory.CreateDirectory(folder);
        Guests = [.. sessions.Select(Guest)];
        terms.Meters?.ObserveSessions(FixGuest.Door, () => Guests.Count(g => g.Session.IsLoggedOn));
    }

    public FixHouseTerms Terms { get; }

    public ILaneVenue Venue { get; }

    public VenueViews Views => Venue.Views;

    /// <summary>Contract months and spreads by symbol and number.</summary>
    public FixInstruments Instruments { get; }

    public FixLogs Logs { get; }

    /// <summary>Null: an open floor.</summary>
    public IdentityDoors? Identity { get; }

    /// <summary>The rate of messages.</summary>
    public MessageGate Limits { get; }

    /// <summary>All sessions, logged on or not, in the order of the file.</summary>
    public IReadOnlyList<FixGuest> Guests { get; }

    /// <summary>Our clock, by which sessions live; the venue's own is <see cref="IVenue.Now"/>.</summary>
    public Instant Now => new((_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);

    /// <summary>The port that is listened on.</summary>
    public int Port => _acceptor?.Port ?? 0;

    internal ReadOnlySpan<IFixDesk> Desks => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_desks);

    internal FixLogonRules Door { get; }

    internal FixTeller Teller { get; }

    /// <summary>The session of that CompID; null: there is none.</summary>
    public FixGuest? Find(string compId) => Guests.FirstOrDefault(g => g.Name == compId);

    /// <summary>A desk joins, before the house opens.</summary>
    public void Add(IFixDesk desk)
    {
        ArgumentNullException.ThrowIfNull(desk);
        foreach (var type in desk.Types)
            _byType.Add(type, desk);
        _desks.Add(desk);
    }

    /// <summary>What works for the house; it ends before the house does.</summary>
    public void Keep(IDisposable part) => _parts.Add(part);

    /// <summary>Tells what was not told.</summary>
    internal void Begin()
    {
        foreach (var guest in Guests)
            guest.BeginAfter(Views.AsOf);
        Teller.Begin(_desks.OfType<IFixListener>());
        foreach (var desk in _desks)
            desk.Opened();
    }

    /// <summary>Tells what was not told, then listens.</summary>
    public void Open(IPEndPoint where)
    {
        Begin();
        OpenDoor(where);
    }

    /// <summary>Listens; what happens is told from now on by the teller's thread.</summary>
    internal void OpenDoor(IPEndPoint where)
    {
        Teller.Start();
        _acceptor = new(where, Terms.Door, Guests.Select(g => g.Seat), _time);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _parts)
            part.Dispose();
        // The teller first: what it says is in the sessions' files before those are closed.
        Teller.Dispose();
        foreach (var desk in _desks.OfType<IDisposable>())
            desk.Dispose();
        _acceptor?.Dispose();
        foreach (var guest in Guests)
            guest.Dispose();
    }

    internal IFixDesk? DeskOf(ReadOnlySpan<byte> type)
    {
        if (type.Length > MostTypeBytes)
            return null;
        Span<char> name = stackalloc char[type.Length];
        for (var i = 0; i < type.Length; i++)
            name[i] = (char)type[i];
        return _byType.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var desk) ? desk : null;
    }

    private FixGuest Guest(FixSessionEntry entry)
    {
        var path = Terms.Folder is { } folder ? Path.Combine(folder, $"{entry.Ours}-{entry.CompId}.fix") : null;
        IFixStore store =
            entry.Role == FixRole.MarketData ? new NumbersFixStore(path)
            : path is not null ? new FileFixStore(path, Terms.Flush)
            : new MemoryFixStore();
        return new(this, entry, store);
    }
}
