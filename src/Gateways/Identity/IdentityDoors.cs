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

    public void Dispose()
    {
        Sessions.Dispose();
        store.Dispose();
    }
}
