// Makes a print again from entries alone: for packages, for those who check them, and for explanations.
using System.Text.Json;
using Tokenbourse.Index;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Venue.Recalculation;

/// <summary>A print made again, with all that it rests on.</summary>
/// <param name="Entries">All entries that it may know, from the first on.</param>
/// <param name="Bytes">The print as it stands on a prints log.</param>
public sealed record RemadePrint(PrintTrace Trace, IReadOnlyList<LogEntry> Entries, byte[] Bytes)
{
    public PrintDocument Print => Trace.Print!;
}

/// <summary>What the recomputation of a package found.</summary>
/// <param name="Difference">Where the two prints differ first; empty when they are the same byte for byte.</param>
public sealed record RecomputedPrint(PrintDocument Published, PrintDocument Again, string Difference)
{
    public bool Same => Difference.Length == 0;
}

/// <summary>The index machine alone, over entries.</summary>
public static class Recomputation
{
    /// <summary>Plays the entries until the print was made; null when they end before its moment.</summary>
    /// <param name="entries">An observation log from its first entry on.</param>
    public static RemadePrint? Remake(IEnumerable<LogEntry> entries, string index, string day)
    {
        var trace = new PrintTrace(index, day);
        var machine = new IndexMachine { Trace = trace };
        var outbox = new Outbox();
        var known = new List<LogEntry>();
        foreach (var entry in entries)
        {
            outbox.Clear();
            machine.Apply(entry, outbox);
            if (trace.Print is not null)
                return Found(trace, known);
            known.Add(entry with { Payload = entry.Payload.ToArray() });
        }

        // Nothing came after the print's moment; time passes all the same.
        if (!TradingDate.TryParse(day, out var date) || machine.NextDue == Instant.Never)
            return null;
        outbox.Clear();
        var end = Instant.At(date.Plus(2), 0);
        if (known.Count > 0 && known[^1].Time > end)
            return null;
        machine.Apply(new(machine.Next, end, -1, MessageKind.Tick, new byte[8]), outbox);
        return trace.Print is null ? null : Found(trace, known);
    }

    /// <summary>A package of the print.</summary>
    /// <param name="published">The print as a prints log has it; null: the one made again is taken.</param>
    public static IndexPackage Package(RemadePrint remade, ReadOnlyMemory<byte>? published, string program)
    {
        var (lines, parts) = PackageInputs.Write(remade.Entries);
        parts.Add(new(IndexPackage.InputsName, lines));
        parts.Add(new(IndexPackage.PrintName, published ?? remade.Bytes));
        return IndexPackage.Of(
            new(
                IndexPackage.Format,
                program,
                published is null ? "computed from a folder of data" : "published by a venue",
                remade.Print.Index,
                remade.Print.Version,
                remade.Print.Day,
                remade.Trace.Moment.ToString(),
                remade.Entries.Count,
                []
            ),
            parts
        );
    }

    /// <summary>Makes the package's print again and compares.</summary>
    /// <exception cref="BrokenPackageException">The package does not hold what it says.</exception>
    public static RecomputedPrint Recompute(IndexPackage package)
    {
        var manifest = package.Manifest;
        var bytes = package.Part(IndexPackage.PrintName);
        var published =
            Documents.Read<PrintDocument>(bytes.Span, out var fault)
            ?? throw new BrokenPackageException(IndexPackage.PrintName, fault);
        if (published.Index != manifest.Index || published.Day != manifest.Day)
            throw new BrokenPackageException(IndexPackage.PrintName, "it is not the print that the manifest names");
        var entries = PackageInputs.Read(package).ToList();
        if (entries.Count != manifest.Entries)
        {
            throw new BrokenPackageException(
                IndexPackage.InputsName,
                $"it holds {entries.Count} entries, the manifest says {manifest.Entries}"
            );
        }

        var again =
            Remake(entries, manifest.Index, manifest.Day)
            ?? throw new BrokenPackageException(
                IndexPackage.InputsName,
                $"its entries make no print of {manifest.Index} on {manifest.Day}"
            );
        if (again.Entries.Count != entries.Count || again.Trace.Moment.ToString() != manifest.Moment)
        {
            throw new BrokenPackageException(
                IndexPackage.InputsName,
                $"the print's moment is {again.Trace.Moment}: of its {entries.Count} entries "
                    + $"{again.Entries.Count} stood on the log before it"
            );
        }

        var same = bytes.Span.SequenceEqual(again.Bytes);
        return new(published, again.Print, same ? "" : Differences.First(bytes.Span, again.Bytes));
    }

    private static RemadePrint Found(PrintTrace trace, List<LogEntry> known)
    {
        // A print sees what entered before its moment; the entry that made its moment pass is not among it.
        var last = known.Count;
        while (last > 0 && known[last - 1].Time >= trace.Moment)
            last--;
        return new(trace, known.GetRange(0, last), Documents.Write(trace.Print!));
    }
}

/// <summary>Compares two JSON texts.</summary>
internal static class Differences
{
    /// <summary>The first place at which they differ, with both values.</summary>
    public static string First(ReadOnlySpan<byte> published, ReadOnlySpan<byte> again)
    {
        using var left = JsonDocument.Parse(published.ToArray());
        using var right = JsonDocument.Parse(again.ToArray());
        return First("", left.RootElement, right.RootElement) ?? "the bytes differ, their meaning does not";
    }

    private static string? First(string path, JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
            return Say(path, left, right);
        return left.ValueKind switch
        {
            JsonValueKind.Object => OfObjects(path, left, right),
            JsonValueKind.Array => OfArrays(path, left, right),
            _ => left.GetRawText() == right.GetRawText() ? null : Say(path, left, right),
        };
    }

    private static string? OfObjects(string path, JsonElement left, JsonElement right)
    {
        foreach (var field in left.EnumerateObject())
        {
            var name = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (!right.TryGetProperty(field.Name, out var other))
                return $"{name}: published, and not made again";
            if (First(name, field.Value, other) is { } difference)
                return difference;
        }

        foreach (var field in right.EnumerateObject())
        {
            if (!left.TryGetProperty(field.Name, out _))
                return $"{path}.{field.Name}: made again, and not published";
        }

        return null;
    }

    private static string? OfArrays(string path, JsonElement left, JsonElement right)
    {
        var most = int.Min(left.GetArrayLength(), right.GetArrayLength());
        for (var i = 0; i < most; i++)
        {
            if (First($"{path}[{i}]", left[i], right[i]) is { } difference)
                return difference;
        }

        return left.GetArrayLength() == right.GetArrayLength()
            ? null
            : $"{path}: published with {left.GetArrayLength()} entries, made again with {right.GetArrayLength()}";
    }

    private static string Say(string path, JsonElement left, JsonElement right) =>
        $"{path}: published {Cut(left)}, made again {Cut(right)}";

    private static string Cut(JsonElement value) =>
        value.GetRawText() is { Length: > 120 } text ? text[..117] + "..." : value.GetRawText();
}
