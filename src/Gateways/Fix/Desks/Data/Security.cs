// An instrument as the public desks tell it: its identity, its terms, the limits of its day, the legs of a spread.
using System.Globalization;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>An instrument laid out for the wire: read under the views' gate, written without it.</summary>
internal sealed class Security
{
    public const string Future = "FUT";
    public const string Strategy = "MLEG";

    /// <summary>Product(460): commodity.</summary>
    public const int Product = 2;

    private const string ExchangeSymbol = "8";
    private const int OtherEvent = 99;
    private const int TextAttribute = 99;

    private readonly InstrumentDocument _terms;
    private readonly string _session;
    private readonly List<string> _attributes;
    private readonly (string Near, string Far)? _legs;

    private Security(
        InstrumentDocument terms,
        string session,
        List<string> attributes,
        (string Near, string Far)? legs
    ) => (_terms, _session, _attributes, _legs) = (terms, session, attributes, legs);

    /// <summary>SecurityType(167).</summary>
    public static string TypeOf(InstrumentDocument terms) => terms.Spread is null ? Future : Strategy;

    /// <summary>TradingSessionID(336): the calendar that the instrument trades by; the caller holds the views'
    /// gate.</summary>
    public static string SessionOf(VenueViews views, InstrumentDocument terms) =>
        views.Calendars.Of(terms.Calendar).Calendar.Id;

    /// <summary>The caller holds the views' gate.</summary>
    public static Security Of(VenueViews views, BoardRow row)
    {
        var t = row.Terms;
        var scale = new FixInstrument(t);
        var attributes = new List<string>
        {
            $"MinPriceIncrement={Words.Plain(t.TickSize)}",
            $"MinPriceIncrementAmount={Words.Of(new Money(t.TickValueMinor))}",
            $"PricePrecision={Words.Of(scale.Places)}",
            $"UnitOfMeasure={t.Unit}",
            $"UnitOfMeasureQty={Words.Of(t.LotSize)}",
            $"PriceQuoteUnit={t.Quote}",
        };
        if (row is { Low: { } low, High: { } high })
        {
            attributes.Add($"LowLimitPrice={Words.Of(low, t)}");
            attributes.Add($"HighLimitPrice={Words.Of(high, t)}");
        }

        if (t.Spread is not { } spread)
            return new(t, SessionOf(views, t), attributes, null);
        attributes.Add($"PriceRatio={Words.Of(spread.NearWeight)}:{Words.Of(spread.FarWeight)}");
        var legs = (
            views.Board.Of(new InstrumentId(spread.Near)).Terms.Symbol,
            views.Board.Of(new InstrumentId(spread.Far)).Terms.Symbol
        );
        return new(t, SessionOf(views, t), attributes, legs);
    }

    /// <summary>An entry of SecurityList.</summary>
    public void InList(FixWriter message)
    {
        Identity(message);
        Attributes(message);
        Underlying(message);
        message.Add(15, _terms.Currency.ToString());
        Legs(message);
        message.Add(561, 1).Add(562, 1).Add(336, _session);
    }

    /// <summary>The body of a SecurityDefinition behind its ids.</summary>
    public void InDefinition(FixWriter message)
    {
        Identity(message);
        Attributes(message);
        Underlying(message);
        message.Add(15, _terms.Currency.ToString()).Add(336, _session);
        Legs(message);
        message.Add(561, 1).Add(562, 1);
    }

    private void Identity(FixWriter message)
    {
        message.Add(55, _terms.Symbol).Add(48, _terms.Symbol).Add(22, ExchangeSymbol).Add(460, Product);
        message.Add(167, TypeOf(_terms)).Add(762, _terms.Contract);
        if (_terms.Spread is null)
            message.Add(200, Digits(_terms.Month)[..6]);
        message.Add(541, Digits(_terms.LastTradingDay)).Add(231, Multiplier(_terms)).Add(107, _terms.NameEn);
        message.Add(864, 1).Add(865, OtherEvent).Add(866, Digits(_terms.FirstTradingDay)).Add(868, "first trading day");
    }

    private void Attributes(FixWriter message)
    {
        message.Add(870, _attributes.Count);
        foreach (var attribute in _attributes)
            message.Add(871, TextAttribute).Add(872, attribute);
    }

    private void Underlying(FixWriter message)
    {
        if (_legs is null)
            message.Add(711, 1).Add(311, _terms.Index);
    }

    private void Legs(FixWriter message)
    {
        if (_terms.Spread is not { } spread || _legs is not { } legs)
            return;
        message.Add(555, 2);
        message.Add(600, legs.Near).Add(623, spread.NearLots).Add(624, '1');
        message.Add(600, legs.Far).Add(623, spread.FarLots).Add(624, '2');
    }

    /// <summary>What a lot gains when the price rises by one.</summary>
    private static string Multiplier(InstrumentDocument terms) =>
        (terms.TickValueMinor / (decimal)Currencies.MinorPerUnit / terms.TickSize).ToString(
            "0.############",
            CultureInfo.InvariantCulture
        );

    private static string Digits(string date) => date.Replace("-", "", StringComparison.Ordinal);
}
