// The picture of an exposure is a file that a browser opens by itself.
using System.Text;
using System.Xml.Linq;
using Tokenbourse.Node.Hedging.Reports;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class ExposurePictureTests
{
    [Fact]
    public void A_picture_of_an_exposure_stands_alone_and_names_its_months_and_what_is_simulated()
    {
        var text = Encoding.UTF8.GetString(ExposurePicture.Of(SamplePlan.Exposure));
        var picture = XDocument.Parse(text).Root!;
        Assert.Equal("svg", picture.Name.LocalName);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.Contains("SIMULATED", text, StringComparison.Ordinal);
        Assert.Contains(picture.Descendants(), e => e.Value == "2026-06");
        // Its colours are its own: a file has no page around it.
        Assert.Contains(
            picture.Descendants(),
            e => e.Name.LocalName == "style" && e.Value.Contains("--ground", StringComparison.Ordinal)
        );
        // A bar for the base case of each of the twelve months, and one for what is hedged, at least.
        Assert.True(picture.Descendants().Count(e => e.Name.LocalName == "path") >= 24);
    }
}
