// The back office on both databases, and what only one of them can show.
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tokenbourse.Shared;
using Tokenbourse.Storage;
using Tokenbourse.Storage.Office;
using Tokenbourse.Unit.Log;
using Xunit;

namespace Tokenbourse.Unit.Storage;

public sealed class SqliteOfficeTests : OfficeContract
{
    private readonly Scratch _scratch = new();

    public override void Dispose()
    {
        base.Dispose();
        _scratch.Dispose();
    }

    protected override string Place(string name) => $"sqlite:{_scratch.At(name + ".db")}";

    [Fact]
    public void A_file_of_an_older_release_is_refused_until_it_is_made_again()
    {
        using (var file = new SqliteConnection($"Data Source={_scratch.At("old.db")};Pooling=False"))
        {
            file.Open();
            using var make = file.CreateCommand();
            make.CommandText = "CREATE TABLE progress (log TEXT); PRAGMA user_version = 3";
            make.ExecuteNonQuery();
        }

        var address = OfficeAddress.Parse(Place("old"));
        var fault = Assert.Throws<OfficeException>(() => BackOffice.Open(address));
        Assert.Contains("version 3", fault.Message, StringComparison.Ordinal);
        using (BackOffice.Open(address, remake: true)) { }
        using var again = BackOffice.Open(address);
        Assert.Empty(again.Query<long>("SELECT next FROM progress"));
    }
}

public sealed class PostgresOfficeTests(PostgresServer server) : OfficeContract
{
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    protected override string Place(string name) =>
        _places.TryGetValue(name, out var place) ? place : _places[name] = server.NewOffice();

    [Fact]
    public void A_server_that_throws_the_program_out_in_a_transaction_has_nothing_of_it()
    {
        using var logs = new OfficeLogs();
        logs.Define();
        for (var day = 1; day <= 120; day++)
            logs.TradeADay(day);
        var address = OfficeAddress.Parse(Place("office"));
        using (var office = BackOffice.Open(address))
        {
            var process = office.Query<int>("SELECT pg_backend_pid()").Single();
            using var cut = new CutLog(
                logs.Events,
                at: 7_000,
                () =>
                {
                    using var other = new NpgsqlConnection(server.Start()["postgres:".Length..]);
                    other.Open();
                    using var end = other.CreateCommand();
                    end.CommandText = string.Create(
                        CultureInfo.InvariantCulture,
                        $"SELECT pg_terminate_backend({process}, 5000)"
                    );
                    end.ExecuteNonQuery();
                }
            );
            Assert.ThrowsAny<NpgsqlException>(() => office.CatchUp(cut, logs.Prints));
        }

        using var again = BackOffice.Open(address);
        Assert.Equal(5_000, again.Query<long>("SELECT next FROM progress WHERE log = 'events'").Single());
        again.CatchUp(logs.Events, logs.Prints);
        using var fresh = BackOffice.InMemory();
        fresh.CatchUp(logs.Events, logs.Prints);
        Assert.Equal(fresh.Dump(), again.Dump());
    }

    [Fact]
    public void The_server_of_the_tests_is_gone_when_its_caller_is()
    {
        // Skips where there is none.
        server.Start();
        string folder;
        using (var caller = new PostgresServer())
        {
            var words = new NpgsqlConnectionStringBuilder(caller.Start()["postgres:".Length..]);
            folder = words.Host!;
            using var connection = new NpgsqlConnection(words.ToString());
            connection.Open();
            Assert.True(Directory.Exists(folder));
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Amounts_and_lots_are_bigint_and_days_are_texts()
    {
        using var office = BackOffice.Open(OfficeAddress.Parse(Place("office")));
        var kinds = office.Query<string>(
            "SELECT DISTINCT data_type FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1"
        );
        Assert.Equal(["bigint", "text"], kinds);
        Assert.Equal(
            "text",
            office
                .Query<string>(
                    "SELECT DISTINCT data_type FROM information_schema.columns "
                        + "WHERE table_schema = current_schema() AND column_name = 'day'"
                )
                .Single()
        );
    }

    [Fact]
    public void A_server_that_is_not_there_is_named_without_the_password()
    {
        var address = OfficeAddress.Parse(
            "postgres:HOST=/nowhere;PORT=5432;USERNAME=clerk;PASSWORD=hidden;DATABASE=office;TIMEOUT=1"
        );
        var fault = Assert.Throws<OfficeException>(() => BackOffice.Open(address));
        Assert.Contains("/nowhere", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", fault.ToString(), StringComparison.Ordinal);
    }
}

public sealed class OfficeAddressTests
{
    [Theory]
    [InlineData("sqlite:", "sqlite")]
    [InlineData("office.db", "--office")]
    [InlineData("mysql:HOST=x", "mysql")]
    [InlineData("postgres:", "HOST is missing")]
    [InlineData("postgres:DATABASE=x", "HOST is missing")]
    [InlineData("postgres:HOST=x;COLOUR=red", "postgres: ")]
    [InlineData("postgres:HOST=x;PASSWORD=hidden;PORT=many", "postgres: ")]
    [InlineData("postgres:HOST=x;SEARCH PATH=a b; DROP", "postgres: ")]
    [InlineData("postgres:HOST=x;SEARCH PATH=a,b", "one schema")]
    public void A_bad_address_says_what_is_wrong_and_no_password(string text, string words)
    {
        var fault = Assert.Throws<OfficeException>(() => OfficeAddress.Parse(text));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite:a b/office.db", "sqlite:a b/office.db")]
    [InlineData("postgres:HOST=h;DATABASE=d", "postgres:HOST=h;DATABASE=d;SEARCH PATH=tokenbourse")]
    [InlineData(
        "postgres:host=h;user id=u;search path=venue_2;pwd=p",
        "postgres:HOST=h;DATABASE=u;SEARCH PATH=venue_2"
    )]
    public void A_good_address_is_told_without_its_secrets(string text, string told) =>
        Assert.Equal(told, OfficeAddress.Parse(text).ToString());
}
