// The addresses of the clearing risk officer, and how its questions are read.
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tokenbourse.Gateways.Http.Clearing;

/// <summary>Routes to the desk; without one nothing is found.</summary>
internal sealed class ClearingRoutes(IClearingDesk? desk)
{
    private const string Address = "/v1/clearing";
    private const int MostRows = 500;
    private const int MostMembers = 50;
    private const long MostLots = 1_000_000;

    private static WireJson Wire => WireJson.Wire;

    public void Map(IEndpointRouteBuilder app)
    {
        Get(app, "/overview", (_, d) => Reply.Of(d.Overview(), Wire.ClearingOverviewShape));
        Get(app, "/members/{member}", Member);
        Get(app, "/members/{member}/accounts/{account}/margin", Trace);
        Get(app, "/calls", (_, d) => Reply.Of(d.Calls(), Wire.CallsBoardShape));
        Get(app, "/stress", (_, d) => Reply.Of(d.Stress(), Wire.StressShape));
        Get(app, "/concentration", (_, d) => Reply.Of(d.Concentration(), Wire.ConcentrationShape));
        Routes.Get(app, Address + "/back-tests", Coverage);
        Routes.Get(app, Address + "/ledger", Ledger);
    }

    private void Get(IEndpointRouteBuilder app, string what, Func<HttpContext, IClearingDesk, Reply> answer) =>
        Routes.Get(
            app,
            Address + what,
            (context, query) =>
                query.Done() is { } fault ? Reply.Of(fault)
                : desk is null ? Missing
                : answer(context, desk)
        );

    private static Reply Missing => Reply.Of(WireFault.NotFound(null, null, "This venue has no clearing desk."));

    private static Reply Member(HttpContext context, IClearingDesk desk)
    {
        if (!TryNumber(context, "member", out var member, out var fault))
            return Reply.Of(fault!);
        return desk.Member(member) is { } shape ? Reply.Of(shape, Wire.ClearingMemberShape) : NoMember(member);
    }

    private static Reply Trace(HttpContext context, IClearingDesk desk)
    {
        if (!TryNumber(context, "member", out var member, out var fault))
            return Reply.Of(fault!);
        if (!TryNumber(context, "account", out var account, out fault))
            return Reply.Of(fault!);
        if (desk.Member(member) is null)
            return NoMember(member);
        return desk.Trace(member, account) is { } shape
            ? Reply.Of(shape, Wire.MarginTraceShape)
            : Reply.Of(WireFault.NotFound("account", Words.Of(account), "The member has no such account."));
    }

    private static Reply NoMember(int member) =>
        Reply.Of(WireFault.NotFound("member", Words.Of(member), "There is no such member."));

    private Reply Coverage(HttpContext context, QueryReader query)
    {
        var level = query.Whole("level", 500_000, 999_999) ?? 990_000;
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        return desk is null ? Missing : Reply.Of(desk.Coverage((int)level), Wire.MarginCoverageShape);
    }

    private Reply Ledger(HttpContext context, QueryReader query)
    {
        var account = query.Whole("account", 1, 1_000_000);
        var limit = query.Whole("limit", 1, 5_000) ?? 200;
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        if (desk is null)
            return Missing;
        return desk.Ledger((int?)account, (int)limit) is { } shape
            ? Reply.Of(shape, Wire.LedgerShape)
            : Reply.Of(WireFault.NoAccount(Words.Of(account!.Value)));
    }

    private static bool TryNumber(HttpContext context, string field, out int number, out WireFault? fault)
    {
        var text = Routes.Part(context, field);
        fault = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            ? null
            : WireFault.BadType(field, text, "Must be a number.");
        return fault is null;
    }

    /// <summary>A portfolio: rows, or a table of them.</summary>
    public (WhatIfShape?, WireFault?) WhatIf(ReadOnlyMemory<byte> json)
    {
        var body = new BodyReader(json);
        var account = body.Whole("account", false, 1, 1_000_000);
        var add = body.Flag("add");
        var csv = body.Text("csv", false);
        var rows = new List<AskedPosition>();
        if (csv is not null)
        {
            if (PositionTable.Read(csv, MostRows, MostLots, rows) is { } wrong)
                body.Blame(wrong);
        }
        else
        {
            foreach (var row in body.Objects("rows", MostRows))
            {
                var field = string.Create(CultureInfo.InvariantCulture, $"rows[{rows.Count}].");
                var (symbol, side) = (row.Text("symbol", true), row.Text("side", true));
                rows.Add(new(field, symbol ?? "", side ?? "", row.Whole("lots", true, 1, MostLots) ?? 0));
                if (row.Done() is { } bad)
                    return (null, bad);
            }
        }

        if (body.Done() is { } fault)
            return (null, fault);
        if (add && account is null)
            return (null, WireFault.Bad("account", null, "Is missing: rows can be added to an account's lots only."));
        return desk is null ? (null, NoDesk) : Of(desk.WhatIf((int?)account, add, rows));
    }

    /// <summary>A default to be played.</summary>
    public (WaterfallShape?, WireFault?) Waterfall(ReadOnlyMemory<byte> json)
    {
        var body = new BodyReader(json);
        var members = new List<long>();
        foreach (var one in body.Objects("members", MostMembers))
        {
            members.Add(one.Whole("member", true, 1, 10_000) ?? 0);
            if (one.Done() is { } bad)
                return (null, bad);
        }

        var (stress, named) = (body.Text("stress", false), body.Text("case", false));
        var sized = body.Word("fund", false, ("paid in", false), ("as sized", true));
        var moves = new List<AskedMove>();
        foreach (var move in stress is null ? body.Objects("moves", 20) : [])
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"moves[{moves.Count}].");
            var contract = move.Text("contract", true);
            moves.Add(new(field, contract ?? "", (int)(move.Whole("movePpm", true, -1_000_000, 20_000_000) ?? 0)));
            if (move.Done() is { } bad)
                return (null, bad);
        }

        if (body.Done() is { } fault)
            return (null, fault);
        return desk is null ? (null, NoDesk) : Of(desk.Waterfall(new(members, stress, named, moves, sized)));
    }

    private static WireFault NoDesk => WireFault.NotFound(null, null, "This venue has no clearing desk.");

    private static (T?, WireFault?) Of<T>((T? Shape, ClearingFault? Fault) answer)
        where T : class =>
        answer.Fault is not { } f ? (answer.Shape, null)
        : f.Missing ? (null, WireFault.NotFound(f.Field, f.Given, f.Message, f.Limit))
        : (null, WireFault.Bad(f.Field, f.Given, f.Message, f.Limit));
}
