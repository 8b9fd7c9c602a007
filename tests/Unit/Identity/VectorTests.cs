// Published vectors: RFC 8032 (Ed25519), RFC 4231 (HMAC), RFC 9106 (Argon2id), RFC 6238 (one-time codes), RFC 4648.
using System.Security.Cryptography;
using System.Text;
using Tokenbourse.Gateways.Identity;
using Xunit;

namespace Tokenbourse.Unit.Identity;

public sealed class VectorTests
{
    // RFC 8032, 7.1: tests 1, 2, 3 and SHA(abc).
    [Theory]
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )]
    [InlineData(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )]
    [InlineData(
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
    )]
    public void Ed25519_signs_and_checks_as_the_rfc_says(
        string seed,
        string publicKey,
        string message,
        string signature
    )
    {
        var (key, text, sign) = (Hex(publicKey), Hex(message), Hex(signature));
        Assert.Equal(key, Ed25519.PublicOf(Hex(seed)));
        Assert.Equal(sign, Ed25519.Sign(Hex(seed), text));
        Assert.True(Ed25519.Verify(key, text, sign));
        Assert.False(Ed25519.Verify(key, [.. text, 0], sign));
        for (var i = 0; i < sign.Length; i += 9)
        {
            var other = (byte[])sign.Clone();
            other[i] ^= 1;
            Assert.False(Ed25519.Verify(key, text, other));
        }

        // S + L would be a second signature of the same text.
        Assert.False(Ed25519.Verify(key, text, Malleable(sign)));
        Assert.False(Ed25519.Verify(key, text, sign[..63]));
        Assert.False(Ed25519.Verify(new byte[31], text, sign));
    }

    // RFC 4231: cases 1, 2, 3 and 6.
    [Theory]
    [InlineData(
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
        "4869205468657265",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    )]
    [InlineData(
        "4a656665",
        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )]
    [InlineData(
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd",
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    )]
    public void Hmac_signs_and_checks_as_the_rfc_says(string key, string text, string tag)
    {
        Assert.Equal(Hex(tag), KeyAlgorithms.Sign(KeyAlgorithms.Hmac, Hex(key), Hex(text)));
        Assert.True(KeyAlgorithms.Verify(KeyAlgorithms.Hmac, Hex(key), Hex(text), Hex(tag)));
        Assert.False(KeyAlgorithms.Verify(KeyAlgorithms.Hmac, Hex(key), Hex(text), Hex(tag)[..31]));
    }

    // RFC 9106, 5.3.
    [Fact]
    public void Argon2id_hashes_as_the_rfc_says()
    {
        var tag = Argon2id.Hash(
            Many(1, 32),
            Many(2, 16),
            Many(3, 8),
            Many(4, 12),
            new(Memory: 32, Times: 3, Lanes: 4),
            32
        );
        Assert.Equal("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659", Convert.ToHexStringLower(tag));
    }

    // RFC 6238, appendix B: eight digits; the seeds have as many bytes as the hash.
    [Theory]
    [InlineData(59, "94287082", "46119246", "90693936")]
    [InlineData(1111111109, "07081804", "68084774", "25091201")]
    [InlineData(1111111111, "14050471", "67062674", "99943326")]
    [InlineData(1234567890, "89005924", "91819424", "93441116")]
    [InlineData(2000000000, "69279037", "90698825", "38618901")]
    [InlineData(20000000000, "65353130", "77737706", "47863826")]
    public void One_time_codes_are_those_of_the_rfc(long seconds, string sha1, string sha256, string sha512)
    {
        var step = Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds));
        Assert.Equal(sha1, Totp.Code(Seed(20), step, HashAlgorithmName.SHA1, 8));
        Assert.Equal(sha256, Totp.Code(Seed(32), step, HashAlgorithmName.SHA256, 8));
        Assert.Equal(sha512, Totp.Code(Seed(64), step, HashAlgorithmName.SHA512, 8));
    }

    [Fact]
    public void A_code_counts_once_and_for_a_step_on_either_side()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var (secret, step) = (Seed(20), Totp.StepOf(now));
        string Code(long of) => Totp.Code(secret, of, HashAlgorithmName.SHA1, Totp.Digits);
        Assert.Equal(step, Totp.Find(secret, Code(step), now, 0));
        Assert.Equal(step - 1, Totp.Find(secret, Code(step - 1), now, 0));
        Assert.Equal(step + 1, Totp.Find(secret, Code(step + 1), now, 0));
        Assert.Null(Totp.Find(secret, Code(step + 2), now, 0));
        Assert.Null(Totp.Find(secret, Code(step), now, step));
        Assert.Null(Totp.Find(secret, Code(step - 1), now, step));
        Assert.Null(Totp.Find(secret, "", now, 0));
    }

    // RFC 4648, 10, without the padding.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_is_that_of_the_rfc(string plain, string text) =>
        Assert.Equal(text, Totp.Base32(Encoding.ASCII.GetBytes(plain)));

    [Theory]
    [InlineData(true, "$argon2id$v=19$m=19456,t=2,p=1$")]
    [InlineData(false, "$pbkdf2-sha512$i=210000$")]
    public void A_password_is_kept_as_a_hash_of_its_own_salt(bool argon2, string head)
    {
        var hash = Passwords.Make("correct horse battery", argon2);
        Assert.StartsWith(head, hash, StringComparison.Ordinal);
        Assert.True(Passwords.Verify("correct horse battery", hash));
        Assert.False(Passwords.Verify("correct horse batterz", hash));
        Assert.False(
            Passwords.Verify(
                "correct horse battery",
                hash.Replace("$i=210000", "$i=1000", StringComparison.Ordinal)[..^4]
            )
        );
        Assert.False(Passwords.Verify("correct horse battery", "$unknown$" + hash));
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text);

    private static byte[] Many(byte value, int count) => [.. Enumerable.Repeat(value, count)];

    private static byte[] Seed(int bytes) => [.. Enumerable.Range(0, bytes).Select(i => (byte)('0' + ((i + 1) % 10)))];

    // Adds the order of the group to S.
    private static byte[] Malleable(byte[] signature)
    {
        var order = Hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        var other = (byte[])signature.Clone();
        var carry = 0;
        for (var i = 0; i < 32; i++)
        {
            carry += other[32 + i] + order[i];
            other[32 + i] = (byte)(carry & 0xFF);
            carry >>= 8;
        }

        return other;
    }
}
