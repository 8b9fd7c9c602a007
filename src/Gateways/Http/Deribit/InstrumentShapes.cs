// Instruments and currencies as the Deribit-style door tells them.
using System.Text.Json.Nodes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>A contract is the base currency of its months: clients tell instruments apart by it.</summary>
internal static class InstrumentShapes
{
    private const string Future = "future";
    private const string Combo = "future_combo";

    /// <summary>Instruments of a currency (a contract, a currency of settlement, or any) and a kind.</summary>
    public static JsonArray All(VenueViews views, string? currency, string? kind, bool expired)
    {
        lock (views.Gate)
            return new([
                .. views
                    .Board.Rows.Where(r => r.Expired == expired && IsOf(r.Terms, currency, kind))
                    .Select(r => One(views, r)),
            ]);
    }

    public static JsonObject One(VenueViews views, BoardRow row)
    {
        var terms = row.Terms;
        return new()
        {
            ["instrument_name"] = terms.Symbol,
            ["instrument_id"] = terms.Instrument,
            ["kind"] = KindOf(terms),
            ["instrument_type"] = "linear",
            ["base_currency"] = terms.Contract,
            ["quote_currency"] = terms.Currency.ToString(),
            ["counter_currency"] = terms.Currency.ToString(),
            ["settlement_currency"] = terms.Currency.ToString(),
            ["settlement_period"] = "month",
            ["price_index"] = terms.Index,
            ["tick_size"] = terms.TickSize,
            ["tick_size_steps"] = new JsonArray(),
            ["min_trade_amount"] = 1,
            ["contract_size"] = terms.LotSize,
            ["unit"] = terms.Unit,
            ["quote"] = terms.Quote,
            ["is_active"] = !row.Expired,
            ["creation_timestamp"] = Spell.Time(Begin(terms)),
            ["expiration_timestamp"] = Spell.Time(End(views, terms)),
        };
    }

    /// <summary>What money is counted in, and contracts.</summary>
    public static JsonArray Currencies(VenueViews views)
    {
        var found = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        lock (views.Gate)
        {
            foreach (var row in views.Board.Rows)
            {
                var (contract, currency) = (row.Terms.Contract, row.Terms.Currency.ToString());
                found[contract] = Currency(contract, row.Terms.NameEn, row.Terms.PriceDecimals);
                found[currency] = Currency(currency, currency, Model.Numbers.Currencies.MinorDigits);
            }
        }

        return new([.. found.Values]);
    }

    /// <summary>Is the instrument of that currency and kind? Null and <c>any</c>: of every one.</summary>
    public static bool IsOf(InstrumentDocument terms, string? currency, string? kind) =>
        (
            IsAny(currency)
            || string.Equals(currency, terms.Contract, StringComparison.OrdinalIgnoreCase)
            || string.Equals(currency, terms.Currency.ToString(), StringComparison.OrdinalIgnoreCase)
        ) && (IsAny(kind) || kind == KindOf(terms) || (kind == "combo" && terms.Spread is not null));

    public static bool IsAny(string? word) => word is null or "any";

    public static string KindOf(InstrumentDocument terms) => terms.Spread is null ? Future : Combo;

    private static JsonObject Currency(string code, string name, int decimals) =>
        new()
        {
            ["currency"] = code,
            ["currency_long"] = name,
            ["coin_type"] = code,
            ["fee_precision"] = decimals,
            ["withdrawal_fee"] = 0,
        };

    private static Instant Begin(InstrumentDocument terms) =>
        TradingDate.TryParse(terms.FirstTradingDay, out var day) ? Instant.At(day, 0) : default;

    // The last close: its date in UTC is the one in the name that clients make.
    private static Instant End(VenueViews views, InstrumentDocument terms)
    {
        var calendar = views.Calendars.Of(terms.Calendar).Calendar;
        return TradingDate.TryParse(terms.LastTradingDay, out var day)
            ? calendar.MomentOf(day, calendar.Timetable.Last(line => line.Phase == TradingPhase.Closed))
            : default;
    }
}
