// The back office as a user keeps it: the same answers from SQLite and PostgreSQL, through kills and lost connections.
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tokenbourse.Shared;
using Tokenbourse.Storage;
using Tokenbourse.Storage.Office;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class OfficeTests(PostgresServer server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-office-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_question_about_a_seeded_run_has_the_same_answer_on_both()
    {
        var postgres = server.NewOffice();
        // Folded by the run itself.
        using var run = Run("venue", "6", postgres);
        Assert.True(run.ExitCode == 0, run.Error);
        using var sqlite = ProgramRun.ToEnd("office", Venue, "--ask", "all");
        using var other = ProgramRun.ToEnd("office", Venue, "--ask", "all", "--office", postgres);
        Assert.True(sqlite.ExitCode == 0, sqlite.Error);
        Assert.True(other.ExitCode == 0, other.Error);
        Assert.StartsWith("0 entries folded", other.Error, StringComparison.Ordinal);
        Assert.Equal(sqlite.Out, other.Out);
        using var sqliteJson = ProgramRun.ToEnd("office", Venue, "--ask", "all", "--json");
        using var otherJson = ProgramRun.ToEnd("office", Venue, "--ask", "all", "--json", "--office", postgres);
        Assert.Equal(sqliteJson.Out, otherJson.Out);
        var told = Answers(sqlite.Out);
        Assert.Equal(OfficeQueries.All.Select(q => q.Name), told.Keys);
        // The questions are about something, and what must be zero is.
        Assert.Equal(["calls", "ledger-check"], told.Where(q => q.Value.Length == 0).Select(q => q.Key).Order());
        Assert.All(told["variation"], row => Assert.Equal("0", row.Split('\t')[3]));
        Assert.All(
            told["trial-balance"].GroupBy(row => row.Split('\t')[0], Balance),
            currency => Assert.Equal(0, currency.Sum())
        );
        Assert.Equal(Dump($"sqlite:{Path.Combine(Venue, "office.db")}"), Dump(postgres));

        static long Balance(string row) => long.Parse(row.Split('\t')[3], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Kills_during_a_fold_leave_no_gap_and_no_repeat_on_either()
    {
        using var run = Run("venue", "2", $"sqlite:{Path.Combine(_folder, "whole.db")}");
        Assert.True(run.ExitCode == 0, run.Error);
        var whole = Dump($"sqlite:{Path.Combine(_folder, "whole.db")}");
        var random = new Random(4);
        foreach (var place in (string[])[$"sqlite:{Path.Combine(_folder, "killed.db")}", server.NewOffice()])
        {
            for (var kill = 0; kill < 4; kill++)
            {
                using (var killed = new ProgramRun("office", Venue, "--rebuild", "--office", place))
                {
                    if (!killed.WaitFor(TimeSpan.FromMilliseconds(random.Next(150, 900))))
                        killed.Kill();
                }

                using var end = ProgramRun.ToEnd("office", Venue, "--office", place);
                Assert.True(end.ExitCode == 0, end.Error);
                Assert.DoesNotContain("made again", end.Error, StringComparison.Ordinal);
            }

            Assert.Equal(whole, Dump(place));
        }
    }

    [Fact]
    public void A_live_venue_keeps_its_back_office_in_PostgreSQL_and_goes_on_when_the_connection_is_lost()
    {
        var place = server.NewOffice() + ";APPLICATION NAME=live office";
        using (var run = new ProgramRun("run", "--days", "1", "--port", Port(), "--out", Venue, "--office", place))
        {
            Until(run, () => run.Out.Contains("is open", StringComparison.Ordinal));
            Assert.Contains("back office: postgres:HOST=", run.Out, StringComparison.Ordinal);
            using var reader = BackOffice.Open(OfficeAddress.Parse(place.Replace("live", "asking")));
            Until(run, () => Folded(reader) > 2_000);
            var ended = reader.Query<bool>(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'live office'"
            );
            Assert.Equal([true], ended);
            Until(run, () => run.Error.Contains("the back office is kept again", StringComparison.Ordinal));
            Assert.Contains("the back office is behind until this is mended", run.Error, StringComparison.Ordinal);
            var before = Folded(reader);
            Until(run, () => Folded(reader) > before);
            run.Kill();
        }

        using var end = ProgramRun.ToEnd("office", Venue, "--office", place);
        Assert.True(end.ExitCode == 0, end.Error);
        using var sqlite = ProgramRun.ToEnd("office", Venue);
        Assert.True(sqlite.ExitCode == 0, sqlite.Error);
        Assert.Equal(Dump($"sqlite:{Path.Combine(Venue, "office.db")}"), Dump(place));
    }

    [Fact]
    public void What_cannot_be_used_is_said_in_a_line_without_the_password()
    {
        using var run = Run("venue", "1", office: null);
        Assert.True(run.ExitCode == 0, run.Error);
        Refused("must be sqlite:PATH", "--office", "oracle:HOST=x");
        Refused("/nowhere", "--office", "postgres:HOST=/nowhere;USERNAME=clerk;PASSWORD=hidden;DATABASE=d");
        Refused("no such question", "--ask", "everything");
        Refused("one of them", "--ask", "cash", "--sql", "select 1");
        Refused("readonly database", "--sql", "delete from trades");
        Refused("no such table", "--sql", "select * from nothings");
        Refused("read-only transaction", "--office", server.NewOffice(), "--sql", "delete from trades");
        using var live = ProgramRun.ToEnd("run", "--out", Path.Combine(_folder, "live"), "--office", "postgres:");
        Assert.Equal(2, live.ExitCode);
        Assert.Contains("HOST is missing", live.Error, StringComparison.Ordinal);
    }

    private string Venue => Path.Combine(_folder, "venue");

    private ProgramRun Run(string name, string days, string? office) =>
        ProgramRun.ToEnd([
            "run",
            "--headless",
            "--days",
            days,
            "--seed",
            "7",
            // The last days of March: months expire.
            "--start",
            "2026-03-26",
            "--out",
            Path.Combine(_folder, name),
            .. office is null ? (string[])[] : ["--office", office],
        ]);

    private void Refused(string words, params string[] arguments)
    {
        using var run = ProgramRun.ToEnd(["office", Venue, .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The rows of each answer: a heading "name: about", a line of columns, then rows.</summary>
    private static Dictionary<string, string[]> Answers(string text) =>
        text.Split("\n\n", StringSplitOptions.None)
            .Select(answer => answer.Trim('\n').Split('\n'))
            .ToDictionary(lines => lines[0][..lines[0].IndexOf(':', StringComparison.Ordinal)], lines => lines[2..]);

    private static string[] Dump(string place)
    {
        using var office = BackOffice.Open(OfficeAddress.Parse(place));
        return [.. office.Dump()];
    }

    private static long Folded(BackOffice office) =>
        office.Query<long>("SELECT coalesce(CAST(sum(next) AS BIGINT), 0) FROM progress").Single();

    private static void Until(ProgramRun run, Func<bool> happens)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (!happens())
        {
            Assert.False(run.WaitFor(TimeSpan.FromMilliseconds(100)), run.Error);
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < Patience, run.Out + run.Error);
        }
    }

    private static string Port()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
