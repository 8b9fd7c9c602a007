// Files of bills on their way into a desk's ledger: each read whole or refused, none twice.
using System.Globalization;
using System.Security.Cryptography;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.Usage;

namespace Tokenbourse.Node.Hedging;

/// <summary>One file that was read.</summary>
internal sealed record ReadBill(ImportedFile File, ImportReport Report, IReadOnlyList<UsageLine> Lines);

/// <summary>Reads bills of every known shape, and GPU hours.</summary>
internal static class BillIntake
{
    /// <summary>Reads files; reports and faults go to the error stream.</summary>
    /// <param name="files">Paths.</param>
    /// <param name="format">Shape of all of them; None: each shows its own.</param>
    /// <param name="gpu">True: they are tables of GPU hours.</param>
    /// <param name="ledger">What was imported before.</param>
    /// <exception cref="VerbException">A file is not there, was imported before, or holds no usable row.</exception>
    public static IReadOnlyList<ReadBill> Read(
        IEnumerable<string> files,
        UsageFormat format,
        bool gpu,
        UsageLedger ledger
    )
    {
        var seen = ledger.Files.ToDictionary(file => file.Sha256, file => file.Name, StringComparer.Ordinal);
        var read = new List<ReadBill>();
        foreach (var path in files)
        {
            var hash = HashOf(path);
            if (seen.TryGetValue(hash, out var before))
                throw new VerbException(
                    $"{path}: was imported before as {before} (SHA-256 {hash[..16]}…); nothing was imported",
                    1
                );
            seen.Add(hash, Path.GetFileName(path));
            read.Add(Read(path, hash, format, gpu));
        }

        return read;
    }

    private static ReadBill Read(string path, string hash, UsageFormat format, bool gpu)
    {
        ReadBill read;
        try
        {
            read = Open(path, hash, format, gpu);
        }
        catch (FeedException e)
        {
            throw new VerbException($"{e.Message}; nothing was imported", File.Exists(path) ? 1 : 2);
        }
        catch (UsageLimitException e)
        {
            throw new VerbException($"{path}: {e.Message}; nothing was imported", 1);
        }

        var report = read.Report;
        Console.Error.Write(report.Text("records"));
        foreach (var fault in report.Faults)
            Console.Error.WriteLine(fault);
        if (report.Skipped.ContainsKey("not a meter of tokens"))
            Console.Error.WriteLine(
                "  meters that do not count tokens were left out: FOCUS does not say how many GPUs an instance has; "
                    + "write their hours as a table day,gpu,seller,hours,cost,currency"
            );
        if (report.Used == 0)
            throw new VerbException($"{path}: no row of it is usage; nothing was imported", 1);
        return read;
    }

    /// <summary>Reads one file, whatever it holds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hash">Its SHA-256.</param>
    /// <param name="format">Its shape; None: it shows its own.</param>
    /// <param name="gpu">It is a table of GPU hours.</param>
    /// <exception cref="FeedException">It cannot be read at all.</exception>
    /// <exception cref="UsageLimitException">It holds more than a desk keeps.</exception>
    public static ReadBill Open(string path, string hash, UsageFormat format, bool gpu)
    {
        var book = new UsageBook();
        var report =
            gpu || (format == UsageFormat.None && GpuHoursTable.Fits(FirstLine(path)))
                ? GpuHoursTable.Read(
                    path,
                    row => book.TakeHours(row.Day, row.Item, row.Seller, row.Hours, row.Cost, row.Currency)
                )
                : UsageImport.Read(path, format, book);
        var file = new ImportedFile(report.File, hash, report.Read, report.Used, report.Read - report.Used)
        {
            FirstDay = book.FirstDay,
            LastDay = book.LastDay,
            NotUnderstood =
            [
                .. report.Faults.Select(fault => new ExposureFault(
                    string.Create(CultureInfo.InvariantCulture, $"{fault.File}:{fault.Line}"),
                    fault.Field,
                    fault.Value,
                    fault.Rule
                )),
            ],
        };
        return new(file, report, book.Lines());
    }

    private static string HashOf(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{path}: must be a file that can be read; {e.Message}", 2);
        }
    }

    // Enough of the file to see its header; a packed file shows none and is no table of hours unless --gpu says so.
    private static string FirstLine(string path)
    {
        using var reader = new StreamReader(path);
        var start = new char[1024];
        var length = reader.Read(start, 0, start.Length);
        var text = new string(start, 0, length);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }
}
