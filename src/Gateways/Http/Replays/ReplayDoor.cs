// The addresses of replays: what can be played again, the controls, and the way under a replay's own root.
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Venue.Replaying;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Replays;

/// <summary>Whoever knows a replay's number may look at it, each document by the same rules as the live one; who made
/// it controls it.</summary>
/// <param name="stage">Null: this program keeps no log that could be played again.</param>
internal sealed class ReplayDoor(HttpOptions options, VenueViews views, ReplayStage? stage)
{
    private const string Address = "/v1/replays";
    private const string Root = "/replays";
    private const int MostLength = 4096;

    // They are sent like commands, because they carry a body; they change nothing.
    private static readonly string[] _questions =
    [
        "/v1/orders/preview",
        "/v1/clearing/what-if",
        "/v1/clearing/waterfall",
    ];

    // Of the person or of the replay, not of the venue: the same under either root.
    private static readonly string[] _outside = [Address, "/v1/session"];

    private static WireJson Wire => WireJson.Wire;

    public void Map(IEndpointRouteBuilder app)
    {
        Routes.Get(app, Address, (_, q) => q.Done() is { } f ? Reply.Of(f) : Reply.Of(List(), Wire.DayReplaysShape));
        Routes.Get(
            app,
            Address + "/{replay}",
            (c, q) => q.Done() is { } f ? Reply.Of(f) : Tell(stage?.Find(Routes.Part(c, "replay")), c)
        );
        app.MapPost(Address, context => Answer(context, body => Make(context, body)));
        app.MapPut(Address + "/{replay}", context => Answer(context, body => Change(context, body)));
        app.MapDelete(Address + "/{replay}", context => End(context).Write(context));
    }

    /// <summary>Before the terminal's files: what is under a replay's root is the replay's, its pages are the
    /// terminal's.</summary>
    public async Task Pass(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!request.Path.StartsWithSegments(Root, out var rest) || rest.Value is not { Length: > 1 } below)
        {
            await next(context);
            return;
        }

