// tokenbourse stream: order streams in files, made from a seed and shown.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Verbs;

/// <summary>What a stream holds.</summary>
internal sealed record StreamSummary(
    string File,
    string Shape,
    ulong Seed,
    long Loading,
    long Messages,
    int Orders,
    string RecordsCheck,
    long Bytes,
    IReadOnlyList<StreamInstrument> Instruments,
    SortedDictionary<string, long> Counts
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(StreamSummary))]
internal sealed partial class StreamJson : JsonSerializerContext;

/// <summary>Makes and shows streams. The format: docs/protocols/order-stream.md.</summary>
internal static class StreamVerb
{
    public static Command Build() =>
        new("stream", "Order streams in files: make one from a seed, or show one.") { Make(), Show() };

    /// <summary>Opens a file and gives its reader; what is wrong with it ends the verb.</summary>
    public static T Read<T>(string path, Func<OrderStreamReader, T> use)
    {
        try
        {
            using var file = File.OpenRead(path);
            return use(new(file));
        }
        catch (OrderStreamException e)
        {
            throw new VerbException($"{path}: {e.Message}", 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{path}: {e.Message}", 2);
        }
    }

    /// <summary>The shape of a name, or the end of the verb.</summary>
    public static StreamShape ShapeOf(string name) =>
        StreamShape.Of(name)
        ?? throw new VerbException(
            $"--shape {name}: must be one of {string.Join(", ", StreamShape.All.Select(s => s.Name))}",
            2
        );

    private static Command Make()
    {
        var shape = new Option<string>("--shape")
        {
            Description = $"One of {string.Join(", ", StreamShape.All.Select(s => s.Name))}.",
            DefaultValueFactory = _ => "normal",
        };
        var messages = new Option<long>("--messages")
        {
            Description = "Messages after the books are filled (1 to 1,000,000,000).",
            DefaultValueFactory = _ => 2_000_000,
        };
        var seed = new Option<ulong>("--seed") { Description = "Chance begins here.", DefaultValueFactory = _ => 1 };
        var others = new Option<int>("--others")
        {
            Description = "Instruments beside the main one that hold resting orders.",
            DefaultValueFactory = _ => 16,
        };
        var each = new Option<int>("--orders-each")
        {
            Description = "Orders that rest in each of them.",
            DefaultValueFactory = _ => 1_000,
        };
        var with = new Option<string[]>("--with")
        {
            Description = "Put in one of: stop, iceberg, spread. May be given more than once.",
            AllowMultipleArgumentsPerToken = true,
        };
        with.AcceptOnlyFromAmong("stop", "iceberg", "spread");
        var to = new Option<string>("--out") { Description = "The file; it is replaced.", Required = true };
        var command = new Command(
            "make",
            "Make a stream. Example: "
                + "tokenbourse stream make --shape normal --messages 2000000 --seed 1 --out normal.orders"
        )
        {
            shape,
            messages,
            seed,
            others,
            each,
            with,
            to,
        };
        command.SetAction(parsed =>
        {
            var plan = new StreamPlan(
                ShapeOf(parsed.GetValue(shape)!),
                parsed.GetValue(messages),
                parsed.GetValue(seed),
                parsed.GetValue(others),
                parsed.GetValue(each),
                Extras(parsed.GetValue(with) ?? [])
            );
            if (plan.Fault() is { } fault)
                throw new VerbException(fault, 2);
            var path = parsed.GetValue(to)!;
            try
            {
                using var file = File.Create(path);
                var header = StreamGenerator.Write(plan, file);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path}: {header.Loading} records fill {header.Instruments.Count} books, "
                            + $"{header.Messages} messages follow; {file.Length} bytes, check {header.RecordsCheck:x8}"
                    )
                );
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new VerbException($"{path}: {e.Message}", 2);
            }

            return 0;
        });
        return command;
    }

    private static StreamExtras Extras(string[] names) =>
        names.Aggregate(
            StreamExtras.None,
            (all, name) =>
                all
                | name switch
                {
                    "stop" => StreamExtras.Stop,
                    "iceberg" => StreamExtras.Iceberg,
                    _ => StreamExtras.Spread,
                }
        );

    private static Command Show()
    {
        var path = new Argument<string>("file") { Description = "A stream." };
        var first = new Option<int>("--first")
        {
            Description = "How many records to print.",
            DefaultValueFactory = _ => 10,
        };
        var from = new Option<long>("--from")
        {
            Description = "First record to print, from 0.",
            DefaultValueFactory = _ => 0,
        };
        var json = new Option<bool>("--json") { Description = "Header and counts as JSON, without records." };
        var command = new Command(
            "show",
            "Read a stream through, check it, and show its header, counts and some records. "
                + "Example: tokenbourse stream show normal.orders"
        )
        {
            path,
            first,
            from,
            json,
        };
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(path)!;
            var some = new List<string>();
            var begin = parsed.GetValue(from);
            var end = begin + parsed.GetValue(first);
            var summary = Read(
                file,
                reader => Summary(file, reader, (at, in m) => Keep(some, at >= begin && at < end, at, m))
            );
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(summary, StreamJson.Default.StreamSummary));
            else
                Console.WriteLine(string.Join('\n', Lines(summary).Concat(some)));
            return 0;
        });
        return command;
    }

    private static void Keep(List<string> some, bool wanted, long at, in OrderMessage m)
    {
        if (wanted)
            some.Add(Line(at, m));
    }

    private delegate void Seen(long at, in OrderMessage message);

    private static StreamSummary Summary(string file, OrderStreamReader reader, Seen seen)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var header = reader.Header;
        var piece = new OrderMessage[4096];
        for (long at = 0; reader.Read(piece) is > 0 and var count; at += count)
        {
            for (var i = 0; i < count; i++)
            {
                seen(at + i, piece[i]);
                if (at + i < header.Loading)
                    continue;
                Count(piece[i].Operation.ToString());
                if (piece[i].Operation == StreamOperation.New)
                    Count($"New.{piece[i].Type}.{piece[i].TimeInForce}");
            }
        }

        return new(
            file,
            header.Shape,
            header.Seed,
            header.Loading,
            header.Messages,
            header.Orders,
            header.RecordsCheck.ToString("x8", CultureInfo.InvariantCulture),
            header.Size + ((header.Loading + header.Messages) * OrderMessage.Size),
            header.Instruments,
            counts
        );

        void Count(string what) => counts[what] = counts.GetValueOrDefault(what) + 1;
    }

    private static IEnumerable<string> Lines(StreamSummary s)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"shape {s.Shape}, seed {s.Seed}, {s.Loading} records that fill the books, {s.Messages} messages, "
                + $"{s.Orders} orders, check {s.RecordsCheck}"
        );
        for (var i = 0; i < s.Instruments.Count; i++)
        {
            var one = s.Instruments[i];
            var legs = one.IsSpread ? $", spread of {one.Near} against {one.Far}" : "";
            yield return $"instrument {i + 1}: {one.Low} to {one.High}, reference {one.Reference}{legs}";
        }

        foreach (var (what, count) in s.Counts)
            yield return string.Create(CultureInfo.InvariantCulture, $"{what}: {count}");
    }

    private static string Line(long at, in OrderMessage m) =>
        m.Operation switch
        {
            StreamOperation.New => string.Create(
                CultureInfo.InvariantCulture,
                $"{at} new {m.Order} instrument {m.Instrument} owner {m.Owner} group {m.Group} {m.Side} "
                    + $"{m.Lots} {m.Type} {m.Price} stop {m.Stop} {m.TimeInForce} display {m.Display} "
                    + $"minimum {m.Minimum} marks {m.Marks} self-match {m.SelfMatch}"
            ),
            StreamOperation.Cancel => $"{at} cancel {m.Order} instrument {m.Instrument} owner {m.Owner}",
            _ => $"{at} amend {m.Order} instrument {m.Instrument} owner {m.Owner} to {m.Lots} at {m.Price} "
                + $"stop {m.Stop} display {m.Display}",
        };
}
