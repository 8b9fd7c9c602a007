// Failures that a meter tells without end: they stay within the certificate, and the machine goes on.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SpotFailureTests
{
    // 45 lots of 10^12 units over 2,208 hours are 9.9 * 10^16 units: 93 such failures pass 2^63.
    [Fact]
    public void A_meter_that_tells_the_same_failure_again_and_again_does_not_stop_the_machine()
    {
        var desk = MarketDesk.Open();
        desk.Document(
            MessageKind.DefineSpotProduct,
            """
            { "product": "TS", "version": 1, "name": { "en": "T", "zh": "T" }, "kind": "tokens", "currency": "CNY",
              "unit": "standard token", "unitsPerLot": 1000000000000, "tick": "0.01", "floor": "0.01", "cap": "1.00",
              "maxLots": 45, "issuerLimit": 100000, "auction": { "gate": "12:00", "dayStart": "00:00", "days": 1 },
              "collateral": "0.00", "delivery": { "penalty": "0.25", "unused": "paid", "graceHours": 2 }, "traits": [] }
            """
        );
        var issue = new IssueCertificate(new(1), SpotDesk.Tokens, SpotDesk.Midnight, 2208, new(45), Name24.Of("i1"));
        desk.Submit(MessageKind.IssueCertificate, issue);
        desk.Submit(MessageKind.RedeemCertificate, new RedeemCertificate(new(1), 1, 7));
        desk.GoTo(SpotDesk.Midnight);
        var units = 45L * 2208 * 1_000_000_000_000;
        for (var record = 1; record <= 100; record++)
            desk.Submit(MessageKind.RecordDelivery, SpotDesk.Record(record, 1, 0, 0, units));
        desk.GoTo(SpotDesk.Midnight + 2208 + 2);
        var ended = desk.Events.Single(e => e.Kind == MessageKind.CertificateEnded).As<CertificateEnded>();
        Assert.Equal((units, 0L), (ended.Failed, ended.Unused));
    }
}
