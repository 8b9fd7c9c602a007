// A venue whose contract was never settled has no curve to tell, and says so by telling nothing.
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Curves;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class CurveServerTests
{
    [Fact]
    public async Task What_is_not_there_is_no_document_and_not_an_empty_one()
    {
        await using var floor = await Floor.Open();
        var readers = new CurveServer(floor.Venue.Views, true).Readers;
        foreach (var contract in (string[])["TT", "XX"])
        {
            Assert.Null(readers.Days(contract));
            Assert.Null(readers.Analytics(contract, null));
            Assert.Null(readers.Analytics(contract, TradingDate.Of(2020, 1, 1)));
            Assert.Null(readers.Papers(CurvePaper.Fits, contract, null));
            Assert.Null(readers.Papers(CurvePaper.History, contract, TradingDate.Of(2020, 1, 1)));
        }
    }
}
