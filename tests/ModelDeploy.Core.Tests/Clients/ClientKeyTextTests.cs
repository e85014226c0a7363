using ModelDeploy.Core.Clients;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Clients;

public sealed class ClientKeyTextTests
{
    [Fact]
    public void Each_is_another_and_says_what_it_is()
    {
        var keys = Enumerable.Range(0, 100).Select(_ => ClientKeyText.Create()).ToList();

        Assert.Equal(100, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Matches("^mdk_[-_A-Za-z0-9]{43}$", key));
        Assert.All(keys, key => Assert.True(ClientKeyText.IsKey(key)));
    }

    [Fact]
    public void The_hash_is_the_SHA256_of_the_text() => Assert.Equal(
        "17a9c0e425efcde6c99a4e04836f3db54cffb0c3e8e8b2d2b7a977b4a59c25a9", ClientKeyText.HashOf("mdk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("mdk_")]
    [InlineData("mdt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("MDK_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("mdk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("mdk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("mdk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ")]
    [InlineData("mdk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    [InlineData("mdk_ÄAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_key_has_no_hash(string? text) => Assert.Null(ClientKeyText.HashOf(text));

    [Fact]
    public void Neither_hash_nor_text_is_in_what_a_log_would_print()
    {
        var text = ClientKeyText.Create();
        var spec = ASpec.Usual.PrivateFor(AClient.With("ci", text));
        var made = new NewClientKey(ADeployment.Named().WithSpec(_ => spec), "ci", text);

        Assert.Contains("ci", $"{spec}");
        Assert.DoesNotContain(ClientKeyText.HashOf(text)!, $"{spec}{made}");
        Assert.DoesNotContain(text, $"{spec}{made}");
    }
}
