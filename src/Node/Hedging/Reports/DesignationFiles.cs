// Designations in a desk's folder: designation.json, then designation-2.json and so on; none is ever written over.
using System.Globalization;
using System.Text;
using Tokenbourse.Desk.Reports;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>Reads and adds designations.</summary>
internal static class DesignationFiles
{
    /// <summary>All of a folder, oldest first, each naming the one before.</summary>
    /// <exception cref="ReportException">One was changed, or one is missing between others.</exception>
    public static IReadOnlyList<HedgeDesignation> Read(string folder)
    {
        var all = new List<HedgeDesignation>();
        for (var number = 1; File.Exists(At(folder, number)); number++)
        {
            var file = At(folder, number);
            var designation = HedgeDesignation.Read(file, File.ReadAllText(file));
            var former = all.Count == 0 ? null : all[^1].Digest;
            if (designation.Replaces != former)
                throw new ReportException(
                    $"{file}: replaces: {designation.Replaces ?? "nothing"}; must be "
                        + $"{former ?? "nothing"}, the one before"
                );
            all.Add(designation);
        }

        return all;
    }

    /// <summary>Writes a new one.</summary>
    /// <returns>Its file.</returns>
    /// <exception cref="ReportException">It is there already, or does not follow the one before.</exception>
    public static string Add(string folder, HedgeDesignation designation)
    {
        var before = Read(folder);
        if (before.Count > 0 && designation.Replaces is null)
            throw new ReportException(
                $"{At(folder, 1)}: designated on {before[0].On} by {before[0].By}; a designation is "
                    + "fixed at inception. "
                    + "A new designation is a new document: say why the former ends (--replace REASON)"
            );
        if (before.Count == 0 && designation.Replaces is not null)
            throw new ReportException($"{folder}: there is no designation to replace");
        if (before.Count > 0 && designation.Replaces != before[^1].Digest)
            throw new ReportException(
                $"replaces: {designation.Replaces}; must be {before[^1].Digest}, the newest in {folder}"
            );
        var file = At(folder, before.Count + 1);
        try
        {
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            stream.Write(Encoding.UTF8.GetBytes(designation.Text()));
            stream.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            throw new ReportException($"{file}: must be a new file that can be written; {e.Message}");
        }

        return file;
    }

    private static string At(string folder, int number) =>
        Path.Combine(
            folder,
            number == 1 ? "designation.json" : string.Create(CultureInfo.InvariantCulture, $"designation-{number}.json")
        );
}
