using CsCheck;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Clients;
using ModelDeploy.TestKit.Fuzzing;

namespace ModelDeploy.Core.Tests.Fuzzing;

/// <summary>Texts of keys and tokens: what was made is known, what is nearly that is nothing.</summary>
public sealed class KeyFuzzTests
{
    // Always the same, so that a seed repeats what it told.
    private const string Key = "mdk_0123456789abcdefghijABCDEFGHIJ-_zyxwvutsrqp";
    private const string Token = "mdt_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9jDc0p";

    [Fact]
    public void Whatever_is_made_is_known_and_no_two_are_the_same()
    {
        HashSet<string> hashes = [];
        Fuzz.Holds(Gen.Bool, isKey => Assert.True(hashes.Add((isKey ? ClientKeyText.HashOf(ClientKeyText.Create()) : ApiTokenText.HashOf(ApiTokenText.Create()))!)));
    }

    [Fact]
    public void A_key_that_was_changed_is_none_or_another() => Fuzz.Holds(Mutated.Of(Key), changed => Assert.NotEqual(ClientKeyText.HashOf(Key), ClientKeyText.HashOf(changed)));

    [Fact]
    public void A_token_that_was_changed_is_none()
    {
        Assert.NotNull(ApiTokenText.HashOf(Token));
        Fuzz.Holds(Mutated.Of(Token), changed => Assert.Null(ApiTokenText.HashOf(changed)));
    }

    [Fact]
    public void A_text_of_whatever_kind_is_no_token_and_no_key() => Fuzz.Holds(
        Gen.OneOf(HostileText.Any, HostileText.Any.Select(text => ApiTokenText.Prefix + text), HostileText.Any.Select(text => ClientKeyText.Prefix + text)),
        text =>
        {
            Assert.Null(ApiTokenText.HashOf(text));
            Assert.Null(ClientKeyText.HashOf(text));
        });

    [Fact]
    public void A_name_that_a_client_may_have_can_stand_in_a_header_and_before_a_colon() => Fuzz.HoldsForSome(
        Gen.OneOf(Mutated.Of("ci-runner"), HostileText.Any, Gen.String[Gen.Char["aZ0-_."], 0, 70]), 0.1,
        name =>
        {
            if (ClientRules.WhyNameInvalid(name) is not null)
                return false;
            Assert.InRange(name.Length, 1, 63);
            Assert.All(name, character => Assert.True(char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'));
            return true;
        });
}
