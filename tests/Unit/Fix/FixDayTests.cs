// A session's day: at an agreed time both numbers begin at 1 again, and what was said before is forgotten.
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Gateways.Fix.Session;
using Tokenbourse.Gateways.Fix.Store;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix;

public sealed class FixDayTests : IFixApplication, IDisposable
{
    // 2026-01-01, 21:59:59 UTC: a second before the day ends.
    private static readonly Instant _before = new(1_767_225_600_000_000_000 + ((22 * 3600L) - 1) * Instant.PerSecond);

    private static readonly FixSessionTerms _terms = new(FixVersion.Fix44, "VENUE", "DESK")
    {
        DailyReset = new(TimeSpan.FromHours(22)),
    };

    private readonly string _file = Path.GetTempFileName();
    private readonly FixMessage _message = new();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("22:00", "2026-01-01T21:59:59Z", "2025-12-31T22:00:00Z")]
    [InlineData("22:00", "2026-01-01T22:00:00Z", "2026-01-01T22:00:00Z")]
    [InlineData("00:00", "2026-01-01T21:59:59Z", "2026-01-01T00:00:00Z")]
    [InlineData("23:59:59", "2026-01-01T23:59:58Z", "2025-12-31T23:59:59Z")]
    public void The_last_moment_is_today_s_or_yesterday_s(string at, string now, string last)
    {
        Assert.True(FixSchedule.TryParse(at, out var schedule));
        Assert.Equal(last, schedule!.Last(Moment(now)).ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("24:00")]
    [InlineData("7:00")]
    [InlineData("-01:00")]
    [InlineData("07:00Z")]
    public void What_is_no_time_of_day_is_refused(string? text) => Assert.False(FixSchedule.TryParse(text, out _));

    [Fact]
    public void The_file_of_sessions_names_the_time()
    {
        var entry = FixSessionFile.Parse("""{"sessions":[{"compId":"DESK","dailyReset":"21:30"}]}""").Single();
        Assert.Equal(new FixSchedule(new TimeSpan(21, 30, 0)), entry.DailyReset);
        var fault = Assert.Throws<FixSessionFileException>(() =>
            FixSessionFile.Parse("""{"sessions":[{"compId":"DESK","dailyReset":"25:00"}]}""")
        );
        Assert.Equal("sessions[0].dailyReset: 25:00 is no time of day as 22:00, in UTC", fault.Message);
    }

    [Fact]
    public void Who_is_logged_on_when_the_day_ends_is_logged_out_and_begins_at_1()
    {
        using var session = new FixSession(_terms, new FileFixStore(_file), this);
        Logon(session, _before, 1);
        Tell(session, "old", _before);
        session.Tick(_before);
        Assert.False(session.Closes);
        Said(session);

        var end = _before.Plus(Instant.PerSecond);
        session.Tick(end);
        var said = Said(session);
        Assert.Contains("35=5|34=3|", said, StringComparison.Ordinal);
        Assert.Contains("58=numbers begin anew at 22:00:00 UTC|", said, StringComparison.Ordinal);
        Assert.True(session.Closes);
        Assert.Equal((1, 1), (session.NextOutgoing, session.NextIncoming));
        // Said before the connection is down: it waits for the new day's logon.
        Tell(session, "new", end);
        Assert.Equal("", Said(session));
        session.Disconnected();

        Assert.Contains("34=2|", Logon(session, end, 1), StringComparison.Ordinal);
        var again = Says(session, "2", 2, "7=1|16=0|", end);
        Assert.Contains("148=new|", again, StringComparison.Ordinal);
        Assert.DoesNotContain("148=old|", again, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_comes_when_the_day_is_over_is_not_taken()
    {
        using var session = new FixSession(_terms, new FileFixStore(_file), this);
        Logon(session, _before, 1);
        Assert.Contains(
            "35=5|",
            Says(session, "1", 2, "112=x|", _before.Plus(Instant.PerSecond)),
            StringComparison.Ordinal
        );
        Assert.Equal((1, 1), (session.NextOutgoing, session.NextIncoming));
    }

    [Fact]
    public void A_logon_and_a_message_after_the_end_find_the_new_day()
    {
        using var session = new FixSession(_terms, new FileFixStore(_file), this);
        Logon(session, _before, 1);
        session.Disconnected();
        var after = _before.Plus(Instant.PerSecond);
        Tell(session, "new", after);
        Assert.Equal(2, session.NextOutgoing);
        Assert.Contains("34=2|", Logon(session, after, 1), StringComparison.Ordinal);
        Assert.Equal(2, session.NextIncoming);
    }

    [Fact]
    public void The_age_of_the_numbers_outlives_the_process_and_the_file_is_small_again()
    {
        using (var session = new FixSession(_terms, new FileFixStore(_file), this))
        {
            Logon(session, _before, 1);
            for (var number = 0; number < 100; number++)
                Tell(session, "headline", _before);
            session.Commit();
        }

        Assert.True(new FileInfo(_file).Length > 10_000);
        using (var session = new FixSession(_terms, new FileFixStore(_file), this))
        {
            // The same day, in another process: the numbers go on.
            Assert.Contains("34=102|", Logon(session, _before, 2), StringComparison.Ordinal);
            session.Disconnected();
            Logon(session, _before.Plus(Instant.PerDay), 1);
            Assert.Equal((2, 2), (session.NextOutgoing, session.NextIncoming));
            session.Commit();
            Assert.True(new FileInfo(_file).Length < 200);
        }

        using var store = new FileFixStore(_file);
        Assert.Equal((2, 2, 0), (store.NextOutgoing, store.NextIncoming, store.CutAtOpening));
        Assert.Equal(_before.Plus(Instant.PerDay), store.Since);
        store.Reset();
        Assert.Equal(Instant.Never, store.Since);
    }

    [Fact]
    public void A_reset_by_logon_dates_the_numbers_too()
    {
        var store = new MemoryFixStore();
        using var session = new FixSession(_terms, store, this);
        Logon(session, _before, 1, "141=Y|");
        Assert.Equal(_before, store.Since);
        var later = _before.Plus(1);
        Says(session, "A", 1, "98=0|108=30|141=Y|", later);
        Assert.Equal(later, store.Since);
    }

    [Fact]
    public void Without_a_schedule_the_numbers_go_on()
    {
        using var session = new FixSession(_terms with { DailyReset = null }, new FileFixStore(_file), this);
        Logon(session, _before, 1);
        session.Disconnected();
        Logon(session, _before.Plus(10 * Instant.PerDay), 2);
        Assert.Equal((3, 3), (session.NextOutgoing, session.NextIncoming));
    }

    [Fact]
    public void Each_question_has_a_name_of_its_own()
    {
        using var session = new FixSession(_terms with { DailyReset = null }, new MemoryFixStore(), this);
        Logon(session, _before, 1);
        var (now, names) = (_before, new HashSet<string>());
        for (var number = 2; number < 5; number++)
        {
            now = now.Plus(40 * Instant.PerSecond);
            session.Tick(now);
            var said = Said(session);
            Assert.Contains("35=1|", said, StringComparison.Ordinal);
            names.Add(said[(said.IndexOf("112=", StringComparison.Ordinal) + 4)..].Split('|')[0]);
            Says(session, "0", number, "", now);
        }

        Assert.Equal(3, names.Count);
    }

    string? IFixApplication.Refuses(FixSession session, FixMessage logon) => null;

    void IFixApplication.LoggedOn(FixSession session) { }

    void IFixApplication.LoggedOut(FixSession session) { }

    FixTaken IFixApplication.Take(FixSession session, FixMessage message) => FixTaken.Unsupported;

    private static Instant Moment(string text) =>
        new(
            (
                DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch
            ).Ticks * 100
        );

    private static void Tell(FixSession session, string headline, Instant now) =>
        session.EndMessage(session.BeginMessage("B"u8, now).Add(148, headline).Add(33, 0));

    private static string Said(FixSession session)
    {
        var said = Encoding.Latin1.GetString(session.Out.Bytes).Replace('\u0001', '|');
        session.Out.Clear();
        return said;
    }

    private string Logon(FixSession session, Instant now, int number, string more = "")
    {
        session.Connect(Message("A", number, "98=0|108=30|" + more, now), now);
        Assert.True(session.IsLoggedOn);
        return Said(session);
    }

    private string Says(FixSession session, string type, int number, string body, Instant now)
    {
        session.Receive(Message(type, number, body, now), now);
        return Said(session);
    }

    private FixMessage Message(string type, int number, string body, Instant now)
    {
        var time = new byte[FixTime.MostBytes];
        var sent = Encoding.ASCII.GetString(time, 0, FixTime.Write(now, 3, time));
        var bytes = Encoding.Latin1.GetBytes(
            FixCodecTests.Wire($"35={type}|34={number}|49=DESK|52={sent}|56=VENUE|{body}")
        );
        Assert.True(_message.Parse(bytes, 0, bytes.Length));
        return _message;
    }
}
