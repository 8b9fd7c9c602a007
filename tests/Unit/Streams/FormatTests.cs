// The stream format: what is written is read, and what is broken is refused with place, field, value and limit.
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Streams;
using Xunit;

namespace Tokenbourse.Unit.Streams;

public sealed class FormatTests
{
    private static readonly StreamPlan _plan = new(
        StreamShape.All[0],
        2_000,
        Others: 2,
        OrdersEach: 10,
        Extras: StreamExtras.Stop | StreamExtras.Iceberg | StreamExtras.Spread
    );
    private static readonly byte[] _good = Bytes(_plan);
    private static readonly int _headerSize = StreamHeader.FixedSize + (4 * StreamHeader.InstrumentSize);

    [Fact]
    public void A_record_has_forty_bytes_and_no_padding() => Assert.Equal(40, Unsafe.SizeOf<OrderMessage>());

    [Fact]
    public void What_is_written_is_read()
    {
        var (header, all) = StreamGenerator.Build(_plan);
        var reader = new OrderStreamReader(new MemoryStream(_good));
        Assert.Equal(all, reader.ReadAll());
        Assert.Equal(header.Instruments, reader.Header.Instruments);
        Assert.Equal(
            (header.Shape, header.Seed, header.Loading, header.Messages, header.Orders),
            (
                reader.Header.Shape,
                reader.Header.Seed,
                reader.Header.Loading,
                reader.Header.Messages,
                reader.Header.Orders
            )
        );
        Assert.Equal(_good.Length, reader.Header.Size + (all.Length * OrderMessage.Size));
        Assert.Equal(_good[.._headerSize], reader.Header.ToBytes());
    }

    [Fact]
    public void Pieces_of_any_size_give_the_same_records()
    {
        var all = new OrderStreamReader(new MemoryStream(_good)).ReadAll();
        foreach (var size in (int[])[1, 7, 4096, 1_000_000])
        {
            var reader = new OrderStreamReader(new Trickle(_good));
            var piece = new OrderMessage[size];
            var list = new List<OrderMessage>();
            while (reader.Read(piece) is > 0 and var count)
                list.AddRange(piece.AsSpan(0, count));
            Assert.Equal(all, list);
            Assert.Equal(0, reader.Read(piece));
        }
    }

    [Fact]
    public void A_stream_cut_anywhere_is_refused()
    {
        for (var length = 0; length < _good.Length; length += length < 1_000 ? 1 : 37)
        {
            var fault = Refused(_good[..length]);
            Assert.True(fault.Position <= length, $"cut at {length}: {fault.Message}");
            Assert.Contains("cut", fault.Limit, StringComparison.Ordinal);
        }

        Assert.Equal("end", Refused([.. _good, 0]).Field);
    }

