// A hand on the index machine for tests: define, observe, tick, and read what was printed.
using Tokenbourse.Index;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index;

/// <summary>Feeds one machine entry after entry and keeps its events.</summary>
internal sealed class IndexRun
{
    private readonly Outbox _outbox = new();

    public IndexMachine Machine { get; private set; } = new();

    public List<(MessageKind Kind, byte[] Bytes)> Events { get; } = [];

    public List<PrintDocument> Prints =>
        [
            .. Events
                .Where(e => e.Kind is MessageKind.Printed or MessageKind.PrintWithheld)
                .Select(e => Documents.Read<PrintDocument>(e.Bytes)),
        ];

    public PrintDocument Last => Prints[^1];

    public static Instant At(string text) => Instant.TryParse(text, out var at) ? at : throw new FormatException(text);

    public IndexRun Define(string at, string methodology) =>
        Send(at, MessageKind.DefineIndex, System.Text.Encoding.UTF8.GetBytes(methodology));

    public IndexRun Price(
        string at,
        string seller,
        string item,
        decimal? price,
        string @class = "hour",
        string maker = "nvidia",
        string region = "us",
        string terms = "on_demand",
        Currency currency = Currency.USD,
        string? effective = null,
        string? seen = null
    )
    {
        var day = seen ?? at[..10];
        var product = @class == "hour" || @class == "weight" ? "gpu" : "token";
        return Send(
            at,
            MessageKind.ObservePrice,
            Documents.Write(
                new PriceObservation(
                    day,
                    effective ?? day,
                    product,
                    seller,
                    maker,
                    item,
                    @class,
                    region,
                    terms,
                    price,
                    currency,
                    product == "gpu" ? "GPU hour" : "1M tokens",
                    price is null ? "withdrawn" : "price",
                    "test",
                    "test"
                )
            )
        );
    }

    public IndexRun Score(string at, string exam, string item, decimal score) =>
        Send(
            at,
            MessageKind.ObserveQuality,
            Documents.Write(new QualityObservation(at[..10], exam, item, "maker", score, "test", "test"))
        );

    public IndexRun Rate(string at, Currency from, Currency to, decimal rate) =>
        Send(
            at,
            MessageKind.ObserveRate,
            Documents.Write(new RateObservation(at[..10], from, to, rate, "test", "test"))
        );

    public IndexRun Tick(string at) => Send(at, MessageKind.Tick, new byte[8]);

    public IndexRun Send(string at, MessageKind kind, byte[] payload) => Send(At(at), kind, payload);

    public IndexRun Send(Instant at, MessageKind kind, byte[] payload)
    {
        _outbox.Clear();
        Machine.Apply(new(Machine.Next, at, -1, kind, payload), _outbox);
        var rest = _outbox.Bytes;
        while (!rest.IsEmpty)
        {
            Assert.True(Codec.TryDecode(rest, out var entry, out var read));
            Events.Add((entry.Kind, entry.Payload.ToArray()));
            rest = rest[read..];
        }

        return this;
    }

    /// <summary>The machine is put away as a snapshot and a new one takes its place.</summary>
    public IndexRun Reload()
    {
        var writer = new StateWriter();
        Machine.Save(writer);
        var reader = new StateReader(writer.Bytes.ToArray());
        var other = new IndexMachine();
        other.Load(reader);
        Assert.True(reader.AtEnd);
        Assert.Equal(Machine.Digest, other.Digest);
        Machine = other;
        return this;
    }
}
