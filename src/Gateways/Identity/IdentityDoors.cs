// What doors need of an identity folder, in one hand.
namespace Tokenbourse.Gateways.Identity;

/// <summary>Store, keys and sessions of one folder.</summary>
public sealed class IdentityDoors(IdentityStore store) : IDisposable
{
    /// <summary>The store.</summary>
    public IdentityStore Store => store;

    /// <summary>The check of keys.</summary>
    public KeyCheck Keys { get; } = new(store);

    /// <summary>People's sessions.</summary>
    public Sessions Sessions { get; } = new(store);

    /// <summary>Changes that are laid into the folder while it is held.</summary>
    public IdentityInbox Inbox { get; } = new(store);

    /// <summary>Is a caller of a long connection still who it was, with the same scopes and accounts? Keys end, people
    /// are shut out, participants lose accounts.</summary>
    public bool Holds(Caller caller)
    {
        var now = caller.Key is { } key ? Keys.Again(key) : Sessions.Now(caller.User);
        return now is not null && now.Scopes.SetEquals(caller.Scopes) && now.Accounts.SetEquals(caller.Accounts);
    }

    public void Dispose()
    {
        Inbox.Dispose();
        Sessions.Dispose();
        store.Dispose();
    }
}
