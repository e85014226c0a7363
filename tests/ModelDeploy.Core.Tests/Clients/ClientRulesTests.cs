using ModelDeploy.Core.Clients;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Clients;

public sealed class ClientRulesTests
{
    private static readonly string Key = ClientKeyText.Create();

    [Theory]
    [InlineData("a", true)]
    [InlineData("ci-runner_2.eu", true)]
    [InlineData("9", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a b", false)]
    [InlineData("a:b", false)]
    [InlineData("a\n", false)]
    [InlineData("ä", false)]
    public void A_name_fits_a_header_and_HTTP_basic(string name, bool isValid) => Assert.Equal(isValid, ClientRules.WhyNameInvalid(name) is null);

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void A_name_has_63_characters_at_most(int length, bool isValid) =>
        Assert.Equal(isValid, ClientRules.WhyNameInvalid(new string('a', length)) is null);

    [Theory]
    [InlineData(null, true)]
    [InlineData(1, true)]
    [InlineData(3660, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(3661, false)]
    public void A_key_is_good_for_days_or_for_ever(int? days, bool isValid) => Assert.Equal(isValid, ClientRules.WhyDaysInvalid(days) is null);

    [Theory]
    [InlineData(0, true)]
    [InlineData(90, true)]
    [InlineData(91, false)]
    [InlineData(-1, false)]
    public void Old_keys_stay_good_for_a_while_at_most(int days, bool isValid) =>
        Assert.Equal(isValid, ClientRules.WhyOverlapInvalid(TimeSpan.FromDays(days)) is null);

    [Fact]
    public void A_list_that_somebody_wrote_by_hand_is_relied_on_only_when_it_is_sound()
    {
        Assert.True(ClientRules.AreSound([]));
        Assert.True(ClientRules.AreSound([AClient.With("a", Key), AClient.With("some body")]));
        Assert.False(ClientRules.AreSound([AClient.With("a", Key), AClient.With("a")]));
        Assert.False(ClientRules.AreSound([AClient.With("some body", Key)]));
        Assert.False(ClientRules.AreSound([new("a", [AClient.Key(Key) with { Hash = "abc" }])]));
        Assert.False(ClientRules.AreSound([new("a", [AClient.Key(Key) with { Hash = ClientKeyText.HashOf(Key)!.ToUpperInvariant() }])]));
    }
}