        var end = below.IndexOf('/', 1);
        var id = end < 0 ? below[1..] : below[1..end];
        PathString inner = end < 0 ? "" : below[end..];
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!id.All(char.IsAsciiHexDigitLower))
        {
            await Reply.Of(Missing(id)).Write(context);
            return;
        }

        if (!inner.HasValue && reads)
        {
            // Relative addresses need the stroke.
            context.Response.Redirect($"{Root}/{id}/{request.QueryString}");
            return;
        }

        var replay = stage?.Find(id);
        (request.PathBase, request.Path) = (request.PathBase + $"{Root}/{id}", inner);
        if (Array.Exists(_outside, a => inner.StartsWithSegments(a)))
            await next(context);
        else if (inner.StartsWithSegments("/v1") || !reads)
            await Inside(context, replay, id, reads || Array.Exists(_questions, a => inner == a));
        else if (inner.StartsWithSegments("/api") || inner.StartsWithSegments("/ws"))
            await Reply.Of(WireFault.OfStatus(StatusCodes.Status404NotFound, inner)).Write(context);
        else
            await next(context);
    }

    private static async Task Inside(HttpContext context, OpenReplay? replay, string id, bool asks)
    {
        if (replay is null)
        {
            await Reply.Of(Missing(id)).Write(context);
            return;
        }

        if (!asks)
        {
            await Reply.Of(WireFault.InReplay(context.Request.Method)).Write(context);
            return;
        }

        if (context.Features.Get<RequestMarks>() is { } marks)
            context.Features.Set(marks with { Now = () => replay.Replay.Now.ToString() });
        replay.Enter();
        try
        {
            if (replay.Room is { } room)
                await room.Pass(context);
            else
                await Reply.Of(WireFault.Preparing(replay.Replay.Now.ToString())).Write(context);
        }
        catch (InvariantBrokenException e)
        {
            // The guard would stop the venue: what breaks here is not the venue's.
            throw new InvalidOperationException("a replay broke", e);
        }
        finally
        {
            replay.Leave();
        }
    }

    private DayReplaysShape List()
    {
        lock (views.Gate)
        {
            return new(
                stage is null ? [] : [.. views.Days.Rows.Select(Day)],
                stage?.Running ?? 0,
                options.MostReplays,
                VenueReplay.MostSpeed
            );
        }
    }

    private static ReplayDayShape Day(DaySpan span) =>
        new(span.Day.ToString(), span.From.ToString(), span.To.ToString(), span.Settled);

    private static Reply Tell(OpenReplay? replay, HttpContext context)
    {
        if (replay is null)
            return Reply.Of(Missing(Routes.Part(context, "replay")));
        // Who asks after it looks at it.
        replay.Enter();
        replay.Leave();
        return Reply.Of(replay.Shape(), Wire.DayReplayShape);
    }

    private Reply Make(HttpContext context, BodyReader body)
    {
        var (text, speed, paused) = (body.Text("from", true), body.Whole("speed", false, 1, 100), body.Flag("paused"));
        if (body.Done() is { } fault)
            return Reply.Of(fault);
        if (stage is null)
            return Reply.Of(WireFault.NotFound(null, null, "This venue keeps no log that could be played again."));
        var (span, start, bad) = Find(text!);
        if (bad is not null)
            return Reply.Of(bad);
        return stage.Open(MakerOf(context), span!, start, (int)(speed ?? 1), paused) is { } made
            ? Tell(made, context)
            : Reply.Of(WireFault.TooManyReplays(options.MostReplays));
    }

    private Reply Change(HttpContext context, BodyReader body)
    {
        var (text, speed) = (body.Text("time", false), body.Whole("speed", false, 1, 100));
        var doing = body.Word("do", false, ("", ' '), ("play", 'P'), ("pause", 'S'), ("step", 'T'));
        if (body.Done() is { } fault)
            return Reply.Of(fault);
        if (Mine(context) is not { } replay)
            return Reply.Of(Missing(Routes.Part(context, "replay")));
        Instant? to = null;
        if (text is not null)
        {
            var span = replay.Replay.Span;
            if (!TryMoment(text, out var moment))
                return Reply.Of(NoMoment("time", text));
            if (moment < span.From || moment > span.To)
                return Reply.Of(
                    WireFault.Bad(
                        "time",
                        text,
                        "Is outside the day.",
                        (moment < span.From ? span.From : span.To).ToString()
                    )
                );
            to = moment;
        }

        replay.Replay.Change(to, (int?)speed, doing == ' ' ? null : doing == 'P', doing == 'T');
        return Tell(replay, context);
    }

    private Reply End(HttpContext context)
    {
        if (Mine(context) is not { } replay)
            return Reply.Of(Missing(Routes.Part(context, "replay")));
        var shape = replay.Shape();
        stage!.End(replay);
        return Reply.Of(shape, Wire.DayReplayShape);
    }

    private OpenReplay? Mine(HttpContext context) =>
        stage?.Find(Routes.Part(context, "replay")) is { } replay
        && (options.Identity is null || replay.Maker == MakerOf(context))
            ? replay
            : null;

    /// <summary>The day that is meant, and where in it.</summary>
    private (DaySpan? Span, Instant Start, WireFault? Fault) Find(string text)
    {
        lock (views.Gate)
        {
            var days = views.Days;
            if (TradingDate.TryParse(text, out var date))
            {
                if (days.Of(date) is { } span)
                    return (span, span.From, null);
                var nearest = days.Rows.OrderBy(row => Math.Abs(row.Day.Days - date.Days)).FirstOrDefault();
                return (null, default, NoDay(text, nearest?.Day.ToString()));
            }

            if (!TryMoment(text, out var moment))
                return (null, default, NoMoment("from", text));
            return days.At(moment) is { } at
                ? (at, moment < at.From ? at.From : moment, null)
                : (null, default, NoDay(text, days.Rows.Count == 0 ? null : days.Rows[^1].To.ToString()));
        }
    }

    // Seconds may be left out, as people write moments.
    private static bool TryMoment(string text, out Instant moment) =>
        Instant.TryParse(text.Length == 17 && text[^1] == 'Z' ? text[..^1] + ":00Z" : text, out moment);

    private static WireFault NoMoment(string field, string given) =>
        WireFault.BadType(field, given, "Must be a moment in UTC, yyyy-MM-ddTHH:mm:ssZ.");

    private static WireFault NoDay(string given, string? limit) =>
        WireFault.NotFound("from", given, "The log has no such day; the limit is the nearest that it has.", limit);

    private static WireFault Missing(string id) =>
        WireFault.NotFound("replay", id, "There is no such replay of yours, or it has ended.");

    private static string MakerOf(HttpContext context) =>
        AccessDoor.CallerOf(context)?.User ?? context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static async Task Answer(HttpContext context, Func<BodyReader, Reply> answer)
    {
        var fault = new QueryReader(context.Request.Query).Done();
        if (fault is null && !context.Request.HasJsonContentType())
            fault = WireFault.OfStatus(StatusCodes.Status415UnsupportedMediaType, context.Request.ContentType);
        var body = fault is null ? await Body(context) : null;
        if (fault is null && body is null)
            fault = WireFault.OfStatus(StatusCodes.Status413PayloadTooLarge, null);
        await (fault is not null ? Reply.Of(fault) : answer(new(body!))).Write(context);
    }

    private static async Task<byte[]?> Body(HttpContext context)
    {
        var buffer = new byte[MostLength + 1];
        var length = 0;
        int read;
        while (
            length <= MostLength
            && (read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted)) > 0
        )
            length += read;
        return length > MostLength ? null : buffer[..length];
    }
}
