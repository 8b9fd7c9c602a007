// Who may do what at a live venue: an identity folder, or a warning that there is none.
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Node;

/// <summary>What the user asked of access.</summary>
/// <param name="Folder">The identity folder; null: everybody may do everything.</param>
/// <param name="Kek">File of the key-encryption key; null: in the folder.</param>
internal sealed record AccessOptions(string? Folder, string? Kek);

/// <summary>Open, or with an identity folder that is held as long as the venue runs.</summary>
internal sealed class LiveAccess : IDisposable
{
    private LiveAccess(IdentityDoors? doors, string text) => (Doors, Text) = (doors, text);

    /// <summary>Null: open.</summary>
    public IdentityDoors? Doors { get; }

    /// <summary>One line for who starts the venue.</summary>
    public string Text { get; }

    public static LiveAccess Open(AccessOptions options)
    {
        if (options.Folder is not { } folder)
            return new(
                null,
                "OPEN, for development on this machine: whoever reaches the door may trade for any account"
            );
        try
        {
            var store = IdentityStore.Open(folder, options.Kek ?? Path.Combine(folder, "kek"), TimeProvider.System);
            if (store.Torn > 0)
                Console.Error.WriteLine($"{folder}: a write was cut off by a crash; {store.Torn} bytes are gone");
            if (store.Book.Users.Count == 0)
                Console.Error.WriteLine($"{folder}: knows nobody yet; see tokenbourse identity --help");
            var text =
                $"{store.Book.Users.Count} people and {store.Book.Keys.Count} keys of {folder}, head {store.Head}";
            return new(new(store), text);
        }
        catch (AuditLogException e)
        {
            throw new VerbException(e.Message, 1);
        }
    }

    public void Dispose() => Doors?.Dispose();
}
