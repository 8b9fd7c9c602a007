// The addresses of administration: proposals, their approval, and the round that hands on what is due.
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Access;

/// <summary>A proposal on the wire.</summary>
/// <param name="Document">As it was sent.</param>
/// <param name="EffectiveAt">The venue's moment; null: at once.</param>
/// <param name="Stage"><c>open</c>, <c>approved</c>, <c>rejected</c>, <c>submitted</c>.</param>
/// <param name="Outcome">What the venue said: <c>taken</c>, or why not.</param>
/// <param name="CommandSequence">On the venue's log.</param>
/// <param name="NoticeEn">What the market is told of it; null: nothing.</param>
/// <param name="RejectedBecause">The reason of who turned it down.</param>
public sealed record ProposalShape(
    string Proposal,
    string Command,
    JsonNode? Document,
    IReadOnlyList<string> Diff,
    string Reason,
    string? EffectiveAt,
    string Hash,
    string By,
    string Role,
    string Proposed,
    string Stage,
    string? ApprovedBy,
    string? ApprovedAs,
    string? RejectedBy,
    string? Outcome,
    long? CommandSequence,
    string? NoticeEn,
    string? NoticeZh,
    string? ApprovedAt,
    string? RejectedAt,
    string? RejectedBecause
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProposalShape))]
[JsonSerializable(typeof(IReadOnlyList<ProposalShape>))]
internal sealed partial class AdminJson : JsonSerializerContext;

/// <summary>Only there when the venue has an identity folder.</summary>
/// <param name="failed">Told when the round breaks: nobody would see it otherwise.</param>
internal sealed class AdminRoutes(IdentityDoors identity, IVenue venue, Action<Exception> failed) : IDisposable
{
    public const string Address = "/v1/admin/proposals";
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(1);
    private readonly Proposals _proposals = new(identity.Store);
    private readonly CancellationTokenSource _stop = new();

    public void Map(IEndpointRouteBuilder app)
    {
        Routes.Get(app, Address, (_, q) => q.Done() is { } fault ? Reply.Of(fault) : List());
        app.MapPost(Address, (RequestDelegate)(context => Answer(context, Propose)));
        app.MapPost(Address + "/{proposal}/approve", (RequestDelegate)(context => Answer(context, Approve)));
        app.MapPost(Address + "/{proposal}/reject", (RequestDelegate)(context => Answer(context, Reject)));
    }

    /// <summary>Begins to hand on what was approved for later, and what a stop left over.</summary>
    public void Start()
    {
        var stopping = _stop.Token;
        Task.Run(() => Rounds(stopping));
    }

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    /// <summary>One round.</summary>
    public void HandOn() => _proposals.Submit(venue.Now.Nanoseconds, p => ProposalCommands.Submit(venue, p));

    private async Task Rounds(CancellationToken stopping)
    {
        try
        {
            using var timer = new PeriodicTimer(_round);
            while (await timer.WaitForNextTickAsync(stopping))
                HandOn();
        }
        catch (OperationCanceledException)
        {
            // The venue stops; what is due is handed on after the next start.
        }
        catch (Exception e)
        {
            failed(e);
        }
    }

    private Reply List()
    {
        lock (identity.Store.Gate)
        {
            IReadOnlyList<ProposalShape> shapes =
            [
                .. identity.Store.Book.Proposals.Values.OrderBy(p => p.Proposed.Time).Select(Shape),
            ];
            return Reply.Of(shapes, AdminJson.Default.IReadOnlyListProposalShape);
        }
    }

    private ProposalState Propose(Caller caller, string proposal, BodyReader reader)
    {
        var role = reader.Text("role", false);
        var command = reader.Text("command", true) ?? "";
        var document = reader.Raw("document") ?? "null";
        var reason = reader.Text("reason", true) ?? "";
        var at = reader.Text("effectiveAt", false);
        var (en, zh) = (reader.Text("noticeEn", false), reader.Text("noticeZh", false));
        Instant moment = default;
        if (reader.Done() is { } fault)
            throw new IdentityFaultException(fault.Error.Field ?? "body", fault.Error.Given, fault.Error.Message);
        if (at is not null && !Instant.TryParse(at, out moment))
            throw new IdentityFaultException("effectiveAt", at, "must be a moment in UTC, yyyy-MM-ddTHH:mm:ssZ");
        if (en is null != zh is null)
            throw new IdentityFaultException(en is null ? "noticeEn" : "noticeZh", null, "is told in both languages");
        var notice = en is null || zh is null ? null : new ProposalNotice(en, zh);
        var diff = ProposalCommands.Diff(venue, caller.User, command, document);
        return _proposals.Propose(caller, new(role, command, document, diff, reason, moment.Nanoseconds, notice));
    }

    private ProposalState Approve(Caller caller, string proposal, BodyReader reader)
    {
        var (role, hash) = (reader.Text("role", false), reader.Text("hash", true) ?? "");
        if (reader.Done() is { } fault)
            throw new IdentityFaultException(fault.Error.Field ?? "body", fault.Error.Given, fault.Error.Message);
        var state = _proposals.Approve(caller, role, proposal, hash);
        HandOn();
        return state;
    }

    private ProposalState Reject(Caller caller, string proposal, BodyReader reader)
    {
        var reason = reader.Text("reason", true) ?? "";
        if (reader.Done() is { } fault)
            throw new IdentityFaultException(fault.Error.Field ?? "body", fault.Error.Given, fault.Error.Message);
        return _proposals.Reject(caller, proposal, reason);
    }

    private async Task Answer(HttpContext context, Func<Caller, string, BodyReader, ProposalState> act)
    {
        using var read = new MemoryStream();
        await context.Request.Body.CopyToAsync(read, context.RequestAborted);
        var proposal = (string?)context.Request.RouteValues["proposal"] ?? "";
        Reply reply;
        try
        {
            var state = act(AccessDoor.CallerOf(context)!, proposal, new(read.ToArray()));
            lock (identity.Store.Gate)
                reply = Reply.Of(Shape(state), AdminJson.Default.ProposalShape);
        }
        catch (IdentityFaultException e)
        {
            // Who it is that asks decides these; the others are what was asked.
            reply = e.Field is "user" or "role" or "key"
                ? AccessFaults.Of(
                    new(AccessReason.ForbiddenScope, e.Field, e.Given, e.Rule) { ServerTime = identity.Store.Now }
                )
                : Reply.Of(WireFault.Bad(e.Field, e.Given, e.Rule, e.Nearest));
        }

        await reply.Write(context);
    }

    private static ProposalShape Shape(ProposalState state)
    {
        var p = state.Proposed;
        return new(
            p.Proposal,
            p.Command,
            JsonNode.Parse(p.Document),
            p.Diff,
            p.Reason,
            p.EffectiveAt == 0 ? null : new Instant(p.EffectiveAt).ToString(),
            p.Hash,
            p.By,
            p.Role,
            new Instant(checked(p.Time * 1_000_000)).ToString(),
            Proposals.Word(state.Stage),
            state.Approved?.By,
            state.Approved?.Role,
            state.Rejected?.By,
            state.Submitted?.Outcome,
            state.Submitted?.Sequence,
            p.NoticeEn,
            p.NoticeZh,
            Moment(state.Approved?.Time),
            Moment(state.Rejected?.Time),
            state.Rejected?.Reason
        );
    }

    private static string? Moment(long? milliseconds) =>
        milliseconds is { } m ? new Instant(checked(m * 1_000_000)).ToString() : null;
}
