// Signed logons of the stream for fuzzers: an identity folder of its own with one participant and many keys.
using System.Globalization;
using System.Text;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>Many keys, since each has a rate.</summary>
internal sealed class FuzzLogon
{
    /// <summary>The honest client's account; its key is the first.</summary>
    public const int Friend = 16;

    private const int Keys = 64;
    private const int MostRate = 60_000;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private readonly KeyFile[] _keys;

    public FuzzLogon(string folder)
    {
        Directory.CreateDirectory(folder);
        var store = IdentityStore.Open(folder, Path.Combine(folder, "kek"), TimeProvider.System);
        store.SetParticipant("fuzz", "fuzz", "Fuzz", [1, 2, 3, Friend]);
        store.Write(new UserSet(store.Now, "fuzz", "fuzz", "fuzz", ["trader"], "", "", []));
        _keys = new KeyFile[Keys];
        for (var i = 0; i < Keys; i++)
        {
            var (secret, known) = KeyAlgorithms.NewPair(KeyAlgorithms.Ecdsa);
            int[] accounts = i == 0 ? [Friend] : [1, 2, 3];
            var request = new KeyRequest(
                "fuzz",
                KeyAlgorithms.Ecdsa,
                known,
                [Scopes.Read, Scopes.Trade],
                accounts,
                [],
                30,
                MostRate
            );
            _keys[i] = new(store.AddKey("fuzz", request).Key, KeyAlgorithms.Ecdsa, secret);
        }

        Identity = new(store);
    }

    public IdentityDoors Identity { get; }

    /// <summary>Asks for a challenge, signs it, and waits until the session has begun; false: nothing was
    /// answered.</summary>
    public bool Enter(Random random, SocketEar ear, long round)
    {
        Say(random, ear, """{"op":"challenge","id":"c"}""");
        if (ear.Await("\"challenge\":\"", _patience) is not { } heard)
            return false;
        var challenge = HttpAnswer.Word(heard, "\"challenge\":\"", '"');
        if (challenge is null)
            return false;
        var key = 1 + (int)(round % (Keys - 1));
        var body = Body(challenge, key);
        // Now and then another key's signature, or one that is spoiled.
        if (random.Next(16) == 0)
            body = body.Replace(_keys[key].Key, _keys[1 + (key % (Keys - 1))].Key, StringComparison.Ordinal);
        Say(random, ear, $"{{\"op\":\"logon\",\"id\":\"l\",\"body\":{body}}}");
        return ear.Await("\"request\":\"logon\"", _patience) is not null;
    }

    /// <summary>The body of a logon.</summary>
    public string Body(string challenge, int key)
    {
        var expires = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + KeyCheck.Window;
        var text = RequestText.Of(_keys[key].Key, expires, challenge, "LOGON", "/v1/stream", []);
        var signature = Convert.ToBase64String(_keys[key].Sign(text));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"key\":\"{_keys[key].Key}\",\"expires\":{expires},\"signature\":\"{signature}\"}}"
        );
    }

    private static void Say(Random random, SocketEar ear, string text) =>
        ear.Say(FrameMutator.Frame(random, 1, Encoding.UTF8.GetBytes(text)));
}
