// From what the view counted to the documents of obligations. A presence is never shown as more than it was.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Obligations;

/// <summary>Averages are rounded half to even; whether an agreement is met is decided before.</summary>
internal static class ObligationPresenter
{
    private const int PpmPerPercent = 10_000;
    private const string Met = "met";
    private const string NoSession = "no session";

    /// <summary>Null: there is no such account.</summary>
    /// <param name="asked">The calendar month; null: that of the newest trading day.</param>
    public static ObligationsShape? Of(VenueViews views, int account, ContractMonth? asked)
    {
        lock (views.Gate)
        {
            var who = views.Statements.Accounts.FirstOrDefault(a => a.Account == account);
            return who is null ? null : Of(views, who, asked ?? Newest(views));
        }
    }

    public static MakerObligationsShape All(VenueViews views, ContractMonth? asked)
    {
        lock (views.Gate)
        {
            var month = asked ?? Newest(views);
            var agreed = views.Obligations.Agreements.Select(a => a.Account).ToHashSet();
            var makers = views.Statements.Accounts.Where(a => agreed.Contains(a.Account)).OrderBy(a => a.Account);
            return new(
                month?.ToString(),
                [.. makers.Select(who => Of(views, who, month))],
                views.Obligations.Time.ToString(),
                views.AsOf
            );
        }
    }

    private static ContractMonth? Newest(VenueViews views) =>
        views.Obligations.Day == default ? null : ContractMonth.Of(views.Obligations.Day);

    private static ObligationsShape Of(VenueViews views, AccountDocument who, ContractMonth? month)
    {
        var board = views.Obligations;
        return new(
            who.Account,
            who.Name,
            who.Simulated,
            views.Makers.IsMaker(who.Account),
            month?.ToString(),
            [.. board.Agreements.Where(a => a.Account == who.Account).Select(Of)],
            month is { } m ? [.. board.Of(who.Account).Where(o => o.DaysOf(m).Any()).Select(o => Of(o, m))] : [],
            board.Time.ToString(),
            views.AsOf
        );
    }

    private static AgreementShape Of(MakerAgreement agreement) =>
        new(
            agreement.Agreement,
            agreement.Contract,
            agreement.Month?.ToString(),
            agreement.Months,
            agreement.IsShare ? "percent" : "ticks",
            Spread(agreement.Widest, agreement),
            agreement.LeastLots,
            Words.Scaled(agreement.LeastPresencePpm, 4),
            agreement.From.ToString(),
            agreement.Until?.ToString()
        );

    private static ObligationShape Of(Obligation obligation, ContractMonth month)
    {
        var agreement = obligation.Agreement;
        var days = obligation.DaysOf(month).ToList();
        return new(
            agreement.Agreement,
            obligation.Terms.Symbol,
            obligation.Holds ? Now(obligation) : null,
            obligation.Holds ? Of(obligation.Days[^1].Time, agreement) : null,
            Of(obligation.Of(month), agreement),
            [.. days.Select(d => new ObligationDayShape(d.Day.ToString(), Of(d.Time, agreement)))]
        );
    }

    private static ObligationNowShape Now(Obligation obligation)
    {
        var (quote, agreement, terms) = (obligation.Quote, obligation.Agreement, obligation.Terms);
        var state =
            !obligation.IsOpen ? NoSession
            : quote.Meets ? Met
            : quote.Bid is null && quote.Ask is null ? "no quote"
            : !quote.IsTwoSided ? "one-sided"
            : quote.Spread is null ? "too small"
            : "too wide";
        return new(
            state,
            quote.Bid is { } bid ? Words.Of(new Price(bid), terms) : null,
            quote.Ask is { } ask ? Words.Of(new Price(ask), terms) : null,
            quote.Spread is { } spread ? Spread(spread, agreement) : null,
            quote.Lots
        );
    }

    private static ObligationTimeShape Of(ObligedTime time, MakerAgreement agreement) =>
        new(
            time.Passes(agreement) switch
            {
                null => NoSession,
                true => Met,
                false => "short",
            },
            time.Session,
            time.Met,
            time.Lacking(agreement),
            time.Session == 0 ? null : Words.Scaled((long)((Int128)time.Met * 10_000 / time.Session), 2),
            time.Sized == 0
                ? null
                : Average(
                    time.SpreadTime,
                    time.Sized,
                    agreement.IsShare ? PpmPerPercent : 1,
                    agreement.IsShare ? 4 : 2
                ),
            time.TwoSided == 0 ? null : Average(time.LotsTime, time.TwoSided, 1, 2)
        );

    private static string Spread(long spread, MakerAgreement agreement) =>
        agreement.IsShare ? Words.Scaled(spread, 4) : Words.Of(spread);

    private static string Average(Int128 sum, long time, int unit, int decimals) =>
        Words.Fixed(decimal.Round((decimal)sum / time / unit, decimals, MidpointRounding.ToEven), decimals);
}
