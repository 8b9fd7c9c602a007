// Reads a usage file of any known shape: records go to a sink, bad rows to the report, the rest of the file is used.
using System.IO.Compression;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds.Usage;

/// <summary>What a file does not say and the caller does.</summary>
/// <param name="Origin">The UTC day on which a trace that counts from zero begins.</param>
/// <param name="InputPerRequest">Expected tokens read by a request of a rate table, which has none; 0: not
/// told.</param>
/// <param name="OutputPerRequest">Expected tokens written by such a request.</param>
public sealed record UsageOptions(TradingDate Origin, long InputPerRequest = 0, long OutputPerRequest = 0)
{
    /// <summary>Traces begin on 1970-01-01, so that nobody takes their days for dates.</summary>
    public static UsageOptions Standard { get; } = new(new TradingDate(0));
}

/// <summary>What an importer works with.</summary>
internal sealed record UsageReading(ImportReport Report, IUsageSink Sink, NamingRules Rules, UsageOptions Options)
{
    private readonly Dictionary<string, string> _sellers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Most tokens, requests or money of one record: more is an error of units.</summary>
    public const long MostOfRecord = 1_000_000_000_000_000;

    public void Take(in UsageRecord record)
    {
        Sink.Take(record);
        Report.Use();
    }

    /// <summary>A name of a closed set with what stands before it, the same text each time.</summary>
    public string Named(string before, string name)
    {
        if (_names.TryGetValue(name, out var known))
            return known;
        known = before + name;
        if (_names.Count < 10_000)
            _names.Add(name, known);
        return known;
    }

    /// <summary>Who a provider is here; empty stays empty.</summary>
    public string Seller(string provider)
    {
        if (provider.Length == 0)
            return "";
        if (_sellers.TryGetValue(provider, out var known))
            return known;
        var seller = Rules.Seller(provider).Seller;
        return _sellers[provider] = seller.Length > 0 ? seller : provider;
    }
}

/// <summary>The door to all importers.</summary>
public static class UsageImport
{
    /// <summary>Reads a file (.gz is unpacked).</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its shape, or None: the file shows it.</param>
    /// <param name="sink">Where the records go, in the order of the file.</param>
    /// <param name="options">What the file does not say.</param>
    /// <param name="rules">How models and sellers are called.</param>
    /// <exception cref="FeedException">The file cannot be read at all, or is of no known shape.</exception>
    /// <exception cref="UsageLimitException">The sink takes no more.</exception>
    public static ImportReport Read(
        string path,
        UsageFormat format,
        IUsageSink sink,
        UsageOptions? options = null,
        NamingRules? rules = null
    )
    {
        var name = Path.GetFileName(path);
        if (format == UsageFormat.None)
        {
            using var look = Open(path, name);
            var start = new byte[1 << 16];
            format = UsageFormats.Of(start.AsMemory(0, Filled(look, start, name)));
        }

        return Read(Open(path, name), name, format, sink, options, rules);
    }

    /// <summary>As <see cref="Read(string, UsageFormat, IUsageSink, UsageOptions, NamingRules)"/>, from an unpacked
    /// stream, which is closed at the end.</summary>
    public static ImportReport Read(
        Stream stream,
        string name,
        UsageFormat format,
        IUsageSink sink,
        UsageOptions? options = null,
        NamingRules? rules = null
    )
    {
        using (stream)
        {
            var reading = new UsageReading(
                new ImportReport(name),
                sink,
                rules ?? NamingRules.Shipped,
                options ?? UsageOptions.Standard
            );
            switch (format)
            {
                case UsageFormat.Bill:
                    BillTable.Read(stream, reading);
                    break;
                case UsageFormat.Focus:
                    FocusTable.Read(stream, reading);
                    break;
                case UsageFormat.LiteLlm:
                    LiteLlmLogs.Read(stream, reading);
                    break;
                case UsageFormat.OpenAi:
                    OpenAiBuckets.Read(stream, reading);
                    break;
                case UsageFormat.Responses:
                    ResponseLines.Read(stream, reading);
                    break;
                case UsageFormat.AzureTrace:
                case UsageFormat.MooncakeTrace:
                case UsageFormat.ServeGenRates:
                case UsageFormat.OpenRouter:
                    Traces.Read(stream, format, reading);
                    break;
                default:
                    throw new FeedException(
                        new CsvFault(
                            name,
                            0,
                            "",
                            "",
                            $"must be of a known shape: {string.Join(", ", UsageFormats.Words.Select(w => w.Word))}"
                        )
                    );
            }

            reading.Report.Observations = reading.Report.Used;
            return reading.Report;
        }
    }

    private static Stream Open(string path, string name)
    {
        try
        {
            var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                1 << 16,
                FileOptions.SequentialScan
            );
            return name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FeedException(new CsvFault(name, 0, "", "", "must be a file that can be opened"));
        }
    }

    /// <summary>The first bytes of a stream, as many as there are; how many that is.</summary>
    /// <exception cref="FeedException">The stream cannot be unpacked or read.</exception>
    internal static int Filled(Stream stream, byte[] start, string name)
    {
        try
        {
            return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or IOException)
        {
            throw new FeedException(new CsvFault(name, 0, "", "", "must be whole; the file is cut off or damaged"));
        }
    }
}
