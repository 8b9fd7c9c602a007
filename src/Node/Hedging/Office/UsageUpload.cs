// A usage file that a browser handed over: read whole, or refused with what is wrong with its header and rows.
using System.Security.Cryptography;
using System.Text;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Pages;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.Usage;

namespace Tokenbourse.Node.Hedging.Office;

/// <summary>Reads uploads.</summary>
internal static class UsageUpload
{
    private const int HeaderShown = 200;

    /// <summary>Reads one file by way of the desk's folder; nothing of it stays there.</summary>
    /// <exception cref="RefusedException">It was imported before, has other columns, or holds no usable
    /// row.</exception>
    public static ReadBill Read(DeskFolder folder, string name, byte[] bytes, UsageLedger ledger)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (ledger.Files.FirstOrDefault(f => f.Sha256 == hash) is { } before)
            throw RefusedException.Of(
                "imported-before",
                $"This file was imported before as {before.Name}; nothing is counted twice.",
                $"该文件已导入过（{before.Name}）；不会重复计入。",
                "SHA-256",
                hash[..16]
            );
        var incoming = new DeskFolder(folder.At("incoming")).Create();
        var path = incoming.At(name);
        try
        {
            DeskFolder.Write(path, bytes);
            var packed = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
            if (!packed && Unknown(bytes, path) is { } header)
                throw WrongColumns(header);
            var read = BillIntake.Open(path, hash, UsageFormat.None, gpu: false);
            return read.Report.Used > 0 ? read : throw NoRow(read);
        }
        catch (FeedException e)
        {
            throw new RefusedException([
                RuleWords.Of("file", new(e.Fault.File, e.Fault.Field, e.Fault.Value, e.Fault.Rule)),
            ]);
        }
        catch (UsageLimitException e)
        {
            throw RefusedException.Of("too-much", e.Message, $"文件过大（原文）：{e.Message}", name);
        }
        finally
        {
            File.Delete(path);
            Directory.Delete(incoming.Folder);
        }
    }

    private static string? Unknown(byte[] bytes, string path)
    {
        if (UsageFormats.Of(bytes.AsMemory(0, int.Min(bytes.Length, 1 << 16))) != UsageFormat.None)
            return null;
        var text = Encoding.UTF8.GetString(bytes.AsSpan(0, int.Min(bytes.Length, 4096)));
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = end < 0 ? text : text[..end];
        return GpuHoursTable.Fits(header) ? null : header;
    }

    private static RefusedException WrongColumns(string header)
    {
        var (word, missing) = UsageFormats.Nearest(header);
        var known = string.Join(", ", UsageFormats.Words.Select(w => w.Word));
        return RefusedException.Of(
            "wrong-columns",
            $"The columns are those of no usage file that is known. The nearest is {word}, which lacks: "
                + $"{string.Join(", ", missing)}.",
            $"表头不属于任何已知的用量文件。最接近的格式是 {word}，缺少：{string.Join("、", missing)}。",
            "header",
            header.Length > HeaderShown ? header[..HeaderShown] + "…" : header,
            known,
            $"{word}: {string.Join(", ", missing)}"
        );
    }

    private static RefusedException NoRow(ReadBill read) =>
        new([
            new(
                "no-usable-row",
                new(
                    $"No row of {read.File.Name} is usage; nothing was imported.",
                    $"{read.File.Name} 中没有可用的行；未导入任何内容。"
                ),
                read.File.Name,
                $"{read.File.Read}"
            ),
            .. read.File.NotUnderstood.Select(f => RuleWords.Of("row", f)),
        ]);
}
