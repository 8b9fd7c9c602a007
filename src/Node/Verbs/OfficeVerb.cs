// tokenbourse office: the back office's view in SQLite, brought up to date or made again from the logs.
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Tokenbourse.Storage;
using Tokenbourse.Storage.Office;

namespace Tokenbourse.Node.Verbs;

/// <summary>Keeps FOLDER/office.db and answers questions in SQL.</summary>
internal static class OfficeVerb
{
    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "The venue's folder." };
        var rebuild = new Option<bool>("--rebuild")
        {
            Description = "Throw the view away and make it again from the logs.",
        };
        var sql = new Option<string?>("--sql") { Description = "A question, as in: select * from settlements limit 5" };
        var json = new Option<bool>("--json") { Description = "Rows as JSON, one a line." };
        var command = new Command(
            "office",
            "Keep the back office's SQLite view, made from the logs. Example: tokenbourse office data/run7 --sql \"select count(*) as trades from trades\""
        )
        {
            folder,
            rebuild,
            sql,
            json,
        };
        command.SetAction(parsed =>
        {
            var place = parsed.GetValue(folder)!;
            using var logs = VenueFolder.OpenReadOnly(place);
            using var office = BackOffice.Open(OfficeAddress.File(Path.Combine(place, "office.db")));
            var folded = parsed.GetValue(rebuild)
                ? office.Rebuild(logs.Events, logs.Prints)
                : office.CatchUp(logs.Events, logs.Prints);
            Console.Error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{folded} entries folded into {Path.Combine(place, "office.db")}"
                )
            );
            if (parsed.GetValue(sql) is not { } question)
                return 0;
            foreach (var row in Ask(office, question))
                Console.WriteLine(
                    parsed.GetValue(json)
                        ? Json(row)
                        : string.Join('\t', row.Values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)))
                );
            return 0;
        });
        return command;
    }

    private static List<IDictionary<string, object?>> Ask(BackOffice office, string question)
    {
        try
        {
            return [.. office.Query<dynamic>(question).Cast<IDictionary<string, object?>>()];
        }
        catch (System.Data.Common.DbException e)
        {
            throw new VerbException($"--sql: {e.Message}", 2);
        }
    }

    private static string Json(IDictionary<string, object?> row)
    {
        var root = new JsonObject();
        foreach (var (name, value) in row)
        {
            root[name] = value switch
            {
                null => null,
                long whole => whole,
                _ => Convert.ToString(value, CultureInfo.InvariantCulture),
            };
        }

        return root.ToJsonString();
    }
}
