// Changes of an identity folder that a running venue holds: laid into the folder, answered by the log's one writer.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tokenbourse.Gateways.Identity;

/// <summary>What became of a change that was laid into the folder.</summary>
/// <param name="Taken">It is on the audit log and in force.</param>
/// <param name="Field">What was wrong; null: taken.</param>
/// <param name="Rule">What would have been taken.</param>
internal sealed record ErrandAnswer(bool Taken, string? Field, string? Given, string? Rule);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErrandAnswer))]
internal sealed partial class ErrandJson : JsonSerializerContext;

/// <summary>The asking side. A change is a record as it would stand on the log, so no secret is in it in the
/// clear.</summary>
internal static class IdentityErrands
{
    /// <summary>Who changes a folder from the outside: whoever may write to it.</summary>
    public const string By = "operator at the machine";

    public const string Request = ".request";
    public const string Answer = ".answer";

    /// <summary>How long an asker waits; the writer leaves alone what is older.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(50);

    /// <summary>Where they are laid: only its owner may.</summary>
    public static string Place(string folder) => Path.Combine(folder, "requests");

    /// <summary>Does a venue run that takes changes?</summary>
    public static bool AreTaken(string folder) => Directory.Exists(Place(folder));

    /// <summary>Lays a change down and waits until it is in force.</summary>
    /// <exception cref="IdentityFaultException">The venue refused it.</exception>
    /// <exception cref="AuditLogException">Nobody answered.</exception>
    public static void Send(string folder, AuditRecord record)
    {
        // The folder's listing is in the order of time.
        var name = $"{AuditLines.Text(record.Time)}-{IdentityStore.NewName("r")}";
        var path = Path.Combine(Place(folder), name);
        try
        {
            PrivateFile.Write(path + ".part", JsonSerializer.Serialize(record, AuditJson.Default.AuditRecord));
            File.Move(path + ".part", path + Request);
            Await(folder, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditLogException($"{folder}: the venue that holds it cannot be asked: {e.Message}", e);
        }
    }

    private static void Await(string folder, string path)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += _step)
        {
            if (!File.Exists(path + Answer))
            {
                Thread.Sleep(_step);
                continue;
            }

            var answer = JsonSerializer.Deserialize(File.ReadAllBytes(path + Answer), ErrandJson.Default.ErrandAnswer)!;
            File.Delete(path + Answer);
            if (!answer.Taken)
                throw new IdentityFaultException(answer.Field ?? "change", answer.Given, answer.Rule ?? "refused");
            return;
        }

        File.Delete(path + Request);
        throw new AuditLogException(
            $"{folder}: another program has this identity folder open and did not answer; look with identity show"
        );
    }
}
