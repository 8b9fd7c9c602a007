// A meter in process: scripted sellers, a venue in memory, a clock that stands still until it is told.
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Tokenbourse.Gateways.Meter;
using Tokenbourse.Metering.Tokenizers;
using Tokenbourse.Unit.Tokenizers;
using Xunit;

namespace Tokenbourse.Unit.Meter;

/// <summary>Time that moves by hand.</summary>
internal sealed class StillClock : TimeProvider
{
    public DateTimeOffset Time { get; set; } = new(2026, 3, 2, 10, 30, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Time;

    public override long GetTimestamp() => Time.Ticks;
}

/// <summary>A venue that remembers what it was told.</summary>
internal sealed class MemoryVenue : IDeliveryVenue
{
    public Dictionary<long, CertificateFacts> Certificates { get; } = [];

    public SortedDictionary<long, DeliveryRecord> Records { get; } = [];

    public int Told { get; private set; }

    /// <summary>So many askings fail, after the record was taken when that is asked for.</summary>
    public int Fails { get; set; }

    public bool TakesBeforeItFails { get; set; }

    public int Refuses { get; set; }

    public int RefusedAs { get; set; } = 3077;

    public long Delivered(long certificate) =>
        Records.Values.Where(r => r.Certificate == certificate).Sum(r => r.Delivered);

    public long Failed(long certificate) => Records.Values.Where(r => r.Certificate == certificate).Sum(r => r.Failed);

    public Task<CertificateFacts?> Certificate(long certificate, CancellationToken stop)
    {
        if (Fails > 0)
        {
            Fails--;
            throw new DeliveryVenueException("silent");
        }

        var facts = Certificates.GetValueOrDefault(certificate);
        return Task.FromResult(facts is null ? null : facts with { Drawn = facts.Drawn + Delivered(certificate) });
    }

    public Task<DeliveryAnswer> Record(DeliveryRecord record, CancellationToken stop)
    {
        Told++;
        if (Refuses > 0)
        {
            Refuses--;
            return Task.FromResult(new DeliveryAnswer(false, RefusedAs, "no"));
        }

        if (Records.TryGetValue(record.Record, out var known))
        {
            Assert.Equal(known, record);
            return Task.FromResult(new DeliveryAnswer(true, 0, ""));
        }

        Assert.True(Records.Count == 0 || record.Record > Records.Keys.Last());
        if (Fails == 0 || TakesBeforeItFails)
            Records.Add(record.Record, record);
        if (Fails == 0)
            return Task.FromResult(new DeliveryAnswer(true, 0, ""));
        Fails--;
        throw new DeliveryVenueException("silent");
    }
}

/// <summary>What a scripted seller does with one request.</summary>
/// <param name="Bytes">Its answer's body.</param>
/// <param name="Cut">The body ends with a failure.</param>
/// <param name="Status">HTTP status; 0: it cannot be reached.</param>
/// <param name="Type">Of the body.</param>
/// <param name="Step">Bytes that come at a time.</param>
/// <param name="Hangs">After its bytes nothing comes any more.</param>
internal sealed record Script(
    byte[] Bytes,
    bool Cut = false,
    int Status = 200,
    string Type = "application/json",
    int Step = int.MaxValue,
    bool Hangs = false
)
{
    public static Script Json(string json) => new(Encoding.UTF8.GetBytes(json));

    public static Script Events(params string[] data) =>
        new(Encoding.UTF8.GetBytes(string.Concat(data.Select(d => $"data: {d}\n\n"))), Type: "text/event-stream");
}

/// <summary>Answers by script and keeps what it was asked.</summary>
internal sealed class ScriptedSellers : HttpMessageHandler
{
    public Queue<Script> Scripts { get; } = new();

    public List<(string Address, string Body, string? Key)> Asked { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        Asked.Add((request.RequestUri!.ToString(), body, request.Headers.Authorization?.Parameter));
        var script = Scripts.Dequeue();
        if (script.Status == 0)
            throw new HttpRequestException(HttpRequestError.ConnectionError, "no");
        var content = new StreamContent(new ScriptedStream(script));
        content.Headers.ContentType = new MediaTypeHeaderValue(script.Type);
        return new((HttpStatusCode)script.Status) { Content = content };
    }

    private sealed class ScriptedStream(Script script) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _at;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            var size = int.Min(int.Min(script.Step, buffer.Length), script.Bytes.Length - _at);
            if (size == 0 && script.Hangs)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            if (size == 0 && script.Cut)
                throw new IOException("cut");
            script.Bytes.AsMemory(_at, size).CopyTo(buffer);
            _at += size;
            return size;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() { }
    }
}

/// <summary>Certificate 12 of issuer 3: 1,000,000 units, 6,000,000 a minute, two hours from 10:00.</summary>
internal sealed class MeterFloor : IAsyncDisposable
{
    public const long Certificate = 12;
    public const string Model = "sim-1";

    private static readonly Toy _toy = new(5, SplitPatterns.O200k);

    private readonly WebApplication _app;

