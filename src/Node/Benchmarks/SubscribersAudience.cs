// The hearers of `bench subscribers`: many light connections from many addresses, and what they heard together.
using System.Net;
using System.Text;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Connections of this process. A hundred come of one address of the loopback, as the venue allows.</summary>
internal sealed class SubscribersAudience : IDisposable
{
    public const string Book = $"depth.5:{DoorOrders.Symbol}";
    private const int AtOnce = 64;
    private const int OfOneAddress = 100;
    private const int OfOneNetwork = 250;
    private const int SampleEach = 100;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] _ask = Encoding.UTF8.GetBytes(
        $$"""{"op":"subscribe","channels":["{{Book}}","trades:{{DoorOrders.Symbol}}"]}"""
    );

    private readonly List<Subscriber> _all = [];
    private readonly HashSet<Subscriber> _deaf = [];

    /// <summary>Those that read.</summary>
    public IReadOnlyList<Subscriber> Readers => [.. _all.Where(s => !_deaf.Contains(s))];

    public IReadOnlyList<SubscriberSample> Samples => [.. Readers.Select(s => s.Sample).OfType<SubscriberSample>()];

    public long Messages => _all.Sum(s => s.Messages);

    /// <summary>Connects until there are so many.</summary>
    /// <param name="snapshots">Waits until each has a snapshot of both channels.</param>
    public async Task Connect(int port, int count, bool snapshots)
    {
        while (_all.Count < count)
        {
            var some = Enumerable.Range(_all.Count, int.Min(AtOnce, count - _all.Count));
            _all.AddRange(
                await Task.WhenAll(
                    some.Select(n =>
                        Subscriber.Connect(
                            Address(n / OfOneAddress),
                            port,
                            _ask,
                            n % SampleEach == 0 ? new(Book, keepsBytes: n == 0) : null
                        )
                    )
                )
            );
        }

        if (snapshots)
            await Until(() => _all.All(s => s.Depth.Count > 0 && s.Trades.Count > 0), "a subscriber has no snapshot");
    }

    /// <summary>So many of those that are no sample read nothing more.</summary>
    public void Deafen(int count)
    {
        foreach (var subscriber in _all.Where(s => s.Sample is null && !_deaf.Contains(s)).Take(count).ToList())
        {
            subscriber.StopReading();
            _deaf.Add(subscriber);
        }
    }

    /// <summary>Waits until all who read have heard the same last number of the book; how many have.</summary>
    public async Task<int> Agree(TimeSpan patience)
    {
        var readers = Readers;
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(200))
        {
            var last = readers.Max(s => s.Depth.Seq);
            var agree = readers.Count(s => s.Depth.Seq == last);
            // The pump may be about to tell more.
            await Task.Delay(200);
            if ((agree == readers.Count && readers.All(s => s.Depth.Seq == last)) || waited > patience)
                return agree;
        }
    }

    public void Dispose()
    {
        foreach (var subscriber in _all)
            subscriber.Dispose();
    }

    /// <summary>Waits for something, not for ever.</summary>
    private static async Task Until(Func<bool> done, string otherwise)
    {
        for (var waited = TimeSpan.Zero; !done(); waited += TimeSpan.FromMilliseconds(100))
        {
            if (waited > _patience)
                throw new IOException(otherwise);
            await Task.Delay(100);
        }
    }

    private static IPAddress Address(int number) =>
        new([127, (byte)(1 + (number / OfOneNetwork)), 0, (byte)(1 + (number % OfOneNetwork))]);
}
