// Checkpoints: with them, without them and with one cut at any byte a start comes to the same accounts.
using Tokenbourse.Gateways.Meter;
using Xunit;

namespace Tokenbourse.Unit.Meter;

public sealed class MeterCheckpointTests : IDisposable
{
    private const string Checkpoints = "meter.checkpoint.*";

    private static readonly MeteredModel _model = MeterFloor.Document().Sellers[0].Models[0];

    private readonly string _folder = Directory.CreateTempSubdirectory("meter-checkpoint-").FullName;
    private readonly StillClock _clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task A_start_from_a_checkpoint_has_the_accounts_of_a_start_from_the_first_record()
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            await Play(seed, 150);
            var (resumed, after) = Resumed(_folder);
            Assert.True(after > 0);
            Assert.Equal(Dump(Whole(_folder)), Dump(resumed));
            Assert.Equal(2, Directory.GetFiles(_folder, Checkpoints).Length);
        }
    }

    [Fact]
    public async Task A_checkpoint_cut_or_damaged_at_any_byte_is_passed_over_for_the_one_before_it()
    {
        await Play(5, 150);
        var files = Directory.GetFiles(_folder, Checkpoints).Order(StringComparer.Ordinal).ToArray();
        var accounts = Dump(Whole(_folder));
        var newest = await File.ReadAllBytesAsync(files[1], Stop);
        var (_, covered) = Resumed(_folder);
        for (var cut = 0; cut < newest.Length; cut += 3)
        {
            await File.WriteAllBytesAsync(files[1], newest[..cut], Stop);
            Assert.InRange(MeterCheckpoints.Load(_folder, new()), 1, covered - 1);
            var flipped = (byte[])newest.Clone();
            flipped[cut] ^= 4;
            await File.WriteAllBytesAsync(files[1], flipped, Stop);
            Assert.InRange(MeterCheckpoints.Load(_folder, new()), 1, covered - 1);
            if (cut % 300 == 0)
                Assert.Equal(accounts, Dump(Resumed(_folder).Fold));
        }

        // Under a name that is not its own it counts for nothing, and without any of them all is read.
        await File.WriteAllBytesAsync(files[0], newest, Stop);
        File.Delete(files[1]);
        Assert.Equal(0, MeterCheckpoints.Load(_folder, new()));
        Assert.Equal(accounts, Dump(Resumed(_folder).Fold));
    }

    [Fact]
    public async Task The_last_segment_cut_at_any_byte_opens_with_what_is_whole_and_bills_each_request_once()
    {
        await Play(6, 90);
        var last = JournalSegments.Of(_folder)[^1];
        var whole = await File.ReadAllBytesAsync(last.Path, Stop);
        for (var cut = whole.Length % 13; cut <= whole.Length; cut += 13)
        {
            await File.WriteAllBytesAsync(last.Path, whole[..cut], Stop);
            var all = Whole(_folder);
            var venue = new MemoryVenue();
            using (var books = MeterBooks.Open(_folder, 7, _clock, _ => { }))
            {
                var account = books.Account(MeterFloor.Certificate);
                Assert.Equal(0, account.HeldMicro);
                await Poster(books, venue).Round(Stop);
                Assert.Equal(all.Unposted.Count, venue.Records.Keys.Count(k => k <= all.LastRecord));
                var ledgers = account.Ledgers.Sum(l => l.BilledMicro + l.Unbilled.Sum(e => e.Micro));
                Assert.Equal(account.SettledMicro, ledgers);
            }
        }
    }

    [Fact]
    public async Task Earlier_files_may_be_put_away_and_a_file_that_is_missing_is_said()
    {
        await Play(7, 150);
        var accounts = Dump(Whole(_folder));
        var requests = Whole(_folder).Accounts[MeterFloor.Certificate].Requests;
        var oldest = Directory
            .GetFiles(_folder, Checkpoints)
            .Select(f => JournalSegments.Number(Path.GetFileName(f), "meter.checkpoint.")!.Value)
            .Min();
        foreach (var segment in JournalSegments.Of(_folder).Where(s => s.First <= oldest))
            File.Delete(segment.Path);
        Assert.Equal(accounts, Dump(Resumed(_folder).Fold));
        var statement = new JournalStatement(keep: true);
        statement.Read(_folder);
        Assert.Equal(oldest + 1, statement.First);
        Assert.Equal(requests, statement.Books.Accounts[MeterFloor.Certificate].Requests);
        Assert.InRange(statement.Requests.Count(), 1, requests - 1);
        using (var books = MeterBooks.Open(_folder, 7, _clock, _ => { }))
            Assert.Equal(requests, books.Account(MeterFloor.Certificate).Requests);

        File.Delete(JournalSegments.Of(_folder)[^1].Path);
        Assert.Throws<MeterJournalException>(() => MeterBooks.Open(_folder, 7, _clock, _ => { }));
        foreach (var file in Directory.GetFiles(_folder, Checkpoints))
            File.Delete(file);
        Assert.Throws<MeterJournalException>(() => new JournalStatement(keep: false).Read(_folder));
        Assert.Throws<MeterJournalException>(() => MeterBooks.Open(_folder, 7, _clock, _ => { }));
    }

    [Fact]
    public async Task A_segment_that_is_torn_or_missing_in_the_middle_is_no_torn_tail()
    {
        await Play(9, 90);
        foreach (var file in Directory.GetFiles(_folder, Checkpoints))
            File.Delete(file);
        var segment = JournalSegments.Of(_folder)[1];
        var whole = await File.ReadAllBytesAsync(segment.Path, Stop);
        await File.WriteAllBytesAsync(segment.Path, whole[..^3], Stop);
        Assert.Throws<MeterJournalException>(() => MeterBooks.Open(_folder, 7, _clock, _ => { }));
        File.Delete(segment.Path);
        Assert.Throws<MeterJournalException>(() => MeterBooks.Open(_folder, 7, _clock, _ => { }));
    }

    [Fact]
    public async Task What_a_kill_between_two_steps_leaves_behind_does_no_harm()
    {
        await Play(8, 90);
        // One start more ends what was left open: from then on nothing changes.
        MeterBooks.Open(_folder, 7, _clock, _ => { }).Dispose();
        var accounts = Dump(Whole(_folder));
        var end = JournalScan.Read(_folder, (_, _, _) => { }).Records;
        // A segment that was made and has nothing in it, a draft of a checkpoint, and no checkpoint yet.
        await File.WriteAllBytesAsync(JournalSegments.Place(_folder, end + 1), [], Stop);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "meter.checkpoint-draft"), [1, 2, 3], Stop);
        foreach (var file in Directory.GetFiles(_folder, Checkpoints))
            File.Delete(file);
        using (var books = MeterBooks.Open(_folder, 7, _clock, _ => { }))
            Assert.Equal(end, books.Journal.Found.Records);
        // The start that found it missing has made it.
        var (resumed, after) = Resumed(_folder);
        Assert.Equal((end, accounts), (after, Dump(resumed)));
    }

    private static (MeterFold Fold, long After) Resumed(string folder)
    {
        var fold = new MeterFold();
        var after = MeterCheckpoints.Load(folder, fold);
        JournalScan.Read(JournalSegments.Of(folder), after, fold.Take);
        return (fold, after);
    }

    private static MeterFold Whole(string folder)
    {
        var fold = new MeterFold();
        JournalScan.Read(folder, fold.Take);
        return fold;
    }

    private static string Dump(MeterFold fold)
    {
        var text = new System.Text.StringBuilder();
        fold.Save(0, (sequence, kind, n) => text.Append($"{sequence} {kind} {string.Join(',', n.ToArray())}\n"));
        return text.ToString();
    }

    private MeterPoster Poster(MeterBooks books, IDeliveryVenue venue) =>
        new(books, MeterFloor.Document(), venue, _clock, _ => { });

    /// <summary>Requests of every fate, by the issuer and by two
    /// that stand in, billed now and then; some stay open.</summary>
    private async Task Play(int seed, int steps)
    {
        var random = new Random(seed);
        var open = new List<OpenRequest>();
        var terms = new JournalTerms { SegmentBytes = 4000 };
        using var books = MeterBooks.Open(_folder, 7, _clock, _ => { }, terms);
        var venue = new MemoryVenue();
        var poster = Poster(books, venue);
        foreach (var certificate in (long[])[MeterFloor.Certificate, 13])
        {
            var facts = new CertificateFacts(certificate, "TS", 1, 3, 1_000_000, 0, 0, 1_000_000, 0, "redeemed", 7);
            books.Account(certificate).Learn(facts, 0, books.Now);
        }

        for (var step = 0; step < steps; step++)
        {
            var account = books.Account(MeterFloor.Certificate + random.Next(2));
            var request = books.Hold(account, _model, MeterKind.Chat, random.Next(2) == 0, 3, 9, out var fault);
            Assert.Null(fault);
            open.Add(request!);
            if (random.Next(3) == 0)
                await books.Reach(request!, new(3, 0, random.Next(5)));
            while (open.Count > random.Next(4))
            {
                var ends = open[random.Next(open.Count)];
                open.Remove(ends);
                if (random.Next(5) == 0)
                {
                    books.Release(ends, random.Next(2) == 0 ? MeterRefusal.SellerFailed : MeterRefusal.ClientGone);
                    continue;
                }

                var tokens = new MeteredTokens(2, 1, random.Next(1, 10));
                var by = random.Next(3) * 50;
                await books.Settle(ends, new(tokens, 3, 9, -1, -1, MeterRefusal.None, 0, 1, by));
                books.Close(ends, random.Next(6) > 0);
            }

            if (random.Next(6) == 0)
                await poster.Round(Stop);
            if (random.Next(20) == 0)
                _clock.Time += TimeSpan.FromHours(1);
        }
    }
}