    private MeterFloor(MeterConfig config, string folder, StillClock clock, MemoryVenue venue)
    {
        (Config, Folder, Clock, Venue) = (config, folder, clock, venue);
        Books = MeterBooks.Open(folder, config.Meter, clock, _ => { });
        Key = MeterKeys.New();
        var keys = Path.Combine(folder, "keys");
        File.WriteAllText(keys, MeterKeys.Line(Key, Certificate) + "\n" + MeterKeys.Line("tb-foreign", 13) + "\n");
        _app = MeterServer.Build(
            0,
            new()
            {
                Config = config,
                Books = Books,
                Keys = new(keys, clock),
                Venue = venue,
                Tokenizers = _ => Tokenizer,
                Sellers = new HttpMessageInvoker(Sellers),
                Clock = clock,
                Variable = name =>
                    name switch
                    {
                        "SELLER_KEY" => "secret",
                        "OTHER_KEY" => "other",
                        _ => null,
                    },
            },
            builder => builder.WebHost.UseTestServer()
        );
        Poster = new(Books, config, venue, clock, _ => { });
    }

    public static BytePairTokenizer Tokenizer => _toy.Tokenizer;

    public MeterConfig Config { get; }

    public string Folder { get; }

    public StillClock Clock { get; }

    public MemoryVenue Venue { get; }

    public MeterBooks Books { get; }

    public MeterPoster Poster { get; }

    public ScriptedSellers Sellers { get; } = new();

    public string Key { get; }

    public HttpClient Http { get; private set; } = null!;

    public CertificateAccount Account => Books.Account(Certificate);

    /// <summary>The hour: 10:00 of 2 March 2026.</summary>
    public static long FirstHour => (long)(new DateTime(2026, 3, 2, 10, 0, 0) - DateTime.UnixEpoch).TotalHours;

    public static MeterConfig Document(MeterLimits? limits = null, int endpoints = 1) =>
        new(
            7,
            new(2, 10_000),
            [
                new(
                    3,
                    ["TS-CN"],
                    [
                        .. Enumerable
                            .Range(0, endpoints)
                            .Select(i => new SellerEndpoint(new($"http://seller{i}/v1/"), "SELLER_KEY")),
                    ],
                    [
                        new()
                        {
                            Name = Model,
                            Upstream = "theirs",
                            Kinds = [MeterKind.Chat, MeterKind.Completion, MeterKind.Embedding],
                            Tokenizer = "toy",
                            Weights = new(400_000, 100_000, 1_500_000),
                            MostPrompt = 200,
                            MostOutput = 400,
                        },
                    ]
                ),
            ],
            limits ?? new()
        );

    public static async Task<MeterFloor> Open(
        MeterConfig? config = null,
        string? folder = null,
        StillClock? clock = null,
        MemoryVenue? venue = null
    )
    {
        if (venue is null)
        {
            venue = new();
            venue.Certificates[Certificate] = new(
                Certificate,
                "TS-CN",
                1,
                3,
                1_000_000,
                0,
                FirstHour,
                2,
                6_000_000,
                "redeemed",
                7
            );
        }

        var floor = new MeterFloor(
            config ?? Document(),
            folder ?? Directory.CreateTempSubdirectory("meter-").FullName,
            clock ?? new(),
            venue
        );
        await floor._app.StartAsync(TestContext.Current.CancellationToken);
        floor.Http = floor._app.GetTestClient();
        return floor;
    }

    public static string Chat(string text, string more = "") =>
        $$"""{"model":"{{Model}}","messages":[{"role":"user","content":{{JsonSerializer.Serialize(text)}}}]{{more}}}""";

    /// <summary>A chunk of a chat.</summary>
    public static string Chunk(string text, int index = 0) =>
        $$"""{"id":"c","object":"chat.completion.chunk","created":0,"model":"theirs","choices":[{"index":{{index}},"delta":{"content":{{JsonSerializer.Serialize(text)}}},"finish_reason":null}]}""";

    public static long Count(string text) => Tokenizer.Count(text);

    public async Task<(int Status, string Body, HttpResponseMessage Response)> Post(
        string path,
        string body,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new("Bearer", key ?? Key);
        var response = await Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        return (
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response
        );
    }

    /// <summary>The number of a refusal, which must have charged and held nothing.</summary>
    public async Task<int> Refused(string path, string body, string? key = null)
    {
        var charged = Account.SettledMicro;
        var (status, text, _) = await Post(path, body, key);
        Assert.True(status >= 400, text);
        using var json = JsonDocument.Parse(text);
        var error = json.RootElement.GetProperty("error");
        Assert.Equal(
            ["message", "type", "param", "code", "num", "given", "limit"],
            error.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal((charged, 0), (Account.SettledMicro, Account.HeldMicro));
        return error.GetProperty("num").GetInt32();
    }

    /// <summary>The journal as it stands, read anew.</summary>
    public JournalStatement Statement()
    {
        var statement = new JournalStatement(keep: true);
        JournalScan.Read(Folder, statement.Take);
        return statement;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Books.Dispose();
        Directory.Delete(Folder, true);
    }
}
