// Passwords: one-way hashes that carry their own parameters.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tokenbourse.Gateways.Identity;

/// <summary>
/// <c>$argon2id$v=19$m=19456,t=2,p=1$SALT$TAG</c>, or <c>$pbkdf2-sha512$i=210000$SALT$TAG</c> where libargon2 is not
/// installed; salt and tag in base64. Parameters are those of OWASP's password storage advice.
/// </summary>
public static class Passwords
{
    // Before everything that hashes when the class is made ready.
    private static readonly Argon2Cost _cost = new(19_456, 2, 1);

    /// <summary>Fewest characters of a password.</summary>
    public const int Least = 12;

    /// <summary>Most characters: a longer one would only cost time.</summary>
    public const int Most = 128;

    private const int SaltBytes = 16;
    private const int TagBytes = 32;
    private const int Rounds = 210_000;
    private const int MostRounds = 10_000_000;

    /// <summary>A hash that no password has: a stranger's name costs as much time as a user's.</summary>
    public static string Nobody { get; } = Make(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    /// <summary>A new hash with a salt of its own.</summary>
    public static string Make(string password) => Make(password, Argon2id.IsHere);

    /// <summary>A new hash by the algorithm of choice.</summary>
    public static string Make(string password, bool argon2)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var bytes = Bytes(password);
        return argon2
            ? $"$argon2id$v=19$m={Text(_cost.Memory)},t={Text(_cost.Times)},p={Text(_cost.Lanes)}"
                + Tail(salt, Argon2id.Hash(bytes, salt, [], [], _cost, TagBytes))
            : $"$pbkdf2-sha512$i={Text(Rounds)}" + Tail(salt, Pbkdf2(bytes, salt, Rounds));
    }

    /// <summary>Is it the password? A hash that cannot be read has none.</summary>
    public static bool Verify(string password, string hash)
    {
        if (password.Length > Most)
            return false;
        var parts = hash.Split('$');
        var bytes = Bytes(password);
        try
        {
            if (parts is ["", "argon2id", "v=19", var cost, var salt, var tag] && Cost(cost) is { } c)
            {
                var kept = Convert.FromBase64String(tag);
                var made = Argon2id.Hash(bytes, Convert.FromBase64String(salt), [], [], c, kept.Length);
                return CryptographicOperations.FixedTimeEquals(made, kept);
            }

            if (parts is ["", "pbkdf2-sha512", ['i', '=', .. var rounds], var salt2, var tag2])
            {
                var many = int.Parse(rounds, NumberStyles.None, CultureInfo.InvariantCulture);
                return many is >= Rounds and <= MostRounds
                    && CryptographicOperations.FixedTimeEquals(
                        Pbkdf2(bytes, Convert.FromBase64String(salt2), many),
                        Convert.FromBase64String(tag2)
                    );
            }
        }
        catch (FormatException)
        {
            return false;
        }

        return false;
    }

    private static Argon2Cost? Cost(string text) =>
        text.Split(',') is [['m', '=', .. var m], ['t', '=', .. var t], ['p', '=', .. var p]]
        && int.TryParse(m, NumberStyles.None, CultureInfo.InvariantCulture, out var memory)
        && int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var times)
        && int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var lanes)
        && memory <= 1 << 20
        && times <= 64
        && lanes <= 16
            ? new(memory, times, lanes)
            : null;

    private static byte[] Pbkdf2(byte[] password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA512, TagBytes);

    private static byte[] Bytes(string password) => Encoding.UTF8.GetBytes(password);

    private static string Tail(byte[] salt, byte[] tag) =>
        $"${Convert.ToBase64String(salt)}${Convert.ToBase64String(tag)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
