// A host for tests of session layers: echoing sessions behind a door.
using System.Net;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Gateways.Fix.Session;
using Tokenbourse.Gateways.Fix.Store;

namespace Tokenbourse.Gateways.Fix.Server;

/// <summary>Each peer named may log on by FIX.4.4 and by FIXT.1.1; every logon begins at 1; logons that are refused are
/// told nothing; nothing is kept on disk.</summary>
public static class EchoHost
{
    /// <summary>The CompIDs of peers that public definitions use.</summary>
    public static IReadOnlyList<string> UsualPeers { get; } = ["TW", "TW44", "TW50", "TW50SP1", "TW50SP2"];

    /// <summary>Listens.</summary>
    /// <param name="where">Address and port; port 0: the system chooses.</param>
    /// <param name="ours">Our CompID.</param>
    /// <param name="peers">CompIDs that may log on.</param>
    /// <param name="time">The clock.</param>
    public static FixAcceptor Open(IPEndPoint where, string ours, IReadOnlyList<string> peers, TimeProvider time)
    {
        var seats =
            from peer in peers
            from version in (FixVersion[])[FixVersion.Fix44, FixVersion.Fixt11]
            let terms = new FixSessionTerms(version, ours, peer)
            {
                ResetOnLogon = true,
                TellsRefusedLogons = false,
                TestReqID = "TEST",
            }
            select new FixSeat(new(terms, new MemoryFixStore(), new EchoApplication()));
        return new(where, new(), seats.ToArray(), time);
    }
}
