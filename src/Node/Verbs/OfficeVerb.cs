// tokenbourse office: the back office's view in SQL, brought up to date or made again from the logs.
using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Tokenbourse.Storage;
using Tokenbourse.Storage.Office;

namespace Tokenbourse.Node.Verbs;

/// <summary>Keeps FOLDER/office.db, or a schema of a PostgreSQL server, and answers questions.</summary>
internal static class OfficeVerb
{
    private const string Everything = "all";

    /// <summary>The switch of every verb that keeps a back office.</summary>
    public static Option<string?> Office(string absent) =>
        new("--office")
        {
            Description =
                $"Where the back office is kept: sqlite:PATH, or \"postgres:HOST=...;DATABASE=...;SEARCH PATH=SCHEMA\". {absent}",
        };

    /// <summary>The place that the switch names.</summary>
    /// <exception cref="VerbException">The switch is not understood.</exception>
    public static OfficeAddress Place(string? office, string folder)
    {
        try
        {
            return office is null ? OfficeAddress.File(Path.Combine(folder, "office.db")) : OfficeAddress.Parse(office);
        }
        catch (OfficeException e)
        {
            throw new VerbException($"--office: {e.Message}", 2);
        }
    }

    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "The venue's folder." };
        var place = Office("Default: office.db in the venue's folder.");
        var rebuild = new Option<bool>("--rebuild")
        {
            Description = "Throw the view away and make it again from the logs.",
        };
        var sql = new Option<string?>("--sql") { Description = "A question, as in: select * from settlements limit 5" };
        var ask = new Option<string?>("--ask")
        {
            Description = $"A question by name, or all: {string.Join(", ", OfficeQueries.All.Select(q => q.Name))}.",
        };
        var json = new Option<bool>("--json") { Description = "Rows as JSON, one a line." };
        var command = new Command(
            "office",
            "Keep the back office's view in SQL, made from the logs. Example: tokenbourse office data/run7 --ask trial-balance"
        )
        {
            folder,
            place,
            rebuild,
            sql,
            ask,
            json,
        };
        command.SetAction(parsed =>
        {
            var asked = Asked(parsed.GetValue(sql), parsed.GetValue(ask));
            var from = parsed.GetValue(folder)!;
            using var logs = VenueFolder.OpenReadOnly(from);
            var address = Place(parsed.GetValue(place), from);
            try
            {
                using var office = BackOffice.Open(address, parsed.GetValue(rebuild));
                Fold(office, logs, parsed.GetValue(rebuild));
                foreach (var question in asked)
                    Tell(office, question, asked.Count > 1, parsed.GetValue(json));
                return 0;
            }
            catch (OfficeException e)
            {
                throw new VerbException($"--office: {e.Message}", 2);
            }
            catch (DbException e)
            {
                throw new VerbException($"{address}: {e.Message}", 1);
            }
        });
        return command;
    }

    private static IReadOnlyList<OfficeQuery> Asked(string? sql, string? name)
    {
        if (sql is not null && name is not null)
            throw new VerbException("--sql and --ask: one of them", 2);
        if (sql is not null)
            return [new("--sql", "", sql)];
        if (name is null)
            return [];
        if (name == Everything)
            return OfficeQueries.All;
        return OfficeQueries.Of(name) is { } query
            ? [query]
            : throw new VerbException($"--ask {name}: no such question; --help names them", 2);
    }

    private static void Fold(BackOffice office, Venue.VenueLogs logs, bool rebuild)
    {
        var begin = TimeProvider.System.GetTimestamp();
        var folded = rebuild ? office.Rebuild(logs.Events, logs.Prints) : office.CatchUp(logs.Events, logs.Prints);
        if (office.Restarts > 0)
            Console.Error.WriteLine($"{office.Name}: was of other logs, or ahead of these, and was made again");
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{folded} entries folded into {office.Name} in {TimeProvider.System.GetElapsedTime(begin).TotalSeconds:0.00} s"
            )
        );
    }

    private static void Tell(BackOffice office, OfficeQuery question, bool isOneOfMany, bool json)
    {
        OfficeAnswer answer;
        try
        {
            answer = office.Ask(question.Sql);
        }
        catch (DbException e)
        {
            throw new VerbException($"{question.Name}: {e.Message}", 2);
        }

        if (isOneOfMany && !json)
            Console.WriteLine($"\n{question.Name}: {question.About}\n{string.Join('\t', answer.Columns)}");
        foreach (var row in answer.Rows)
        {
            Console.WriteLine(
                json
                    ? Json(isOneOfMany ? question.Name : null, answer.Columns, row)
                    : string.Join('\t', row.Select(OfficeAnswer.Text))
            );
        }
    }

    private static string Json(string? question, IReadOnlyList<string> columns, IReadOnlyList<object?> row)
    {
        var root = new JsonObject();
        if (question is not null)
            root["question"] = question;
        for (var i = 0; i < columns.Count; i++)
        {
            root[columns[i]] = row[i] switch
            {
                null => null,
                long whole => whole,
                var field => OfficeAnswer.Text(field),
            };
        }

        return root.ToJsonString();
    }
}
