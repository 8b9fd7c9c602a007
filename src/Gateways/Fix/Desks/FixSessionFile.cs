// The file of FIX sessions: who may log on, for what, for which accounts.
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Gateways.Fix.Session;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Fix.Desks;

/// <summary>A file of sessions that cannot be used; the message says where and why.</summary>
public sealed class FixSessionFileException(string message) : Exception(message);

/// <summary>One session, as agreed.</summary>
/// <param name="CompId">The other side's CompID: 1 to 24 of A-Z a-z 0-9 . _ : -.</param>
/// <param name="Ours">Our CompID.</param>
/// <param name="Accounts">The accounts it speaks for; empty: on an open floor all.</param>
/// <param name="Key">The key that signs its logon; null: none.</param>
/// <param name="Certificate">Name (CN) in the certificate that it must show; null: none is asked.</param>
/// <param name="Networks">Where it may come from; empty: from anywhere.</param>
/// <param name="CancelOnDisconnect">Its orders leave with its connection, unless its logon says otherwise.</param>
/// <param name="DailyReset">When both numbers begin at 1 again; null: only when its logon asks for it.</param>
public sealed record FixSessionEntry(
    string CompId,
    FixRole Role,
    FixVersion Version,
    string Ours,
    IReadOnlyList<int> Accounts,
    string? Key = null,
    string? Certificate = null,
    IReadOnlyList<IPNetwork>? Networks = null,
    bool CancelOnDisconnect = false,
    FixSchedule? DailyReset = null
);

/// <summary>Reads the file.</summary>
public static partial class FixSessionFile
{
    /// <summary>Our CompID where the file names none.</summary>
    public const string UsualOurs = "TOKENBOURSE";

    private const int MostSessions = 1000;

    private static readonly (string Word, FixRole Role)[] _roles =
    [
        ("orders", FixRole.Orders),
        ("drop-copy", FixRole.DropCopy),
        ("market-data", FixRole.MarketData),
    ];

    /// <exception cref="FixSessionFileException">What is wrong, and where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<FixSessionEntry> Read(string path) => Parse(File.ReadAllText(path));

    /// <summary>As <see cref="Read"/>, from text.</summary>
    public static IReadOnlyList<FixSessionEntry> Parse(string text)
    {
        FileShape? file;
        try
        {
            file = JsonSerializer.Deserialize(text, FixSessionJson.Default.FileShape);
        }
        catch (JsonException e)
        {
            throw new FixSessionFileException(e.Message);
        }

        if (file?.Sessions is not { Length: > 0 and <= MostSessions } sessions)
            throw new FixSessionFileException($"sessions: must be 1 to {MostSessions}");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<FixSessionEntry>(sessions.Length);
        for (var i = 0; i < sessions.Length; i++)
        {
            var entry = Entry(sessions[i], file.CompId ?? UsualOurs, $"sessions[{i}]");
            if (!names.Add(entry.CompId))
                throw new FixSessionFileException($"sessions[{i}].compId: {entry.CompId} stands in the file twice");
            entries.Add(entry);
        }

        return entries;
    }

    private static FixSessionEntry Entry(SessionShape shape, string ours, string at)
    {
        if (!Name24.TryParse(shape.CompId, out _))
            throw new FixSessionFileException($"{at}.compId: must be 1 to 24 of A-Z a-z 0-9 . _ : -");
        if (!Name24.TryParse(ours, out _))
            throw new FixSessionFileException("compId: must be 1 to 24 of A-Z a-z 0-9 . _ : -");
        var role = Array.Find(_roles, r => r.Word == (shape.Role ?? "orders")).Role;
        if (role == FixRole.None)
            throw new FixSessionFileException($"{at}.role: must be {string.Join(", ", _roles.Select(r => r.Word))}");
        var version = shape.Version switch
        {
            null or "FIX.4.4" => FixVersion.Fix44,
            "FIXT.1.1" => FixVersion.Fixt11,
            _ => throw new FixSessionFileException($"{at}.version: must be FIX.4.4 or FIXT.1.1"),
        };
        if (shape.Accounts?.Any(a => a < 1) == true)
            throw new FixSessionFileException($"{at}.accounts: must be numbers from 1");
        FixSchedule? reset = null;
        if (shape.DailyReset is { } text && !FixSchedule.TryParse(text, out reset))
            throw new FixSessionFileException($"{at}.dailyReset: {text} is no time of day as 22:00, in UTC");
        var networks = new List<IPNetwork>();
        foreach (var network in shape.Networks ?? [])
        {
            if (!IPNetwork.TryParse(network, out var parsed))
                throw new FixSessionFileException($"{at}.networks: {network} is no network as 192.0.2.0/24");
            networks.Add(parsed);
        }

        return new(
            shape.CompId!,
            role,
            version,
            ours,
            shape.Accounts ?? [],
            shape.Key,
            shape.Certificate,
            networks,
            shape.CancelOnDisconnect ?? false,
            reset
        );
    }

    internal sealed record FileShape(string? CompId, SessionShape[]? Sessions);

    internal sealed record SessionShape(
        string? CompId,
        string? Role,
        string? Version,
        int[]? Accounts,
        string? Key,
        string? Certificate,
        string[]? Networks,
        bool? CancelOnDisconnect,
        string? DailyReset
    );

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip
    )]
    [JsonSerializable(typeof(FileShape))]
    internal sealed partial class FixSessionJson : JsonSerializerContext;
}