    [Theory]
    [InlineData(0, 0, "magic")]
    [InlineData(8, 2, "version")]
    [InlineData(12, 1000, "header size")]
    [InlineData(16, 48, "record size")]
    [InlineData(20, 0, "instruments")]
    [InlineData(20, 5000, "instruments")]
    [InlineData(24, -1, "loading")]
    [InlineData(32, -1, "messages")]
    [InlineData(72, -1, "orders")]
    [InlineData(84, 1, "zero")]
    [InlineData(96, 30_000, "instrument 1 high")]
    [InlineData(100, 17_999, "instrument 1 high")]
    [InlineData(104, 17_999, "instrument 1 reference")]
    [InlineData(108, 1, "instrument 1 near leg")]
    [InlineData(180, 0x0002_0004, "instrument 4 near leg")]
    [InlineData(180, 0x0000_0002, "instrument 4 far leg")]
    [InlineData(180, 0x0002_0002, "instrument 4 far leg")]
    [InlineData(184, 1, "instrument 4 zero")]
    public void A_header_field_out_of_range_is_named(int at, int value, string field)
    {
        var bytes = _good.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        if (at is 24 or 32 or 72 or 84)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), value);
        bytes.AsSpan(92, 4).Clear();
        if (at == 84)
            bytes[84] = 1;
        var fault = Refused(bytes);
        Assert.Equal(field, fault.Field);
        Assert.NotEmpty(fault.Value);
        Assert.NotEmpty(fault.Limit);
        Assert.InRange(fault.Position, 0, _headerSize);
    }

    [Fact]
    public void A_header_that_changed_is_found_by_its_check()
    {
        var bytes = _good.ToArray();
        bytes[40] ^= 1;
        Assert.Equal("header check", Refused(bytes).Field);
    }

    [Theory]
    [InlineData(0, 4, "operation")]
    [InlineData(1, 3, "side")]
    [InlineData(1, 0, "side")]
    [InlineData(2, 6, "type")]
    [InlineData(2, 0, "type")]
    [InlineData(3, 4, "time in force")]
    [InlineData(4, 8, "marks")]
    [InlineData(5, 5, "self-match")]
    [InlineData(6, 5, "instrument")]
    [InlineData(6, 0, "instrument")]
    [InlineData(8, 0, "owner")]
    [InlineData(12, -1, "group")]
    [InlineData(16, 2, "order")]
    [InlineData(24, 1, "stop")]
    [InlineData(28, 0, "lots")]
    [InlineData(32, 1_000, "display")]
    [InlineData(36, -1, "minimum")]
    public void A_record_field_out_of_range_is_named_with_its_place(int at, int value, string field)
    {
        var bytes = _good.ToArray();
        var place = bytes.AsSpan(_headerSize + at);
        if (at < 6)
            place[0] = (byte)value;
        else if (at == 6)
            BinaryPrimitives.WriteInt16LittleEndian(place, (short)value);
        else
            BinaryPrimitives.WriteInt32LittleEndian(place, value);
        var fault = Refused(bytes);
        Assert.Equal($"record 0, {field}", fault.Field);
        Assert.Equal(_headerSize + at, fault.Position);
        Assert.Equal($"{value}", fault.Value);
    }

    [Fact]
    public void A_record_that_is_sound_but_another_is_found_by_the_check()
    {
        var bytes = _good.ToArray();
        bytes[_headerSize + 20] ^= 1;
        Assert.Equal("records check", Refused(bytes).Field);
        bytes.AsSpan(80, 4).Clear();
        bytes.AsSpan(92, 4).Clear();
        Assert.Equal(8_023 + 2_000, new OrderStreamReader(new MemoryStream(bytes)).ReadAll().Length);
    }

    [Fact]
    public void Cancels_and_amends_name_earlier_orders_and_leave_the_rest_zero()
    {
        var cancel = new OrderMessage
        {
            Operation = StreamOperation.Cancel,
            Instrument = 1,
            Owner = 1,
            Order = 1,
        };
        var amend = cancel with { Operation = StreamOperation.Amend, Price = -5, Lots = 3 };
        Assert.Null(Written(cancel));
        Assert.Null(Written(amend));
        Assert.Equal("record 1, order", Written(cancel with { Order = 2 })!.Field);
        Assert.Equal("record 1, order", Written(cancel with { Order = 0 })!.Field);
        Assert.Equal("record 1, cancel", Written(cancel with { Lots = 1 })!.Field);
        Assert.Equal("record 1, order", Written(amend with { Order = 2 })!.Field);
        Assert.Equal("record 1, lots", Written(amend with { Lots = 0 })!.Field);
        Assert.Equal("record 1, amend", Written(amend with { Side = Side.Buy })!.Field);
        Assert.Equal("record 1, minimum", Written(amend with { Minimum = 1 })!.Field);
        Assert.Equal("record 1, display", Written(amend with { Display = 4 })!.Field);
    }

    [Fact]
    public void A_file_whose_writing_was_interrupted_is_not_taken_for_a_stream()
    {
        var (header, all) = StreamGenerator.Build(_plan);
        using var file = new MemoryStream();
        new OrderStreamWriter(file, header).Write(all);
        Assert.Equal("magic", Refused(file.ToArray()).Field);
    }

    [Fact]
    public void Broken_bytes_of_any_kind_are_refused_or_read_but_never_worse()
    {
        var random = new Random(11);
        var (refused, read) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            // Short streams with the checks switched off, so that the field rules are met and not only the checks.
            var bytes = _good.AsSpan(0, _headerSize + (40 * 12)).ToArray();
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), 0);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), 12);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(72), 12);
            bytes.AsSpan(80, 4).Clear();
            bytes.AsSpan(92, 4).Clear();
            for (var flips = random.Next(4); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : random.Next(8));
            if (random.Next(8) == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                var reader = new OrderStreamReader(new MemoryStream(bytes));
                Assert.Equal(reader.Header.Loading + reader.Header.Messages, reader.ReadAll().Length);
                read++;
            }
            catch (OrderStreamException fault)
            {
                Assert.NotEmpty(fault.Field);
                Assert.InRange(fault.Position, 0, bytes.Length);
                refused++;
            }
        }

        Assert.True(refused > 5_000 && read > 2_000, $"{refused} refused, {read} read");
    }

    private static byte[] Bytes(StreamPlan plan)
    {
        using var file = new MemoryStream();
        StreamGenerator.Write(plan, file);
        return file.ToArray();
    }

    private static OrderStreamException Refused(byte[] bytes) =>
        Assert.Throws<OrderStreamException>(() => new OrderStreamReader(new MemoryStream(bytes)).ReadAll());

    private static OrderStreamException? Written(OrderMessage second)
    {
        using var file = new MemoryStream();
        var writer = new OrderStreamWriter(file, new("test", 0, 0, 0, 0, 0, [new(-10, 10, 0)]));
        writer.Write([
            new()
            {
                Operation = StreamOperation.New,
                Side = Side.Sell,
                Type = StreamOrderType.Limit,
                TimeInForce = StreamTimeInForce.Day,
                Instrument = 1,
                Owner = 1,
                Order = 1,
                Price = -5,
                Lots = 5,
            },
        ]);
        try
        {
            writer.Write([second]);
        }
        catch (OrderStreamException fault)
        {
            return fault;
        }

        writer.Finish();
        file.Position = 0;
        Assert.Equal(second, new OrderStreamReader(file).ReadAll()[1]);
        return null;
    }

    /// <summary>Gives a few bytes at a time, as a pipe may.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..int.Min(buffer.Length, 13)]);
    }
}
