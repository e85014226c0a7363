using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelDeploy.Portal.SignIn.OpenId.Tokens;

namespace ModelDeploy.Portal.Tests.SignIn.OpenId;

public sealed class OidcIdTokenTests
{
    private const string Issuer = "https://provider.example";
    private const string Access = "the-access-token";
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AKey Rsa = AKey.Rsa("r");
    private static readonly AKey Stranger = AKey.Rsa("r");
    private static readonly AKey Weak = AKey.Rsa("w", bits: 1024);
    private static readonly AKey Curve = AKey.Curve("e");

    private readonly Keys _keys = new(Rsa, Weak, Curve);

    public static TheoryData<string> Algorithms => [.. new[] { "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384" }];

    public static TheoryData<string, object?, string> WrongClaims => new()
    {
        { "iss", "https://provider.example/", "another issuer" },
        { "iss", "HTTPS://provider.example", "another issuer" },
        { "iss", null, "another issuer" },
        { "aud", "portal2", "somebody else" },
        { "aud", new[] { "other" }, "somebody else" },
        { "aud", null, "somebody else" },
        { "aud", new[] { "portal", "other" }, "does not say to whom" },
        { "aud", new object[] { "portal", 7 }, "does not say to whom" },
        { "azp", "other", "issued to somebody else" },
        { "azp", 7, "issued to somebody else" },
        { "exp", Seconds(-120), "expired" },
        { "exp", null, "does not say when it expires" },
        { "exp", "soon", "not a time" },
        { "exp", 1e300, "not a time" },
        { "nbf", Seconds(121), "not good yet" },
        { "iat", Seconds(121), "issued in the future" },
        { "iat", null, "does not say when it was issued" },
        { "nonce", "another", "another sign-in" },
        { "nonce", null, "another sign-in" },
        { "nonce", 7, "another sign-in" },
        { "at_hash", "AAAAAAAAAAAAAAAAAAAAAA", "another access token" },
        { "at_hash", 7, "another access token" },
        { "sub", "", "names nobody" },
        { "sub", null, "names nobody" },
    };

    public static TheoryData<string, object?> RightClaims => new()
    {
        { "aud", new[] { "portal" } },
        { "azp", "portal" },
        { "exp", Seconds(-119) },
        { "exp", Now.ToUnixTimeSeconds() + 0.5 },
        { "nbf", Seconds(119) },
        { "iat", Seconds(119) },
        { "at_hash", AKey.Encoded(SHA256.HashData(Encoding.ASCII.GetBytes(Access))[..16]) },
    };

    public static TheoryData<string, string> WrongHeaders => new()
    {
        { """{"alg":"none"}""", "algorithm" },
        { """{"alg":"None"}""", "algorithm" },
        { """{"alg":"HS256","kid":"r"}""", "algorithm" },
        { """{"alg":"rs256","kid":"r"}""", "algorithm" },
        { """{"alg":"ES512","kid":"e"}""", "algorithm" },
        { """{"kid":"r"}""", "algorithm" },
        { """{"alg":"RS256","kid":"r","crit":["exp"]}""", "extension" },
        { """{"alg":"RS256","kid":7}""", "key id" },
        { """{"alg":"RS256","kid":"unknown"}""", "No key" },
        { """{"alg":"ES256","kid":"r"}""", "No key" },
        { """{"alg":"PS256","kid":"r"}""", "No key" },
        { """{"alg":"RS256","alg":"RS256","kid":"r"}""", "header" },
        { """["RS256"]""", "header" },
        { "", "header" },
    };

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Every_accepted_algorithm_proves_the_person(string algorithm)
    {
        var key = algorithm[0] == 'E' ? AKey.Curve("k", algorithm) : AKey.Rsa("k", algorithm);

        var claims = await ValidateAsync(key.Sign(Claims()), new Keys(key));

        Assert.Equal("ada", claims.GetProperty("sub").GetString());
    }

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public Task A_claim_that_breaks_a_rule_is_refused(string claim, object? value, string because) => RefusedAsync(Rsa.Sign(Claims((claim, value))), because);

    [Theory]
    [MemberData(nameof(RightClaims))]
    public async Task What_a_rule_allows_is_taken(string claim, object? value) => await ValidateAsync(Rsa.Sign(Claims((claim, value))), _keys);

    [Fact]
    public async Task Several_audiences_are_taken_when_the_token_was_issued_to_this_portal() =>
        await ValidateAsync(Rsa.Sign(Claims(("aud", new[] { "other", "portal" }), ("azp", "portal"))), _keys);

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    public Task A_header_that_breaks_a_rule_is_refused(string header, string because) =>
        RefusedAsync(Rsa.SignRaw(Encoding.UTF8.GetBytes(header), JsonSerializer.SerializeToUtf8Bytes(Claims())), because);

