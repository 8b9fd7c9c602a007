// The addresses of the Deribit-style door; what is behind them is told by a page of its own.
namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>JSON-RPC: one address, many methods. Answers and errors are that interface's
/// (docs/protocols/deribit.md).</summary>
internal static partial class Operations
{
    private static Operation[] Deribit =>
        [
            Rpc("GET", "/api/v2/public/{method}", "askPublic", "A public method, its parameters in the query."),
            Rpc("GET", "/api/v2/private/{method}", "askPrivate", "A private method, signed by itself."),
            Rpc("POST", "/api/v2/public/{method}", "sendPublic", "A public method as JSON-RPC.") with
            {
                Body = [],
            },
            Rpc("POST", "/api/v2/private/{method}", "sendPrivate", "A private method as JSON-RPC.") with
            {
                Body = [],
            },
            Rpc("POST", "/api/v2", "sendRpc", "A method as JSON-RPC, named in the body.") with
            {
                Body = [],
            },
            Rpc("GET", "/ws/api/v2", "openRpc", "The WebSocket of that door; deribit.md tells its channels.") with
            {
                Faults = [Upgrade],
            },
        ];

    private static Operation Rpc(string method, string path, string id, string summary) =>
        new(method, path, id, "deribit", summary, null) { Faults = [Unavailable] };
}
