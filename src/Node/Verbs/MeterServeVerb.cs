// tokenbourse meter serve: the gateway between holders of certificates and sellers of tokens.
using System.CommandLine;
using Tokenbourse.Gateways.Meter;
using Tokenbourse.Gateways.Tokenizers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Hedging;
using Tokenbourse.Storage;

namespace Tokenbourse.Node.Verbs;

/// <summary>Serves until it is stopped; what was settled is
/// posted before it ends, if the venue can be reached.</summary>
internal static class MeterServeVerb
{
    public static Command Build()
    {
        var venue = new Option<string>("--venue")
        {
            Description = "The venue's address, as in http://127.0.0.1:5080.",
            Required = true,
        };
        var config = new Option<string>("--config") { Description = "The meter's document.", Required = true };
        var journal = new Option<string>("--journal")
        {
            Description = "Folder of the meter's journal.",
            DefaultValueFactory = _ => Path.Combine("data", "meter"),
        };
        var keys = MeterVerb.KeysOption();
        var port = MeterVerb.PortOption(5070);
        var command = new Command(
            "serve",
            "Serve holders of redeemed certificates. Example: "
                + "tokenbourse meter serve --venue http://127.0.0.1:5080 --config docs/examples/meter.json"
        )
        {
            venue,
            config,
            journal,
            keys,
            port,
        };
        command.SetAction(
            (parsed, stop) =>
                Serve(
                    parsed.GetValue(venue)!,
                    Config(parsed.GetValue(config)!),
                    parsed.GetValue(journal)!,
                    parsed.GetValue(keys)!,
                    parsed.GetValue(port),
                    stop
                )
        );
        return command;
    }

    /// <summary>Reads a meter's document.</summary>
    /// <exception cref="VerbException">It cannot be used; every fault is told.</exception>
    public static MeterConfig Config(string file)
    {
        if (!File.Exists(file))
            throw new VerbException($"--config {file}: no such file", 2);
        var faults = new List<SpecFault>();
        return MeterConfigReader.Read(File.ReadAllBytes(file), faults)
            ?? throw new VerbException(string.Join('\n', faults.Select(f => $"{file}: {f}")), 2);
    }

    private static async Task<int> Serve(
        string venue,
        MeterConfig config,
        string journal,
        string keys,
        int port,
        CancellationToken stop
    )
    {
        MeterVerb.CheckPort(port);
        if (!Uri.TryCreate(venue, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new VerbException($"--venue {venue}: must be an http or https address", 2);
        var shelf = new TokenizerShelf(Home.Tokenizers);
        foreach (var name in config.Sellers.SelectMany(s => s.Models).Select(m => m.Tokenizer).Distinct())
        {
            if (shelf.Missing(name) is { } missing)
                throw new VerbException(missing, 2);
            shelf.Open(name);
        }

        if (!File.Exists(keys))
            throw new VerbException($"--keys {keys}: no such file; tokenbourse meter key new makes it", 2);
        try
        {
            using var books = MeterBooks.Open(
                journal,
                config.Meter,
                TimeProvider.System,
                Disk.FlushData,
                new()
                {
                    SegmentBytes = config.Limits.JournalSegment,
                    SyncDirectory = Disk.SyncDirectory,
                    Tell = Console.Error.WriteLine,
                }
            );
            Told(books);
            using var http = new HttpClient(KeyedHttp.Handler(null)) { Timeout = TimeSpan.FromSeconds(10) };
            using var sellers = MeterServer.Sellers(config.Limits);
            var doors = new HttpDeliveryVenue(http, address);
            await using var app = MeterServer.Build(
                port,
                new()
                {
                    Config = config,
                    Books = books,
                    Keys = new(keys, TimeProvider.System, Console.Error.WriteLine),
                    Venue = doors,
                    Tokenizers = shelf.Open,
                    Sellers = sellers,
                }
            );
            await Run(app, books, new(books, config, doors, TimeProvider.System, Console.Error.WriteLine), port, stop);
            return 0;
        }
        catch (MeterJournalException e)
        {
            throw new VerbException($"--journal {journal}: {e.Message}", 1);
        }
        catch (Exception e)
            when (e is FormatException or KeyNotFoundException or IOException or UnauthorizedAccessException)
        {
            throw new VerbException(e.Message, 2);
        }
    }

    private static async Task Run(
        Microsoft.AspNetCore.Builder.WebApplication app,
        MeterBooks books,
        MeterPoster poster,
        int port,
        CancellationToken stop
    )
    {
        using var end = new CancellationTokenSource();
        var posting = poster.Run(end.Token);
        // A meter that serves and tells nobody would be found out in weeks: it stops, and the fault is told below.
        _ = posting.ContinueWith(
            _ => app.Lifetime.StopApplication(),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default
        );
        try
        {
            await MeterVerb.Listen(app, port, "the meter", stop);
        }
        finally
        {
            await end.CancelAsync();
            await posting;
        }

        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await poster.Round(patience.Token);
        }
        catch (Exception e) when (e is DeliveryVenueException or OperationCanceledException)
        {
            Console.Error.WriteLine("the venue could not be told everything; the next start goes on with it");
        }
    }

    private static void Told(MeterBooks books)
    {
        var found = books.Journal.Found;
        if (found.Torn > 0)
            Console.Error.WriteLine(MeterVerb.Text($"the journal's torn tail of {found.Torn} bytes was cut"));
        foreach (var (request, hold) in books.Recovered)
        {
            var what = hold.Reached is { } reached
                ? MeterVerb.Text($"charged {reached.Tokens.AllInput} + {reached.Tokens.Output} tokens")
                : "released";
            Console.Error.WriteLine(
                MeterVerb.Text($"request {request} of certificate {hold.Hold.Certificate} was cut: {what}")
            );
        }
    }
}