    [Fact]
    public Task The_key_of_a_stranger_proves_nothing() => RefusedAsync(Stranger.Sign(Claims()), "No key");

    [Fact]
    public Task A_short_key_proves_nothing() => RefusedAsync(Weak.Sign(Claims()), "No key");

    [Theory]
    [InlineData("use", "enc")]
    [InlineData("alg", "PS256")]
    [InlineData("kty", "oct")]
    [InlineData("n", "not base64url!")]
    [InlineData("e", "")]
    [InlineData("e", "AA")]
    [InlineData("n", "")]
    public async Task A_key_for_something_else_or_that_cannot_be_read_proves_nothing(string name, string value)
    {
        var key = AKey.Rsa("k");
        key.Published[name] = value;

        await RefusedAsync(key.Sign(Claims()), "No key", new Keys(key));
    }

    [Fact]
    public async Task A_token_that_names_no_key_is_proven_by_the_one_that_fits() =>
        await ValidateAsync(Rsa.Sign(Claims(), new { alg = "RS256" }), _keys);

    [Fact]
    public async Task Keys_are_read_anew_when_none_fits()
    {
        var keys = new Keys(Stranger) { Newer = [Rsa.AsRead] };

        await ValidateAsync(Rsa.Sign(Claims()), keys);

        Assert.Equal(1, keys.Refetches);
    }

    [Fact]
    public async Task A_payload_that_was_changed_or_has_two_readings_is_refused()
    {
        var good = Rsa.Sign(Claims()).Split('.');
        var other = AKey.Encoded(JsonSerializer.SerializeToUtf8Bytes(Claims(("sub", "root"))));
        await RefusedAsync($"{good[0]}.{other}.{good[2]}", "No key");
        await RefusedAsync($"{good[0]}.{good[1]}.", "No key");
        var header = Encoding.UTF8.GetBytes("""{"alg":"RS256","kid":"r"}""");
        await RefusedAsync(Rsa.SignRaw(header, Encoding.UTF8.GetBytes("""{"sub":"ada","sub":"root"}""")), "payload");
        await RefusedAsync(Rsa.SignRaw(header, [.. "{\"sub\":\""u8, 0xff, .. "\"}"u8]), "payload");
        await RefusedAsync(Rsa.SignRaw(header, "[]"u8.ToArray()), "payload");
    }

    [Fact]
    public async Task What_is_no_token_is_refused()
    {
        var good = Rsa.Sign(Claims());
        foreach (var text in new[] { "", "..", "a.b.c", "a.b.c.d.e", good + "=", " " + good, good.Replace(".", " .", StringComparison.Ordinal) })
            await RefusedAsync(text, "");
        await RefusedAsync(new string('a', SignedToken.MaxLength + 1), "longer than");
    }

    [Fact]
    public async Task A_character_changed_anywhere_is_refused_and_nothing_but_refused()
    {
        var good = Curve.Sign(Claims());
        for (var i = 0; i < good.Length; i++)
        {
            var changed = good[..i] + (good[i] == 'A' ? 'B' : 'A') + good[(i + 1)..];
            await RefusedAsync(changed, "");
        }
    }

    private static Dictionary<string, object?> Claims(params (string Name, object? Value)[] changes)
    {
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Issuer, ["aud"] = "portal", ["sub"] = "ada", ["exp"] = Seconds(300), ["iat"] = Seconds(-5), ["nonce"] = "n",
        };
        foreach (var (name, value) in changes)
        {
            if (value is null)
                claims.Remove(name);
            else
                claims[name] = value;
        }
        return claims;
    }

    private static long Seconds(int fromNow) => Now.ToUnixTimeSeconds() + fromNow;

    private static Task<JsonElement> ValidateAsync(string token, ISigningKeys keys) => IdTokenValidator.ValidateAsync(
        token, new TokenExpectations(Issuer, "portal", Now, TimeSpan.FromMinutes(2)), "n", Access, keys, TestContext.Current.CancellationToken);

    private async Task RefusedAsync(string token, string because, ISigningKeys? keys = null)
    {
        var refused = await Assert.ThrowsAsync<TokenRefusedException>(() => ValidateAsync(token, keys ?? _keys));
        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
    }

    private sealed class Keys(params AKey[] keys) : ISigningKeys
    {
        public IReadOnlyList<SigningKey>? Newer { get; init; }

        public int Refetches { get; private set; }

        public Task<IReadOnlyList<SigningKey>> ReadAsync(bool anew, CancellationToken stop)
        {
            if (anew)
                Refetches++;
            return Task.FromResult(anew && Newer is not null ? Newer : [.. keys.Select(key => key.AsRead)]);
        }
    }
}
