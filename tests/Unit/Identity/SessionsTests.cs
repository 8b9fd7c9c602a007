// People: password and code together, a code once, recovery codes once, a delay that grows, sessions that end.
using System.Security.Cryptography;
using Tokenbourse.Gateways.Identity;
using Xunit;

namespace Tokenbourse.Unit.Identity;

public sealed class SessionsTests : IDisposable
{
    private const string Password = "correct horse battery";
    private readonly IdentityFolder _folder = new();
    private readonly NewUser _made;

    public SessionsTests() => _made = _folder.Store.SetUser("root", "pat", "acme", ["trader"], Password);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Password_and_code_begin_a_session_and_a_code_does_so_once()
    {
        var sessions = new Sessions(_folder.Store);
        var entered = await Enter(sessions, Password, Code());
        Assert.NotNull(entered.Token);
        var caller = sessions.Find(entered.Token!)!;
        Assert.Equal(("pat", "acme", null), (caller.User, caller.Participant, caller.Key));
        Assert.True(caller.May(Scopes.Trade) && caller.Owns(1) && !caller.Owns(3));
        Assert.Null((await Enter(sessions, Password, Code())).Token);
        Assert.Null(sessions.Find("made up"));

        // The used code is remembered on the log, not only in the program.
        _folder.Reopen();
        Assert.Null((await Enter(new(_folder.Store), Password, Code())).Token);
        _folder.Wait(30_000);
        Assert.Null((await Enter(new(_folder.Store), "wrong horse battery", Code())).Token);
        Assert.NotNull((await Enter(new(_folder.Store), Password, Code())).Token);
        var log = await File.ReadAllTextAsync(_folder.LogFile, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Password, log, StringComparison.Ordinal);
        Assert.Equal(2, log.Split("\"signed-in\"").Length - 1);
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_a_code_once()
    {
        var sessions = new Sessions(_folder.Store);
        var code = _made.RecoveryCodes[3];
        Assert.NotNull((await Enter(sessions, Password, code.ToLowerInvariant().Replace('-', ' '))).Token);
        Assert.Null((await Enter(sessions, Password, code)).Token);
        Assert.Equal(RecoveryCodes.Count - 1, _folder.Store.Book.Users["pat"].Recovery.Count);
        Assert.Equal(RecoveryCodes.Count, _made.RecoveryCodes.Distinct().Count());
    }

    [Fact]
    public async Task Failures_make_everybody_wait_longer_and_longer_even_with_the_right_words()
    {
        var sessions = new Sessions(_folder.Store);
        for (var i = 0; i < 4; i++)
            Assert.Equal(0, (await Enter(sessions, "wrong", Code())).Wait);
        Assert.Equal(1000, (await Enter(sessions, "wrong", Code())).Wait);
        Assert.Equal(1000, (await Enter(sessions, Password, Code())).Wait);
        _folder.Wait(1000);
        Assert.Equal(2000, (await Enter(sessions, "wrong", Code())).Wait);
        _folder.Wait(2000);
        Assert.NotNull((await Enter(sessions, Password, Code())).Token);
        Assert.Equal(0, (await Enter(sessions, "wrong", Code())).Wait);
    }

    [Fact]
    public async Task A_session_ends_by_itself_by_leaving_and_with_its_person()
    {
        var sessions = new Sessions(_folder.Store);
        var token = (await Enter(sessions, Password, Code())).Token!;
        for (var i = 0; i < 5; i++)
        {
            _folder.Wait(Sessions.Idle - 1);
            Assert.NotNull(sessions.Find(token));
        }

        _folder.Wait(Sessions.Idle);
        Assert.Null(sessions.Find(token));
        token = (await Enter(sessions, Password, Code())).Token!;
        sessions.Leave(token);
        Assert.Null(sessions.Find(token));
        _folder.Wait(30_000);
        token = (await Enter(sessions, Password, Code())).Token!;
        _folder.Store.LockUser("root", "pat", true);
        Assert.Null(sessions.Find(token));
        Assert.Null((await Enter(sessions, Password, _made.RecoveryCodes[0])).Token);
    }

    [Fact]
    public void A_password_is_long_and_not_the_name()
    {
        foreach (var bad in (string[])["short", "xxpatxxxxxxxxx", new string('x', 129)])
            Assert.Equal(
                "password",
                Assert
                    .Throws<IdentityFaultException>(() => _folder.Store.SetUser("root", "pat", "acme", ["trader"], bad))
                    .Field
            );
    }

    private static Task<SignInAnswer> Enter(Sessions sessions, string password, string code) =>
        sessions.Enter(new("pat", password, code, "127.0.0.1"), TestContext.Current.CancellationToken);

    private string Code()
    {
        var secret = _folder.Store.Vault.Open("totp:pat", _folder.Store.Book.Users["pat"].Set.Totp);
        return Totp.Code(secret, Totp.StepOf(_folder.Clock.GetUtcNow()), HashAlgorithmName.SHA1, Totp.Digits);
    }
}
