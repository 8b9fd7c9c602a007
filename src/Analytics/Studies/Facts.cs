// What a study is given: dated facts as plain records. Where they come from is the caller's business.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Studies;

/// <summary>A price that somebody could see.</summary>
/// <param name="Known">First day on which it may be used.</param>
/// <param name="Class">token: input, cached_input, output; gpu: hour.</param>
/// <param name="Price">In currency per unit; null when withdrawn.</param>
public sealed record PriceFact(TradingDate Known, Offer Offer, string Class, double? Price, Currency Currency);

/// <summary>Who sells what where on which terms.</summary>
public sealed record Offer(string Seller, string Maker, string Item, string Region, string Terms);

/// <summary>A model's score in one edition of an exam.</summary>
/// <param name="Known">First day on which it may be used.</param>
/// <param name="Exam">Edition; scores compare within one only.</param>
public sealed record ScoreFact(TradingDate Known, string Exam, string Item, double Score);

/// <summary>Units of <paramref name="Quote"/> for one of <paramref name="Base"/>.</summary>
public sealed record RateFact(TradingDate Known, Currency Base, Currency Quote, double Rate);

/// <summary>A model's tokens and requests on one day, and the list price of its tokens.</summary>
/// <param name="Tokens">Tokens that went in and came out.</param>
/// <param name="List">USD per million tokens at the standard mix, at the cheapest endpoint's price.</param>
/// <param name="Realised">The same, endpoints weighed by their requests.</param>
public sealed record UsageFact(TradingDate Day, string Model, double Tokens, double List, double Realised);

/// <summary>What running a whole exam with a model cost.</summary>
/// <param name="Score">Its score that day; NaN when it has none.</param>
/// <param name="Cost">USD.</param>
/// <param name="Blend">List price, USD per million tokens, three parts in and one out.</param>
public sealed record TaskCostFact(TradingDate Day, string Model, string Maker, double Score, double Cost, double Blend);
