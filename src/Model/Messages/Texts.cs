// Short texts that lie inside a blittable message: ASCII, zero-filled.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Tokenbourse.Model.Messages;

/// <summary>The participant's own number of an order: 1 to 36 of A-Z a-z 0-9 . _ : -, unique per account and trading day.</summary>
[InlineArray(Length)]
public struct ClientOrderId : IEquatable<ClientOrderId>
{
    public const int Length = 36;
    private byte _first;

    /// <summary>False when the text is empty, too long or has another character.</summary>
    public static bool TryParse(string? text, out ClientOrderId id)
    {
        id = default;
        return ShortText.Fill(text, id);
    }

    public static ClientOrderId Of(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"not a client order id: '{text}'");

    /// <summary>No id was given.</summary>
    public readonly bool IsEmpty => this[0] == 0;

    /// <summary>Zero bytes only behind the text, and only letters that are allowed before them.</summary>
    public readonly bool IsWellFormed => ShortText.IsWellFormed(this);

    public readonly bool Equals(ClientOrderId other) => ((ReadOnlySpan<byte>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is ClientOrderId other && Equals(other);

    public override readonly int GetHashCode() => ShortText.Hash(this);

    public override readonly string ToString() => ShortText.Read(this);

    public static bool operator ==(ClientOrderId left, ClientOrderId right) => left.Equals(right);

    public static bool operator !=(ClientOrderId left, ClientOrderId right) => !left.Equals(right);
}

/// <summary>A name or reference of up to 24 characters of the same alphabet: an index, a cash reference.</summary>
[InlineArray(Length)]
public struct Name24 : IEquatable<Name24>
{
    public const int Length = 24;
    private byte _first;

    /// <summary>False when the text is empty, too long or has another character.</summary>
    public static bool TryParse(string? text, out Name24 name)
    {
        name = default;
        return ShortText.Fill(text, name);
    }

    public static Name24 Of(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"not a name: '{text}'");

    public readonly bool IsEmpty => this[0] == 0;

    public readonly bool IsWellFormed => ShortText.IsWellFormed(this);

    public readonly bool Equals(Name24 other) => ((ReadOnlySpan<byte>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is Name24 other && Equals(other);

    public override readonly int GetHashCode() => ShortText.Hash(this);

    public override readonly string ToString() => ShortText.Read(this);

    public static bool operator ==(Name24 left, Name24 right) => left.Equals(right);

    public static bool operator !=(Name24 left, Name24 right) => !left.Equals(right);
}

/// <summary>What both texts share.</summary>
internal static class ShortText
{
    public static bool Fill(string? text, Span<byte> room)
    {
        if (string.IsNullOrEmpty(text) || text.Length > room.Length)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Allowed(text[i]))
                return false;
            room[i] = (byte)text[i];
        }

        return true;
    }

    public static bool IsWellFormed(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        if (end < 0)
            end = bytes.Length;
        for (var i = 0; i < end; i++)
        {
            if (!Allowed((char)bytes[i]))
                return false;
        }

        return end > 0 && !bytes[end..].ContainsAnyExcept((byte)0);
    }

    public static string Read(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]);
    }

    public static int Hash(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            var hash = 2166136261u;
            foreach (var word in MemoryMarshal.Cast<byte, uint>(bytes))
                hash = (hash ^ word) * 16777619u;
            return (int)hash;
        }
    }

    private static bool Allowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-';
}
