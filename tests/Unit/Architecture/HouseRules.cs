// The plan of the house, as a test. To add an arrow, change this table in the same commit and say why.
using System.Reflection;
using Xunit;

namespace Tokenbourse.Unit.Architecture;

public sealed class HouseRules
{
    /// <summary>Which rooms a room may name.</summary>
    private static readonly Dictionary<string, string[]> _rooms = new()
    {
        ["Model"] = [],
        ["Market"] = ["Model"],
        ["Index"] = ["Model"],
        ["Log"] = ["Model"],
        ["Views"] = ["Model"],
        ["Venue"] = ["Model", "Market", "Index", "Log", "Views"],
        ["Storage"] = ["Model", "Log", "Views"],
        ["Gateways"] = ["Model", "Venue", "Views", "Metering"],
        ["Sim"] = ["Model", "Venue", "Views", "Log"],
        ["Analytics"] = ["Model"],
        ["Metering"] = ["Model"],
        ["Desk"] = ["Model", "Analytics", "Metering"],
        ["Node"] =
        [
            "Model",
            "Market",
            "Index",
            "Log",
            "Views",
            "Venue",
            "Storage",
            "Gateways",
            "Sim",
            "Analytics",
            "Metering",
            "Desk",
        ],
    };

    /// <summary>Packages by room; a room that is not named here has none.</summary>
    private static readonly Dictionary<string, string[]> _packages = new()
    {
        ["Storage"] = ["Dapper", "Microsoft.Data.Sqlite.Core", "Npgsql", "SQLitePCLRaw.bundle_e_sqlite3"],
        ["Gateways"] = ["CsvHelper"],
        ["Analytics"] = ["MathNet.Numerics"],
        // Traces and metrics leave by the library that every collector speaks with; only the program names it.
        ["Node"] = ["OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "System.CommandLine"],
    };

    /// <summary>Inside the market: the engine rooms, which never name each other nor anything above them.</summary>
    private static readonly string[] _engines =
    [
        "Clearing",
        "Delivery",
        "Ledger",
        "Listing",
        "Matching",
        "Risk",
        "Spot",
    ];

    public static TheoryData<string> Rooms => [.. _rooms.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_below_it(string room)
    {
        var project = File.ReadAllText(Path.Combine(Sources.Root, "src", room, $"{room}.csproj"));
        var named = _rooms.Keys.Where(r => project.Contains($"../{r}/{r}.csproj", StringComparison.Ordinal));
        Assert.Empty(named.Except(_rooms[room]));
        if (room == "Node")
            return;
        var used = Assembly
            .Load($"Tokenbourse.{room}")
            .GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(n => n.StartsWith("Tokenbourse.", StringComparison.Ordinal))
            .Select(n => n["Tokenbourse.".Length..]);
        Assert.Empty(used.Except(_rooms[room]));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_has_no_package_that_the_table_does_not_give_it(string room)
    {
        var project = System.Xml.Linq.XDocument.Load(Path.Combine(Sources.Root, "src", room, $"{room}.csproj"));
        var packages = project.Descendants("PackageReference").Select(p => p.Attribute("Include")!.Value);
        Assert.Empty(packages.Except(_packages.GetValueOrDefault(room, [])));
    }

    [Fact]
    public void No_room_names_the_program()
    {
        foreach (
            var project in Directory.GetFiles(
                Path.Combine(Sources.Root, "src"),
                "*.csproj",
                SearchOption.AllDirectories
            )
        )
        {
            Assert.DoesNotContain("../Node/", File.ReadAllText(project), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Engines_do_not_know_each_other_nor_who_calls_them()
    {
        var faults =
            from pair in Dependencies.Of(Assembly.Load("Tokenbourse.Market"))
            let @from = Engine(pair.From)
            let to = Engine(pair.To)
            where
                @from is not null
                && to != @from
                && pair.To.Assembly == pair.From.Assembly
                && pair.To.Namespace is { } name
                && name.StartsWith("Tokenbourse.Market", StringComparison.Ordinal)
            select $"{pair.From} -> {pair.To}";
        Assert.Empty(faults.Distinct());
    }

    [Theory]
    [InlineData("Model")]
    [InlineData("Market")]
    [InlineData("Index")]
    public void The_pure_rooms_use_no_binary_fractions(string room)
    {
        var faults =
            from pair in Dependencies.Of(Assembly.Load($"Tokenbourse.{room}"))
            where pair.To == typeof(double) || pair.To == typeof(float)
            select pair.From.FullName;
        Assert.Empty(faults.Distinct());
    }

    [Theory]
    [InlineData("Market")]
    [InlineData("Index")]
    public void Machines_do_not_walk_unordered_collections(string room)
    {
        var faults =
            from pair in Dependencies.Raw(Assembly.Load($"Tokenbourse.{room}"))
            where
                pair.To.FullName is { } name
                && (
                    name.StartsWith("System.Collections.Generic.Dictionary`2+", StringComparison.Ordinal)
                    || name.StartsWith("System.Collections.Generic.HashSet`1+", StringComparison.Ordinal)
                )
            select pair.From.FullName;
        Assert.Empty(faults.Distinct());
    }

    [Theory]
    [InlineData("Model")]
    [InlineData("Market")]
    [InlineData("Index")]
    [InlineData("Views")]
    public void The_pure_rooms_are_warned_of_banned_symbols_when_they_compile(string room)
    {
        var project = File.ReadAllText(Path.Combine(Sources.Root, "src", room, $"{room}.csproj"));
        Assert.Contains("<PureRoom>true</PureRoom>", project, StringComparison.Ordinal);
    }

    private static string? Engine(Type type) =>
        Array.Find(
            _engines,
            e =>
                type.Namespace is { } n
                && (
                    n == $"Tokenbourse.Market.{e}" || n.StartsWith($"Tokenbourse.Market.{e}.", StringComparison.Ordinal)
                )
        );
}
