using System.Security.Cryptography;
using System.Text;
using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Core.Tests.Accounts;

public sealed class ApiTokenTextTests
{
    [Fact]
    public void A_new_one_is_known_by_its_hash_and_is_never_the_same()
    {
        var texts = Enumerable.Range(0, 1_000).Select(_ => ApiTokenText.Create()).ToList();

        Assert.Equal(1_000, texts.Distinct().Count());
        Assert.All(texts, text =>
        {
            Assert.Equal(ApiTokenText.Length, text.Length);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text))), ApiTokenText.HashOf(text));
        });
    }

    [Fact]
    public void One_with_any_character_changed_cut_or_added_is_none()
    {
        var text = ApiTokenText.Create();
        foreach (var at in Enumerable.Range(0, text.Length))
        {
            Assert.Null(ApiTokenText.HashOf(text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]));
            Assert.Null(ApiTokenText.HashOf(text.Remove(at, 1)));
            Assert.Null(ApiTokenText.HashOf(text.Insert(at, "A")));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mdt_")]
    [InlineData("Bearer mdt_")]
    public void What_is_no_token_has_no_hash(string? text) => Assert.Null(ApiTokenText.HashOf(text));

    [Fact]
    public void Whatever_stands_there_it_is_refused_and_never_throws()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var most = i % 2 == 0 ? 128 : 0x3000;
            var rest = string.Concat(Enumerable.Range(0, ApiTokenText.Length - ApiTokenText.Prefix.Length).Select(_ => (char)random.Next(1, most)));
            Assert.Null(ApiTokenText.HashOf(ApiTokenText.Prefix + rest));
        }
    }
}
