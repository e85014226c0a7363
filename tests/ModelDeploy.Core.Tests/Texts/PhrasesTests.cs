using ModelDeploy.Core.Texts;
using ModelDeploy.TestKit;

namespace ModelDeploy.Core.Tests.Texts;

public sealed class PhrasesTests
{
    [Theory]
    [InlineData("en", 1, "1 deployment")]
    [InlineData("en", 0, "0 deployments")]
    [InlineData("en", 10_000, "10,000 deployments")]
    [InlineData("de", 10_000, "10.000 deployments")]
    public void A_count_has_its_noun_and_the_readers_marks(string language, long count, string text)
    {
        using var _ = new Reader(language);

        Assert.Equal(text, Phrases.Count(count, "{0} deployment", "{0} deployments"));
    }

    [Theory]
    [InlineData("en", "0.5 of 2, 3 Mar 2026")]
    [InlineData("de", "0,5 of 2, 3 März 2026")]
    public void Gaps_are_filled_as_the_reader_writes_numbers_and_months(string language, string text)
    {
        using var _ = new Reader(language);

        Assert.Equal(text, "{0} of {1}, {2:d MMM yyyy}".With(0.5m, 2, new DateTime(2026, 3, 3)));
    }

    [Fact]
    public void Languages_call_themselves_by_their_own_names() =>
        Assert.Equal(["English", "Deutsch"], Language.All.Select(Language.NameOf));
}
