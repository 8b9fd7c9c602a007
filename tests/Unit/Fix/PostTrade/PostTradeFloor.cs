// A venue with REST doors and, beside them, a FIX house with the desks of post-trade.
using System.Net;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Desks.PostTrade;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Http;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Fix.PostTrade;

/// <summary>Hears last, so that what it has heard has been told by everybody.</summary>
internal sealed class LastListener : IFixDesk, IFixListener
{
    private long _heard = -1;

    public IReadOnlyList<string> Types => [];

    public FixRole Roles => FixRole.None;

    public void LoggedOn(FixGuest guest) { }

    public void LoggedOut(FixGuest guest) { }

    public void Take(FixGuest guest, Tokenbourse.Gateways.Fix.Codec.FixMessage message) { }

    public void Heard(in LogEntry entry) => Volatile.Write(ref _heard, entry.Sequence);

    public void Wait(long sequence)
    {
        var told = SpinWait.SpinUntil(() => Volatile.Read(ref _heard) >= sequence, TimeSpan.FromSeconds(30));
        Assert.True(told, $"told up to {_heard} of {sequence}");
    }
}

/// <summary>A market of two who trade with each other and with a third.</summary>
internal sealed class PostTradeFloor : IAsyncDisposable
{
    private readonly LastListener _last = new();

    private PostTradeFloor(Floor floor, string sessions, string? folder)
    {
        Floor = floor;
        House = new(
            new() { Folder = folder },
            new Desks.LanedVenue(floor.Venue),
            new(floor.Inner.Logs.Events.Read, floor.Inner.Logs.Commands.Read),
            FixSessionFile.Parse(sessions),
            null,
            TimeProvider.System
        );
        House.Add(new CaptureDesk(House));
        House.Add(new PositionDesk(House));
        House.Add(new CopyDesk(House));
        House.Add(_last);
        House.Open(new(IPAddress.Loopback, 0));
    }

    public const string Sessions = """
        { "sessions": [
          { "compId": "DESK", "role": "orders", "accounts": [1] },
          { "compId": "RISK", "role": "drop-copy", "accounts": [1, 2] } ] }
        """;

    public Floor Floor { get; }

    public FixHouse House { get; }

    public static async Task<PostTradeFloor> Open(string? folder = null, string? spread = null) =>
        new(await Floor.Open(spread: spread), Sessions, folder);

    /// <summary>The same venue behind a house that has begun again.</summary>
    public static PostTradeFloor Again(Floor floor, string? folder) => new(floor, Sessions, folder);

    public FixPeer Peer(string name) => new(House.Find(name)!);

    /// <summary>Until all that has happened has been told.</summary>
    public void Settle() => _last.Wait(Floor.Venue.Views.AsOf);

    public void Place(
        int account,
        Side side,
        long ticks,
        long lots,
        string id,
        TimeInForce life = TimeInForce.Day,
        int instrument = 1
    )
    {
        var order = new PlaceOrder(
            new(account),
            new(instrument),
            side,
            OrderType.Limit,
            life,
            new(ticks),
            new(lots),
            ClientOrderId.Of(id)
        );
        Assert.True(Floor.Venue.Submit(MessageKind.PlaceOrder, order).IsTaken);
    }

    public void CloseHouse() => House.Dispose();

    public async ValueTask DisposeAsync()
    {
        CloseHouse();
        await Floor.DisposeAsync();
    }
}
