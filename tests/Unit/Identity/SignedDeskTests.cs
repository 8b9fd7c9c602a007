// A desk whose client signs, end to end: key file, handler, socket, check, market.
using System.Text.Json;
using Tokenbourse.Desk.Client;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Identity;

public sealed class SignedDeskTests
{
    [Theory]
    [InlineData("ed25519")]
    [InlineData("ecdsa-p256")]
    [InlineData("hmac-sha256")]
    public async Task A_desk_reads_and_trades_with_its_key_file_and_gets_nowhere_without(string algorithm)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new IdentityFolder();
        using var doors = new IdentityDoors(folder.Store);
        folder.Wait(KeyCheck.Window);
        await using var floor = await Floor.Open(new() { Identity = doors }, sockets: true);
        var made = folder.Key(algorithm, ["read", "trade"]);
        var path = Path.Combine(folder.Folder, "desk.key");
        new KeyFile(made.Id, algorithm, Convert.ToBase64String(made.Private)).Write(path);
        var key = KeyFile.Read(path);

        using var handler = new SigningHandler(new SocketsHttpHandler(), key.Key, key.Sign, folder.Clock);
        using var http = new HttpClient(handler) { BaseAddress = floor.Http.BaseAddress };
        var desk = new VenueClient(http);
        Assert.NotEmpty((await desk.Depth("TT-H26", 5, cancel)).Symbol);
        var answer = await desk.Place(Order(1), cancel);
        Assert.NotNull(answer.Order);
        Assert.Empty(await desk.Orders(1, cancel));
        Assert.Null(await desk.Statement(1, "2026-03-02", cancel));
        var foreign = await desk.Place(Order(3), cancel);
        Assert.Equal((1107, "account"), (foreign.Error!.Num, foreign.Error.Field));

        var stranger = await new VenueClient(floor.Http).Place(Order(1), cancel);
        Assert.Equal((1101, "UNAUTHENTICATED"), (stranger.Error!.Num, stranger.Error.Code));
        folder.Store.RevokeKey("root", made.Id);
        Assert.Equal(1105, (await desk.Place(Order(1), cancel)).Error!.Num);
    }

    [Fact]
    public void A_key_file_is_for_its_owner_alone_is_never_written_over_and_must_be_one()
    {
        using var folder = new IdentityFolder();
        var path = Path.Combine(folder.Folder, "a.key");
        var file = new KeyFile("k1", "hmac-sha256", "AAAA");
        file.Write(path);
        Assert.Equal(file, KeyFile.Read(path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Throws<IOException>(() => file.Write(path));
        foreach (var bad in (string[])["", "{}", """{"key":"k","algorithm":"rsa","private":"AAAA"}""", "not JSON"])
        {
            File.WriteAllText(path, bad);
            Assert.Throws<FormatException>(() => KeyFile.Read(path));
        }

        File.WriteAllText(
            path,
            JsonSerializer.Serialize(
                new
                {
                    key = "k",
                    algorithm = "ed25519",
                    @private = "?",
                }
            )
        );
        Assert.Throws<FormatException>(() => KeyFile.Read(path));
    }

    private static VenueOrderRequest Order(int account) =>
        new(account, "TT-H26", "buy", "limit", "fak", "6.300", 1, false, "2026-03-02T10:00:00Z", $"desk-{account}");
}
