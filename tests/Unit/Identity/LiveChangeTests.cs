// Changes of an identity folder while a venue holds it: in force at once, one writer, one chain.
using System.Net.WebSockets;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Identity;

public sealed class LiveChangeTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);
    private readonly IdentityFolder _folder = new();
    private readonly IdentityDoors _doors;

    public LiveChangeTests()
    {
        _doors = new(_folder.Store);
        _doors.Inbox.Open();
    }

    public void Dispose()
    {
        _doors.Inbox.Stop();
        _doors.Inbox.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_key_that_is_added_and_revoked_beside_the_venue_counts_at_once_and_the_chain_is_whole()
    {
        var (secret, known) = KeyAlgorithms.NewPair(KeyAlgorithms.Ed);
        NewKey? made = null;
        await Beside(store => made = store.AddKey("x", Request("tina", KeyAlgorithms.Ed, known)));
        var caller = _doors.Keys.Again(made!.Key);
        Assert.Equal("tina", caller!.User);
        Assert.Equal(IdentityErrands.By, _folder.Store.Book.Keys[made.Key].Added.By);

        await Beside(store => store.RevokeKey("x", made.Key));
        Assert.Null(_doors.Keys.Again(made.Key));
        Assert.False(_doors.Holds(caller));
        Assert.NotEmpty(secret!);
        Assert.Null(AuditReader.Read(_folder.Folder, _ => { }).Bad);
        Assert.Empty(Directory.GetFiles(IdentityErrands.Place(_folder.Folder)));
    }

    [Fact]
    public async Task Participants_people_and_shared_secrets_come_beside_too()
    {
        await Beside(store => store.SetParticipant("x", "new", "New AG", [7]));
        await Beside(store => store.SetUser("x", "nina", "new", ["trader"], "a long password of hers"));
        NewKey? made = null;
        await Beside(store => made = store.AddKey("x", Request("nina", KeyAlgorithms.Hmac, null)));
        var caller = _doors.Keys.Again(made!.Key);
        Assert.True(caller!.Owns(7));
        await Beside(store => store.LockUser("x", "nina", true));
        Assert.Null(_doors.Keys.Again(made.Key));
        Assert.NotNull(made.Secret);
        var text = await File.ReadAllTextAsync(_folder.LogFile, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(made.Secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_refused_by_the_venue_and_changes_nothing()
    {
        var head = _folder.Store.Head;
        var fault = await Assert.ThrowsAsync<IdentityFaultException>(() =>
            Beside(store => store.Write(new KeyEnds(store.Now, "x", "knobody", store.Now, "revoked")))
        );
        Assert.Equal("key", fault.Field);
        fault = await Assert.ThrowsAsync<IdentityFaultException>(() =>
            Beside(store => store.Write(new ParticipantSet(store.Now, "x", "thief", "Thief", [1])))
        );
        Assert.Equal("accounts", fault.Field);
        fault = await Assert.ThrowsAsync<IdentityFaultException>(() =>
            Beside(store => store.Write(new Acted(store.Now, "ann", "halted everything")))
        );
        Assert.Equal("kind", fault.Field);
        fault = await Assert.ThrowsAsync<IdentityFaultException>(() =>
            Beside(store =>
                store.Write(
                    new KeyAdded(
                        store.Now,
                        "x",
                        "kforged",
                        "tina",
                        KeyAlgorithms.Hmac,
                        Convert.ToBase64String(new byte[60]),
                        ["read"],
                        [1],
                        [],
                        store.Now + 1_000_000,
                        60,
                        null
                    )
                )
            )
        );
        Assert.Equal("change", fault.Field);
        Assert.Equal(head, _folder.Store.Head);
    }

    [Fact]
    public void A_folder_that_nobody_takes_changes_for_is_refused_as_held()
    {
        _doors.Inbox.Stop();
        Assert.Throws<AuditLogHeldException>(() => Open());
    }

    [Fact]
    public async Task A_stream_of_a_key_that_ended_is_closed()
    {
        _doors.Inbox.Stop();
        var key = _folder.Key(KeyAlgorithms.Ed, ["read"]);
        await using var floor = await Floor.Open(
            new() { Identity = _doors, Pump = TimeSpan.FromMilliseconds(20) },
            sockets: true
        );
        _folder.Wait(KeyCheck.Window + 1);
        await using var ear = new StreamEar(await Connect(floor, key));
        await ear.Say("""{"op":"subscribe","channels":["spot.orders:1"]}""");
        Assert.Equal("snapshot", (await ear.Hear("spot.orders:1")).GetProperty("type").GetString());
        _folder.Store.RevokeKey("root", key.Id);
        while (await ear.Hear() is not null) { }
        Assert.Equal(4001, (int)ear.Socket.CloseStatus!);
    }

    private async Task<ClientWebSocket> Connect(Floor floor, TestKey key)
    {
        using var signed = Signing.Request(key, _folder.Store.Now + 20_000, "GET", "/v1/stream");
        var socket = new ClientWebSocket();
        foreach (var (name, value) in signed.Headers)
            socket.Options.SetRequestHeader(name, value.Single());
        var address = new UriBuilder(floor.Http.BaseAddress!) { Scheme = "ws", Path = "/v1/stream" };
        await socket.ConnectAsync(address.Uri, TestContext.Current.CancellationToken);
        return socket;
    }

    private static KeyRequest Request(string user, string algorithm, string? known) =>
        new(user, algorithm, known, ["read"], null, [], 30, 600);

    private IdentityStore Open() =>
        IdentityStore.OpenOrAsk(_folder.Folder, Path.Combine(_folder.Folder, "kek"), _folder.Clock);

    /// <summary>As a verb does it, while the venue looks into its folder.</summary>
    private async Task Beside(Action<IdentityStore> act)
    {
        var asking = Task.Run(() =>
        {
            using var store = Open();
            Assert.True(store.IsBeside);
            act(store);
        });
        for (var waited = TimeSpan.Zero; !asking.IsCompleted && waited < _patience; )
        {
            _doors.Inbox.Round();
            await Task.Delay(10, TestContext.Current.CancellationToken);
            waited += TimeSpan.FromMilliseconds(10);
        }

        await asking.WaitAsync(_patience, TestContext.Current.CancellationToken);
    }
}
