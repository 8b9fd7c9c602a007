// tokenbourse spot reconcile: usage records of GPUs against what was sold, and the result told to the venue.
using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Tokenbourse.Desk.Client;
using Tokenbourse.Desk.Delivery;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.Delivery;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Spot;

namespace Tokenbourse.Node.Verbs;

/// <summary>Reconciles GPU hours.</summary>
internal static class SpotReconcileVerb
{
    private sealed record Request(
        string Usage,
        string? Venue,
        int? Account,
        string? Certificates,
        string? Product,
        int? Meter,
        string? Until,
        bool Post,
        bool Json
    );

    public static Command Build()
    {
        var usage = new Option<string>("--usage")
        {
            Description = "CSV node,start,end,gpus,certificate; the certificate may be missing; .gz or not.",
            Required = true,
        };
        var venue = new Option<string?>("--venue") { Description = "The venue that has the certificates." };
        var account = new Option<int?>("--account") { Description = "Whose certificates: of their issuer or owner." };
        var certificates = new Option<string?>("--certificates")
        {
            Description = "A list as GET /v1/accounts/ACCOUNT/certificates answers it, not a venue.",
        };
        var product = new Option<string?>("--product") { Description = "Only certificates of this product." };
        var meter = new Option<int?>("--meter") { Description = "Only certificates redeemed at this meter." };
        var until = new Option<string?>("--until")
        {
            Description = "Hours from here on are not judged. With a venue: those that are not over there.",
        };
        var post = new Option<bool>("--post")
        {
            Description = "Tells the venue what was delivered, what failed; run again, it posts nothing twice.",
        };
        var json = new Option<bool>("--json") { Description = "The result as JSON." };
        var command = new Command(
            "reconcile",
            "GPU usage records against what was sold, by certificate and hour. Exit 0 they agree, 1 differences. "
                + "Example: tokenbourse spot reconcile --usage runs.csv --venue http://127.0.0.1:5080 --account 2 --post"
        )
        {
            usage,
            venue,
            account,
            certificates,
            product,
            meter,
            until,
            post,
            json,
        };
        command.SetAction(
            (parsed, cancel) =>
                Reconcile(
                    new(
                        parsed.GetValue(usage)!,
                        parsed.GetValue(venue),
                        parsed.GetValue(account),
                        parsed.GetValue(certificates),
                        parsed.GetValue(product),
                        parsed.GetValue(meter),
                        parsed.GetValue(until),
                        parsed.GetValue(post),
                        parsed.GetValue(json)
                    ),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> Reconcile(Request request, CancellationToken cancel)
    {
        if (request.Venue is null == request.Certificates is null)
            throw new VerbException("say --venue or --certificates, one of them", 2);
        if (request.Venue is not null && request.Account is null)
            throw new VerbException("--venue asks for --account: whose certificates", 2);
        if (request.Post && request.Venue is null)
            throw new VerbException("--post asks for --venue", 2);
        var until = UntilOf(request.Until);
        try
        {
            if (request.Venue is null)
                return Show(request, Read(request, FileOf(request.Certificates!), null), until, null);
            return await SpotVerb.Ask(request.Venue, client => Reconcile(client, request, until, cancel));
        }
        catch (FeedException fault)
        {
            throw new VerbException(fault.Message, 2);
        }
        catch (CertificateException fault)
        {
            throw new VerbException(fault.Message, 2);
        }
    }

    private static async Task<int> Reconcile(VenueClient client, Request request, long until, CancellationToken cancel)
    {
        var status = await client.Status(cancel);
        if (!Instant.TryParse(status.Time, out var now))
            throw new VerbException($"{request.Venue}: its time '{status.Time}' is no moment", 2);
        until = long.Min(until, DeliveryHours.Of(now));
        var list = await Certificates(client, request, cancel);
        var read = Read(request, list.Certificates, list.Products);
        if (!request.Post)
            return Show(request, read, until, null);
        var result = Count(read, until);
        var posted = await new DeliveryPoster(client, Evidence(request.Usage)).Post(
            read.Certificates,
            result.Hours,
            cancel
        );
        // What stands there now: the drawn part with what was told just now.
        var after = await Certificates(client, request, cancel);
        return Show(
            request,
            read with
            {
                Certificates = Chosen(request, after.Certificates, after.Products),
            },
            until,
            posted
        );
    }

    private static async Task<(
        IReadOnlyList<VenueCertificate> Certificates,
        IReadOnlySet<string> Products
    )> Certificates(VenueClient client, Request request, CancellationToken cancel)
    {
        var certificates = await client.SpotRead($"/v1/accounts/{request.Account}/certificates", cancel);
        if (certificates.Error is { } error)
            throw new VerbException(SpotVerb.Words(error), 2);
        var products = client.Shaped(
            await client.SpotRead("/v1/spot/products", cancel),
            SpotJson.Default.IReadOnlyListVenueSpotProduct,
            "products"
        );
        return (
            client.Shaped(certificates, SpotJson.Default.IReadOnlyListVenueCertificate, "certificates"),
            products.Where(p => p.Kind == "compute").Select(p => p.Product).ToHashSet(StringComparer.Ordinal)
        );
    }

    // Records and certificates that belong to one question.
    private sealed record Material(
        IReadOnlyList<VenueCertificate> Certificates,
        IReadOnlyList<GpuInterval> Records,
        ImportReport Report
    );

    private static Material Read(
        Request request,
        IReadOnlyList<VenueCertificate> certificates,
        IReadOnlySet<string>? products
    )
    {
        var chosen = Chosen(request, certificates, products);
        if (chosen.Count == 0)
            throw new VerbException("none of these certificates of GPU-hours was redeemed: nothing to reconcile", 2);
        if (chosen.CountBy(c => c.Certificate).FirstOrDefault(c => c.Value > 1) is { Value: > 1 } twice)
            throw new VerbException($"certificate {twice.Key} stands twice in the list", 2);
        var records = new List<GpuInterval>();
        var report = GpuIntervalTable.Read(request.Usage, records.Add);
        return new(chosen, records, report);
    }

    private static IReadOnlyList<VenueCertificate> Chosen(
        Request request,
        IReadOnlyList<VenueCertificate> certificates,
        IReadOnlySet<string>? products
    ) =>
        SoldCertificates.Redeemed(
            certificates.Where(c => products is null || products.Contains(c.Product)),
            request.Product,
            request.Meter
        );

    private static ReconciledDelivery Count(Material read, long until) =>
        DeliveryReconciliation.Of(read.Certificates.Select(SoldCertificates.WindowOf), read.Records, until);

    private static int Show(Request request, Material read, long until, IReadOnlyList<PostedHour>? posted)
    {
        var result = Reconciled.Of(read.Report, read.Certificates, Count(read, until), until, posted);
        Console.Write(
            request.Json
                ? JsonSerializer.Serialize(result, ReconciledJson.Default.Reconciled) + "\n"
                : ReconciledText.Of(result)
        );
        return result.Agrees ? 0 : 1;
    }

    private static IReadOnlyList<VenueCertificate> FileOf(string path)
    {
        try
        {
            return SoldCertificates.Read(File.ReadAllText(path), Path.GetFileName(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"--certificates {path}: must be a file that can be read", 2);
        }
    }

    private static long UntilOf(string? text)
    {
        if (text is null)
            return long.MaxValue;
        if (!Instant.TryParse(text, out var moment) || moment.Nanoseconds % DeliveryHours.Nanoseconds != 0)
            throw new VerbException($"--until {text}: must be the begin of an hour in UTC, yyyy-MM-ddTHH:00:00Z", 2);
        return DeliveryHours.Of(moment);
    }

    // The first 24 letters of the file's SHA-256: what the records rest on.
    private static string Evidence(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file))[..24];
    }
}
