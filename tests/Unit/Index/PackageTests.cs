// Recalculation packages: a print comes back digit for digit, and whatever is changed in a package is told.
using System.Text;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue.Recalculation;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class PackageTests
{
    private const string Start = "2025-03-03T00:00:00Z";
    private const string Day = "2025-03-04";

    [Fact]
    public void A_packed_print_comes_back_byte_for_byte()
    {
        var package = Packed();
        var found = Recomputation.Recompute(IndexPackage.Open(Files(package)));
        Assert.True(found.Same, found.Difference);
        // (2 + 3) / 2: the price of the fourth entered after the moment and is not in the package.
        Assert.Equal(2.5000m, found.Again.Value);
        Assert.Equal("2025-03-04T12:00:00Z", package.Manifest.Moment);
        Assert.Equal(4, package.Manifest.Entries);
    }

    [Fact]
    public void The_same_print_gives_the_same_package_twice()
    {
        Assert.Equal(Packed().Fingerprint, Packed().Fingerprint);
        Assert.Equal(
            Files(Packed()).Select(f => Convert.ToHexString(f.Bytes.Span)),
            Files(Packed()).Select(f => Convert.ToHexString(f.Bytes.Span))
        );
    }

    [Fact]
    public void The_print_published_on_the_log_is_the_one_that_is_packed_and_compared()
    {
        var remade = Recomputation.Remake(Entries(), "TEST", Day)!;
        var published = Documents.Write(remade.Print with { Value = 2.5001m });
        var package = Recomputation.Package(remade, published, "test");
        var found = Recomputation.Recompute(IndexPackage.Open(Files(package)));
        Assert.False(found.Same);
        Assert.Equal("value: published 2.5001, made again 2.5000", found.Difference);
    }

    [Theory]
    [InlineData("inputs.ndjson", "\"price\":2", "\"price\":9")]
    [InlineData("print.json", "2.5000", "2.6000")]
    [InlineData("methodology/000000-TEST-v1.json", "arithmetic mean", "geometric mean")]
    public void A_changed_part_is_named_by_its_hash(string name, string good, string bad)
    {
        var files = Files(Packed());
        Change(files, name, good, bad);
        var broken = Assert.Throws<BrokenPackageException>(() => IndexPackage.Open(files));
        Assert.Equal(name, broken.Part);
        Assert.Contains("SHA-256", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_is_missing_added_or_twice_is_told()
    {
        var files = Files(Packed());
        var without = files.Where(f => f.Name != "print.json");
        Assert.Equal("print.json", Assert.Throws<BrokenPackageException>(() => IndexPackage.Open(without)).Part);
        Assert.Equal(
            "more.txt",
            Assert
                .Throws<BrokenPackageException>(() => IndexPackage.Open([.. files, new("more.txt", new byte[1])]))
                .Part
        );
        Assert.Equal(
            "print.json",
            Assert.Throws<BrokenPackageException>(() => IndexPackage.Open([.. files, files[^1]])).Part
        );
        Assert.Equal(
            "manifest.json",
            Assert.Throws<BrokenPackageException>(() => IndexPackage.Open(files.Skip(1))).Part
        );
    }

    [Fact]
    public void Who_changes_an_input_and_its_hash_gets_another_print()
    {
        var package = Packed();
        var parts = package
            .Parts.Select(p =>
                p.Name == IndexPackage.InputsName
                    ? new PackagePart(p.Name, Replaced(p.Bytes, "\"price\":3", "\"price\":5"))
                    : p
            )
            .ToList();
        var forged = IndexPackage.Of(package.Manifest, parts);
        var found = Recomputation.Recompute(IndexPackage.Open(Files(forged)));
        Assert.False(found.Same);
        Assert.Equal("value: published 2.5000, made again 3.5000", found.Difference);
        Assert.NotEqual(package.Fingerprint, forged.Fingerprint);
    }

    [Fact]
    public void Who_takes_an_entry_out_or_puts_a_later_one_in_is_told_the_line()
    {
        var package = Packed();
        var lines = Encoding.UTF8.GetString(package.Part(IndexPackage.InputsName).Span).Split('\n');
        var shorter = string.Join('\n', lines.Where((_, i) => i != 1));
        var broken = Assert.Throws<BrokenPackageException>(() => Recomputation.Recompute(With(package, shorter)));
        Assert.StartsWith("inputs.ndjson: line 2: its sequence is 2", broken.Message, StringComparison.Ordinal);

        var late = lines[^2].Replace("\"sequence\":3", "\"sequence\":4", StringComparison.Ordinal);
        late = late.Replace("2025-03-04T06", "2025-03-04T12", StringComparison.Ordinal);
        var longer = string.Join('\n', lines[..^1]) + "\n" + late + "\n";
        broken = Assert.Throws<BrokenPackageException>(() => Recomputation.Recompute(With(package, longer, 5)));
        Assert.Contains("of its 5 entries 4 stood on the log before it", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_machine_refused_and_what_has_line_ends_is_packed_as_it_stands()
    {
        var entries = Entries().ToList();
        var odd = new List<LogEntry>(entries[..4])
        {
            new(4, IndexRun.At("2025-03-04T07:00:00Z"), -1, MessageKind.ObserveRate, "{\n}"u8.ToArray()),
            new(5, IndexRun.At("2025-03-04T07:00:00Z"), -1, MessageKind.ObservePrice, "no json"u8.ToArray()),
            new(6, IndexRun.At("2025-03-04T07:00:00Z"), -1, MessageKind.DefineIndex, "{}"u8.ToArray()),
            new(7, IndexRun.At("2025-03-04T08:00:00Z"), -1, MessageKind.Tick, new byte[8]),
        };
        var remade = Recomputation.Remake(odd, "TEST", Day)!;
        var package = Recomputation.Package(remade, null, "test");
        Assert.Equal(8, package.Manifest.Entries);
        Assert.True(Recomputation.Recompute(IndexPackage.Open(Files(package))).Same);
    }

    [Fact]
    public void A_trace_changes_neither_prints_nor_state()
    {
        var plain = new Tokenbourse.Index.IndexMachine();
        var traced = new Tokenbourse.Index.IndexMachine { Trace = new("TEST", Day) };
        var (left, right) = (new Outbox(), new Outbox());
        foreach (var entry in Entries())
        {
            plain.Apply(entry, left);
            traced.Apply(entry, right);
        }

        Assert.Equal(plain.Digest, traced.Digest);
        Assert.True(left.Bytes.Span.SequenceEqual(right.Bytes.Span));
        var used = traced.Trace!.Used;
        Assert.Equal(["h100@a (us)", "h100@b (us)"], used.Select(u => u.Row.Name));
        Assert.Equal([500_000, 500_000], used.Select(u => u.WeightPpm));
        Assert.Equal([1L, 3L], used.Select(u => u.Row.Price));
        Assert.Equal("price of zero or below", traced.Trace.LeftOut.Single().Reason);
    }

    [Fact]
    public void Days_without_a_print_have_none()
    {
        Assert.Null(Recomputation.Remake(Entries(), "OTHER", Day));
        Assert.Null(Recomputation.Remake(Entries(), "TEST", "2025-03-01"));
    }

    private static IndexPackage Packed() =>
        Recomputation.Package(Recomputation.Remake(Entries(), "TEST", Day)!, null, "test");

    private static IEnumerable<LogEntry> Entries()
    {
        string[] steps = [Rules.Take, Rules.Convert, Rules.Mean, Rules.Round];
        var methodology = Rules.Text(1, "gpu", "", steps, index: "TEST");
        yield return new(0, IndexRun.At(Start), -1, MessageKind.DefineIndex, Encoding.UTF8.GetBytes(methodology));
        yield return Price(1, "2025-03-03T01:00:00Z", "a", 2m);
        yield return Price(2, "2025-03-03T02:00:00Z", "z", -1m);
        yield return Price(3, "2025-03-04T06:00:00Z", "b", 3m);
        yield return Price(4, "2025-03-04T12:00:00Z", "c", 10m);
    }

    private static LogEntry Price(long sequence, string at, string seller, decimal price) =>
        new(
            sequence,
            IndexRun.At(at),
            -1,
            MessageKind.ObservePrice,
            Documents.Write(
                new PriceObservation(
                    at[..10],
                    at[..10],
                    "gpu",
                    seller,
                    "nvidia",
                    "h100",
                    "hour",
                    "us",
                    "on_demand",
                    price,
                    Currency.USD,
                    "GPU hour",
                    "price",
                    "test",
                    "test"
                )
            )
        );

    private static List<PackagePart> Files(IndexPackage package) =>
        [new(IndexPackage.ManifestName, package.ManifestBytes()), .. package.Parts];

    private static IndexPackage With(IndexPackage package, string inputs, long? entries = null) =>
        IndexPackage.Of(
            package.Manifest with
            {
                Entries = entries ?? package.Manifest.Entries,
            },
            package.Parts.Select(p =>
                p.Name == IndexPackage.InputsName ? new PackagePart(p.Name, Encoding.UTF8.GetBytes(inputs)) : p
            )
        );

    private static void Change(List<PackagePart> files, string name, string good, string bad)
    {
        var at = files.FindIndex(f => f.Name == name);
        files[at] = new(name, Replaced(files[at].Bytes, good, bad));
    }

    private static byte[] Replaced(ReadOnlyMemory<byte> bytes, string good, string bad)
    {
        var text = Encoding.UTF8.GetString(bytes.Span);
        Assert.Contains(good, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(good, bad, StringComparison.Ordinal));
    }
}
