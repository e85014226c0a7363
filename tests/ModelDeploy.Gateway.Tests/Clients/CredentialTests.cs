using System.Text;
using Microsoft.Extensions.Primitives;
using ModelDeploy.Core.Clients;
using ModelDeploy.Gateway.Clients;

namespace ModelDeploy.Gateway.Tests.Clients;

public sealed class CredentialTests
{
    private const string Key = "mdk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static readonly KeyHash Hash = KeyHash.OfHex(ClientKeyText.HashOf(Key)!);

    [Theory]
    [InlineData($"Bearer {Key}")]
    [InlineData($"bearer {Key}")]
    [InlineData($"BEARER   {Key} ")]
    public void Bearer_is_a_key(string header) => Assert.Equal(new Credential(Hash, null), Credential.Read(header));

    [Theory]
    [InlineData("ci")]
    [InlineData("a.b-c_9")]
    public void Basic_is_a_name_and_a_key(string client) => Assert.Equal(new Credential(Hash, client), Credential.Read(Basic($"{client}:{Key}")));

    [Theory]
    [InlineData("")]
    [InlineData(Key)]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer guess")]
    [InlineData($"Bearer{Key}")]
    [InlineData($"Bearer {Key},{Key}")]
    [InlineData($"Bearer {Key} {Key}")]
    [InlineData($"Token {Key}")]
    [InlineData("Basic")]
    [InlineData("Basic !!!!")]
    [InlineData("Basic Y2k=")]
    public void What_is_neither_is_nothing(string header) => Assert.Null(Credential.Read(header));

    [Theory]
    [InlineData($":{Key}")]
    [InlineData($"{Key}")]
    [InlineData($"ci:{Key}:")]
    [InlineData($"ci::{Key}")]
    [InlineData("ci:guess")]
    [InlineData("ci:")]
    public void Basic_without_a_name_or_a_key_is_nothing(string pair) => Assert.Null(Credential.Read(Basic(pair)));

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData(" ")]
    [InlineData("\t")]
    public void Basic_has_one_spelling_and_a_key_in_another_one_is_still_kept_from_models(string blank)
    {
        var odd = Basic($"ci:{Key}").Insert("Basic ".Length + 8, blank);
        Assert.Null(Credential.Read(odd));
        Assert.True(Credential.IsInAny(odd));
    }

    [Fact]
    public void A_last_character_with_the_same_meaning_is_another_spelling()
    {
        var usual = Basic($"ci:{Key}");
        Assert.EndsWith("E=", usual);
        Assert.NotNull(Credential.Read(usual));
        var odd = usual[..^2] + "F=";
        Assert.Null(Credential.Read(odd));
        Assert.True(Credential.IsInAny(odd));
    }

    [Fact]
    public void What_is_far_too_long_is_nothing()
    {
        Assert.Null(Credential.Read(Basic($"{new string('a', 300)}:{Key}")));
        Assert.Null(Credential.Read("Bearer " + new string('a', 10_000)));
        Assert.Null(Credential.Read("Basic " + new string('A', 10_000)));
    }

    [Fact]
    public void Of_two_headers_none_is_believed()
    {
        Assert.Null(Credential.Read(new StringValues([$"Bearer {Key}", $"Bearer {Key}"])));
        Assert.Null(Credential.Read(StringValues.Empty));
    }

    [Fact]
    public void A_key_is_seen_in_whichever_header_it_is()
    {
        Assert.True(Credential.IsInAny(new StringValues(["Bearer other", $"Bearer {Key}"])));
        Assert.True(Credential.IsInAny(Basic($"anybody:{Key}")));
        Assert.False(Credential.IsInAny("Bearer eyJhbGciOiJIUzI1NiJ9.e30.x"));
        Assert.False(Credential.IsInAny(StringValues.Empty));
    }

    private static string Basic(string pair) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}";
}
