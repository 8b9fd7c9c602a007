// Messages are their bytes: no padding, one number each, one size each, and a way to JSON and back.
using System.Reflection;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Architecture;

public sealed class MessageRules
{
    public static TheoryData<MessageKind> Fixed =>
        [.. Enum.GetValues<MessageKind>().Where(k => MessageSizes.TypeOf(k) is not null)];

    [Fact]
    public void Numbers_are_used_once_and_every_kind_has_a_size()
    {
        var kinds = Enum.GetValues<MessageKind>();
        Assert.Equal(kinds.Length, kinds.Distinct().Count());
        Assert.All(
            kinds.Where(k => k != MessageKind.None),
            k => Assert.NotEqual(MessageSizes.Unknown, MessageSizes.Of(k))
        );
        Assert.Equal(MessageSizes.Unknown, MessageSizes.Of((MessageKind)9));
        Assert.Equal(MessageSizes.Unknown, MessageSizes.Of((MessageKind)60_000));
    }

    [Theory]
    [MemberData(nameof(Fixed))]
    public void A_message_has_no_padding(MessageKind kind)
    {
        var type = MessageSizes.TypeOf(kind)!;
        Assert.Equal(FieldBytes(type), MessageSizes.Of(kind));
    }

    [Theory]
    [MemberData(nameof(Fixed))]
    public void A_message_goes_to_json_and_back(MessageKind kind)
    {
        var random = new Random((int)kind);
        for (var i = 0; i < 20; i++)
        {
            var payload = new byte[MessageSizes.Of(kind)];
            // Sevens are valid dates, numbers and letters at once; random bytes are not valid texts.
            Array.Fill(payload, (byte)(i == 0 ? 0 : 1 + random.Next(3)));
            Texts(MessageSizes.TypeOf(kind)!, payload);
            var entry = new LogEntry(i, new(1_700_000_000_000_000_000 + i), -1, kind, payload);
            var back = MessageJson.Read(MessageJson.Write(entry));
            Assert.Equal(
                (entry.Sequence, entry.Time, entry.Cause, entry.Kind),
                (back.Sequence, back.Time, back.Cause, back.Kind)
            );
            Assert.Equal(payload, back.Payload.ToArray());
        }
    }

    [Fact]
    public void The_codec_never_reads_beyond_what_it_is_given()
    {
        Prop.ForAll<byte[]>(bytes =>
            {
                var good = Codec.TryDecode(bytes, out var entry, out var read);
                return good ? read <= bytes.Length && entry.Payload.Length == read - Codec.HeaderSize : read == 0;
            })
            .QuickCheckThrowOnFailure();
        var whole = Codec.Encode(
            new(5, new(7), -1, MessageKind.CancelOrder, Codec.Bytes(new CancelOrder(new(1), new(2))))
        );
        for (var cut = 0; cut < whole.Length; cut++)
            Assert.False(Codec.TryDecode(whole.AsMemory(0, cut), out _, out _));
        Assert.True(Codec.TryDecode(whole, out var decoded, out _));
        Assert.Equal(new CancelOrder(new(1), new(2)), decoded.As<CancelOrder>());
    }

    /// <summary>Texts that would not be well formed become letters.</summary>
    private static void Texts(Type type, Span<byte> payload)
    {
        var offset = 0;
        foreach (
            var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).OrderBy(f => f.MetadataToken)
        )
        {
            var size = SizeOf(field.FieldType);
            if (field.FieldType == typeof(ClientOrderId) || field.FieldType == typeof(Name24))
                payload.Slice(offset, size).Fill(payload[offset] == 0 ? (byte)0 : (byte)'a');
            if (field.FieldType == typeof(TradingDate))
                payload.Slice(offset + 2, 2).Clear();
            if (field.FieldType.IsEnum && payload[offset] != 0)
                EnumBytes(field.FieldType).AsSpan(0, size).CopyTo(payload[offset..]);
            if (field.FieldType == typeof(PlaceOrder) || field.FieldType == typeof(PlaceQuotes))
                Texts(field.FieldType, payload.Slice(offset, size));
            if (field.FieldType == typeof(ReversePosition))
                Texts(field.FieldType, payload.Slice(offset, size));
            offset += size;
        }
    }

    private static byte[] EnumBytes(Type type)
    {
        var value = Convert.ToInt64(
            Enum.GetValues(type).GetValue(1)!,
            System.Globalization.CultureInfo.InvariantCulture
        );
        return BitConverter.GetBytes(value);
    }

    private static int FieldBytes(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || type == typeof(Int128))
            return SizeOf(type);
        if (type.GetCustomAttribute<InlineArrayAttribute>() is { } array)
            return array.Length
                * FieldBytes(type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Single().FieldType);
        return type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
            .Sum(f => FieldBytes(f.FieldType));
    }

    private static int SizeOf(Type type) =>
        (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
}
