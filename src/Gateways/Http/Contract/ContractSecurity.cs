// What the contract says of access: which addresses anybody may ask, and how the others are signed.
using System.Text.Json.Nodes;
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>Told from the table of access. A venue without an identity folder asks nobody.</summary>
internal static class ContractSecurity
{
    /// <summary>The ways to say who one is.</summary>
    public static JsonObject Schemes() =>
        new()
        {
            ["signature"] = new JsonObject
            {
                ["type"] = "apiKey",
                ["in"] = "header",
                ["name"] = RequestText.SignatureHeader,
                ["description"] =
                    $"With {RequestText.KeyHeader}, {RequestText.ExpiresHeader} and {RequestText.NonceHeader}; "
                    + "identity.md tells what is signed. A venue whose access is open asks for none.",
            },
            ["session"] = new JsonObject
            {
                ["type"] = "apiKey",
                ["in"] = "cookie",
                ["name"] = "tokenbourse",
                ["description"] = "Of a person who has signed in; over TLS its name begins with __Host-.",
            },
        };

    /// <summary>Empty: anybody. An empty object among others: anybody may ask, and is told more when known.</summary>
    public static JsonArray Of(Operation operation)
    {
        Func<AskedAccess, AccessRefusal?> anyone = Checks.Anyone;
        Func<AskedAccess, AccessRefusal?> stream = Checks.ReadsStream;
        var rule = AccessRules.Find(operation.Method, operation.Path);
        if (rule?.Check == anyone)
            return [];
        JsonArray known =
        [
            new JsonObject { ["signature"] = new JsonArray() },
            new JsonObject { ["session"] = new JsonArray() },
        ];
        if (rule?.Check == stream)
            known.Insert(0, new JsonObject());
        return known;
    }
}
