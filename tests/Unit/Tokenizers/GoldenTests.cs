// The counts and ids of the golden texts and of the published factors, token for token.
using System.Text;
using Tokenbourse.Gateways.Tokenizers;
using Xunit;

namespace Tokenbourse.Unit.Tokenizers;

public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. TokenizerShelf.Sources.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_golden_texts_have_exactly_the_tokens_of_the_npm_implementations(string name)
    {
        var golden = Published.Golden();
        var tokenizer = Published.Open(name);
        Assert.NotEmpty(golden);
        foreach (var text in golden)
        {
            var bytes = Encoding.UTF8.GetBytes(text.Text);
            var ids = new List<int>();
            tokenizer.Encode(bytes, ids);
            Assert.Equal((text.Id, text.Counts[name]), (text.Id, ids.Count));
            Assert.Equal(text.Counts[name], tokenizer.Count(bytes));
            Assert.Equal(text.Counts[name], tokenizer.Count(text.Text));
            if (name == "o200k_base")
                Assert.Equal(text.O200kIds, ids);
            if (name == "cl100k_base")
                Assert.Equal(text.Cl100kIds, ids);
        }
    }
}
