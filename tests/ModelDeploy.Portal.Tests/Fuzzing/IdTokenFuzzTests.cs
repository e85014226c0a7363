using System.Text;
using System.Text.Json;
using CsCheck;
using ModelDeploy.Portal.SignIn.OpenId.Tokens;
using ModelDeploy.Portal.Tests.SignIn.OpenId;
using ModelDeploy.TestKit.Fuzzing;

namespace ModelDeploy.Portal.Tests.Fuzzing;

/// <summary>Tokens that are nearly those of a provider: every one is refused, and nothing but refused.</summary>
public sealed class IdTokenFuzzTests
{
    private const string Issuer = "https://provider.example";
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AKey Key = AKey.Curve("e");
    private static readonly AKey Rsa = AKey.Rsa("r");
    private static readonly string Ada = Key.SignRaw("""{"alg":"ES256","kid":"e"}"""u8.ToArray(), ClaimsOf("ada"));
    private static readonly string Bob = Rsa.SignRaw("""{"alg":"RS256","kid":"r"}"""u8.ToArray(), ClaimsOf("bob"));

    private static readonly string[] Values =
    [
        "\"https://provider.example\"", "\"portal\"", "\"n\"", "\"\"", "\"x\"", "null", "true", "0", "-1", "1e400", "1E+19", "253402300800", "9999999999999999999999999", "1777637100", "1777637100.5",
        "\"1777637100\"", "[]", "{}", "[\"portal\"]", "[\"portal\",\"x\"]", "[[\"portal\"]]", "\"\\ud800\"", "\"port\\u0061l\"", "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]",
    ];

    private static readonly Gen<string> Claims = Gen.Select(Gen.OneOf("iss", "aud", "sub", "exp", "iat", "nbf", "nonce", "azp", "at_hash", "amr"), Gen.OneOf(Values), Gen.Bool).Array[1, 3]
        .Select(changes => changes.Aggregate(
            new List<(string Name, string Value)>
            {
                ("iss", $"\"{Issuer}\""), ("aud", "\"portal\""), ("sub", "\"ada\""), ("exp", "1777637100"), ("iat", "1777636700"), ("nonce", "\"n\""),
            },
            (members, change) => [.. members.Where(member => change.Item3 || member.Name != change.Item1), (change.Item1, change.Item2)]))
        .Select(members => $"{{{string.Join(',', members.Select(member => $"\"{member.Name}\":{member.Value}"))}}}");

    [Fact]
    public async Task What_was_signed_is_taken()
    {
        Assert.Null(await WhyRefusedAsync(Ada));
        Assert.Null(await WhyRefusedAsync(Bob));
    }

    [Fact]
    public Task A_token_that_was_changed_is_refused() => Fuzz.HoldsAsync(
        Gen.OneOf(Mutated.Of(Ada), Mutated.Of(Bob)), async token => Assert.NotNull(await WhyRefusedAsync(token)));

    [Fact]
    public Task The_last_characters_of_every_part_have_one_spelling() => Fuzz.HoldsAsync(
        Gen.Select(Gen.Bool, Gen.Int[0, 2], Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"]),
        async change =>
        {
            var token = change.Item1 ? Ada : Bob;
            var parts = token.Split('.');
            parts[change.Item2] = parts[change.Item2][..^1] + change.Item3;
            var changed = string.Join('.', parts);
            Assert.Equal(changed != token, await WhyRefusedAsync(changed) is not null);
        });

    [Fact]
    public Task Parts_of_two_tokens_make_no_third_one() => Fuzz.HoldsAsync(
        Gen.OneOf([.. Ada.Split('.'), .. Bob.Split('.'), "", "e30", AKey.Encoded("""{"alg":"none"}"""u8.ToArray()), AKey.Encoded("""{"alg":"HS256","kid":"r"}"""u8.ToArray())]).Array[1, 5],
        async parts =>
        {
            var token = string.Join('.', parts);
            Assert.Equal(token == Ada || token == Bob, await WhyRefusedAsync(token) is null);
        });

    [Fact]
    public Task A_header_that_says_otherwise_is_refused() => Fuzz.HoldsAsync(
        Gen.OneOf(Mutated.Of("""{"alg":"ES256","kid":"e"}"""), Mutated.Of("""{"alg":"RS256","kid":"e"}"""), HostileText.Any),
        async header =>
        {
            // Signed as it stands: only what the header itself says can be the reason.
            var written = Encoding.UTF8.GetBytes(header);
            var refused = await WhyRefusedAsync(Key.SignRaw(written, ClaimsOf("ada")));
            if (refused is null)
                Assert.Equal("ES256", JsonDocument.Parse(written).RootElement.GetProperty("alg").GetString());
        });

    [Fact]
    public Task Claims_are_taken_only_when_they_keep_every_rule_told_a_second_time() => Fuzz.HoldsAsync(Claims, async claims =>
    {
        if (await WhyRefusedAsync(Key.SignRaw("""{"alg":"ES256","kid":"e"}"""u8.ToArray(), Encoding.UTF8.GetBytes(claims))) is not null)
            return;
        using var read = JsonDocument.Parse(claims);
        var members = read.RootElement.EnumerateObject().ToList();
        Assert.Equal(members.Count, members.DistinctBy(member => member.Name).Count());
        var root = read.RootElement;
        Assert.Equal((Issuer, "n"), (root.GetProperty("iss").GetString(), root.GetProperty("nonce").GetString()));
        Assert.NotEmpty(root.GetProperty("sub").GetString()!);
        Assert.Contains("portal", root.GetProperty("aud") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(one => one.GetString()) : [root.GetProperty("aud").GetString()]);
        Assert.InRange(root.GetProperty("exp").GetDouble(), Now.AddMinutes(-2).ToUnixTimeSeconds(), 253_402_300_799);
        Assert.InRange(root.GetProperty("iat").GetDouble(), 1, Now.AddMinutes(2).ToUnixTimeSeconds());
    });

    private static byte[] ClaimsOf(string person) => Encoding.UTF8.GetBytes(
        $$"""{"iss":"{{Issuer}}","aud":"portal","sub":"{{person}}","exp":{{Now.ToUnixTimeSeconds() + 300}},"iat":{{Now.ToUnixTimeSeconds() - 5}},"nonce":"n"}""");

    /// <summary>Null when it is taken. Anything but a refusal is thrown.</summary>
    private static async Task<string?> WhyRefusedAsync(string token)
    {
        try
        {
            await IdTokenValidator.ValidateAsync(token, new TokenExpectations(Issuer, "portal", Now, TimeSpan.FromMinutes(2)), "n", "access", new Keys(), CancellationToken.None);
            return null;
        }
        catch (TokenRefusedException refused)
        {
            return refused.Message;
        }
    }

    private sealed class Keys : ISigningKeys
    {
        private static readonly IReadOnlyList<SigningKey> Both = [Key.AsRead, Rsa.AsRead];

        public Task<IReadOnlyList<SigningKey>> ReadAsync(bool anew, CancellationToken stop) => Task.FromResult(Both);
    }
}
