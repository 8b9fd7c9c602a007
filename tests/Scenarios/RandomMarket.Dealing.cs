// The random market's book of standard blocks and its requests for quotes, good and bad.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    // Of its own, so that the stream of bids is what it was without it.
    private readonly Random64 _deals = Random64.Of(seed, 1, 12);
    private readonly List<SpotOrderTaken> _standing = [];
    private readonly List<SpotQuoteAsked> _sought = [];
    private readonly List<SpotQuoteGiven> _answers = [];
    private long _dealIds;
    private long _newestRequest;
    private long _newestQuote;

    private int Turn(int count) => (int)_deals.Between(0, count - 1);

    private AccountId Partner() => new(_deals.Chance(20) ? 77 : 1 + Turn(Accounts));

    // PC has no book.
    private Name24 BookName() =>
        Name24.Of(_deals.Chance(20) ? "NONE" : _productNames[_deals.Chance(600) ? 0 : Turn(3)]);

    private Side EitherSide() => (Side)(_deals.Chance(10) ? 3 : 1 + Turn(2));

    private Quantity SomeLots() => new(_deals.Chance(40) ? _deals.Between(-1, 90) : _deals.Between(1, 6));

    private Price SomePrice() => new(_deals.Chance(30) ? _deals.Between(-3, 250) : _deals.Between(46, 54));

    private void Deal()
    {
        if (!HasSpot || !_deals.Chance(Topics == RandomTopics.All ? 60 : 300))
            return;
        switch (Turn(_now.Date >= TradingDate.Of(2026, 12, 1) ? 200 : 100))
        {
            case < 30:
                PlaceInBook();
                break;
            case < 36:
                TakeOutOfBook();
                break;
            case < 48:
                AskSomebody();
                break;
            case < 62:
                AnswerSomebody();
                break;
            case < 70:
                TakeAnswer();
                break;
            case < 74:
                TakeQuoteBack();
                break;
            default:
                Supply();
                break;
        }
    }

    // Two hours or a whole day of PA, one or three of PB, and few of each, so that orders meet.
    private void PlaceInBook()
    {
        var product = BookName();
        var next = DeliveryHours.Of(_now) + 1;
        var (hours, first) = (product.ToString(), Turn(3)) switch
        {
            ("PA", 0) => (24, DeliveryHours.Of(Instant.At(_now.Date.Plus(1), 0))),
            ("PA", _) => (2, next + 1 - (next % 2)),
            (_, 0) => (3, next + 2 - (next % 3)),
            _ => (1, next + Turn(2)),
        };
        Send(
            MessageKind.PlaceSpotOrder,
            new PlaceSpotOrder(
                Partner(),
                product,
                EitherSide(),
                NextReference(),
                first + (_deals.Chance(60) ? _deals.Between(-9, 30_000) : 0),
                _deals.Chance(30) ? Turn(30) : hours,
                SomeLots(),
                SomePrice()
            )
        );
    }

    private long NextReference() =>
        _deals.Chance(10) ? 0
        : _deals.Chance(40) ? long.Max(1, _dealIds - Turn(3))
        : ++_dealIds;

    private void TakeOutOfBook()
    {
        var order = _standing.Count == 0 || _deals.Chance(150) ? default : _standing[Turn(_standing.Count)];
        Send(
            MessageKind.CancelSpotOrder,
            new CancelSpotOrder(
                order.Account.Value == 0 || _deals.Chance(50) ? Partner() : order.Account,
                order.Account.Value == 0 ? BookName() : order.Product,
                order.Reference
            )
        );
    }

    private void AskSomebody()
    {
        var first = DeliveryHours.Of(_now) + (_deals.Chance(60) ? _deals.Between(-5, 30_000) : 1 + Turn(6));
        var until =
            _deals.Chance(80) ? _now.Plus(_deals.Between(-1, 10) * 3600 * Instant.PerSecond)
            : _deals.Chance(300) ? DeliveryHours.Begin(first)
            : _now.Plus(1 + (Turn(60) * Instant.PerMinute));
        Send(
            MessageKind.AskSpotQuote,
            new AskSpotQuote(
                Partner(),
                BookName(),
                EitherSide(),
                NextReference(),
                first,
                _deals.Chance(30) ? Turn(3000) : 1 + Turn(5),
                SomeLots(),
                until
            )
        );
    }

    private void AnswerSomebody()
    {
        var request =
            _deals.Chance(60) || _sought.Count == 0
                ? _deals.Between(-1, _newestRequest + 1)
                : _sought[Turn(_sought.Count)].Request;
        Send(MessageKind.GiveSpotQuote, new GiveSpotQuote(Partner(), request, SomePrice()));
    }

    private void TakeAnswer()
    {
        var quote = _answers.Count == 0 || _deals.Chance(60) ? default : _answers[Turn(_answers.Count)];
        var asker = _sought.Find(a => a.Request == quote.Request).Account;
        Send(
            MessageKind.TakeSpotQuote,
            new TakeSpotQuote(
                asker.Value == 0 || _deals.Chance(60) ? Partner() : asker,
                quote.Quote == 0 ? _deals.Between(-1, _newestQuote + 1) : quote.Quote
            )
        );
    }

    private void TakeQuoteBack()
    {
        var quote = _answers.Count == 0 || _deals.Chance(60) ? default : _answers[Turn(_answers.Count)];
        var request = _sought.Count == 0 || _deals.Chance(60) ? default : _sought[Turn(_sought.Count)];
        var words = Turn(8) switch
        {
            0 => new WithdrawSpotQuote(Partner(), 0, 0),
            1 => new WithdrawSpotQuote(Partner(), request.Request, quote.Quote),
            2 => new WithdrawSpotQuote(Partner(), 0, _deals.Between(-1, _newestQuote + 1)),
            3 => new WithdrawSpotQuote(Partner(), _deals.Between(-1, _newestRequest + 1), 0),
            4 or 5 => new WithdrawSpotQuote(quote.Account, 0, quote.Quote),
            _ => new WithdrawSpotQuote(request.Account, request.Request, 0),
        };
        Send(MessageKind.WithdrawSpotQuote, words);
    }

    private void LearnDealing(object message)
    {
        switch (message)
        {
            case SpotOrderTaken order:
                _standing.Add(order);
                break;
            case SpotOrderEnded end:
                _standing.RemoveAll(o =>
                    (o.Account, o.Product, o.Reference) == (end.Account, end.Product, end.Reference)
                );
                break;
            case SpotQuoteAsked asked:
                _sought.Add(asked);
                _newestRequest = asked.Request;
                break;
            case SpotQuoteGiven given:
                _answers.Add(given);
                _newestQuote = given.Quote;
                break;
            case SpotQuoteEnded { Quote: 0 } end:
                _sought.RemoveAll(a => a.Request == end.Request);
                break;
            case SpotQuoteEnded end:
                _answers.RemoveAll(o => o.Quote == end.Quote);
                break;
            default:
                LearnSupply(message);
                break;
        }
    }
}
