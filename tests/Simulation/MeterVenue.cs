// A venue that only knows certificates and deliveries, on a port of its own, for programs under test.
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Tokenbourse.Simulation;

/// <summary>Keeps every delivery once, as the market does: records of a meter rise strictly.</summary>
internal sealed class MeterVenue : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, string> _records = [];
    private readonly Dictionary<long, (long Issuer, long Units, long FirstHour)> _certificates = [];
    private readonly Dictionary<long, long> _delivered = [];
    private readonly Dictionary<long, long> _failed = [];
    private readonly Dictionary<long, long> _last = [];

    public MeterVenue()
    {
        using (var port = new TcpListener(IPAddress.Loopback, 0))
        {
            port.Start();
            Address = string.Create(
                CultureInfo.InvariantCulture,
                $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/"
            );
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = Task.Run(Listen);
    }

    public string Address { get; }

    /// <summary>Faults of what it was told, one a line.</summary>
    public string Faults { get; private set; } = "";

    public int Records
    {
        get
        {
            lock (_gate)
                return _records.Count;
        }
    }

    public void Certificate(long number, long issuer, long units, long firstHour) =>
        _certificates[number] = (issuer, units, firstHour);

    public long Delivered(long certificate)
    {
        lock (_gate)
            return _delivered.GetValueOrDefault(certificate);
    }

    public long Failed(long certificate)
    {
        lock (_gate)
            return _failed.GetValueOrDefault(certificate);
    }

    public void Dispose() => _listener.Close();

    private async Task Listen()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new StreamReader(context.Request.InputStream);
                var (status, json) = Answer(context.Request, await body.ReadToEndAsync());
                var bytes = Encoding.UTF8.GetBytes(json);
                context.Response.StatusCode = status;
                await context.Response.OutputStream.WriteAsync(bytes);
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The program under test was killed, or the test is over.
            }
        }
    }

    private (int Status, string Json) Answer(HttpListenerRequest request, string body)
    {
        var path = request.Url!.AbsolutePath;
        lock (_gate)
        {
            const string Certificates = "/v1/spot/certificates/";
            if (path.StartsWith(Certificates, StringComparison.Ordinal))
                return Tell(long.Parse(path[Certificates.Length..], CultureInfo.InvariantCulture));
            if (path == "/v1/spot/record-delivery")
                return Take(body);
            Faults += $"unknown address {path}\n";
            return (404, "{}");
        }
    }

    private (int Status, string Json) Tell(long number)
    {
        if (!_certificates.TryGetValue(number, out var c))
            return (404, """{"error":{"code":"NOT_FOUND","num":1004,"message":"no such certificate"}}""");
        var hour = DateTime.UnixEpoch.AddHours(c.FirstHour);
        return (
            200,
            JsonSerializer.Serialize(
                new
                {
                    certificate = number,
                    product = "TS-CN",
                    issuer = c.Issuer,
                    owner = 1,
                    firstHour = hour.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                    hours = 3,
                    lots = 1,
                    units = c.Units,
                    unitsAMinute = c.Units,
                    drawn = _delivered.GetValueOrDefault(number),
                    failed = _failed.GetValueOrDefault(number),
                    state = "redeemed",
                    meter = 7,
                    lastRecord = _last.GetValueOrDefault(number),
                }
            )
        );
    }

    private (int Status, string Json) Take(string body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        var record = root.GetProperty("record").GetInt64();
        var last = _records.Count == 0 ? 0 : _records.Keys.Last();
        if (_records.TryGetValue(record, out var known))
        {
            if (known != body)
                Faults += $"record {record} came twice and not the same\n";
            return (422, """{"error":{"code":"ALREADY_DONE","num":3041,"message":"done"}}""");
        }

        if (record <= last || root.GetProperty("evidence").GetString()!.Length != 24)
            Faults += $"record {record} after {last}: {body}\n";
        _records[record] = body;
        var certificate = root.GetProperty("certificate").GetInt64();
        Add(_delivered, certificate, root.GetProperty("delivered").GetInt64());
        Add(_failed, certificate, root.GetProperty("failed").GetInt64());
        _last[certificate] = record;
        return (200, $$"""{"command":"record-delivery","time":"","commandSequence":{{record}},"events":[]}""");
    }

    private static void Add(Dictionary<long, long> sums, long key, long units) =>
        sums[key] = sums.GetValueOrDefault(key) + units;
}
