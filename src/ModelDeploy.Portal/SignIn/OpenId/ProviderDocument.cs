using System.Text.Json;
using ModelDeploy.Portal.SignIn.OpenId.Tokens;

namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>What a provider says of itself (its discovery document).</summary>
/// <param name="Issuer">Its name, exactly as its tokens write it.</param>
/// <param name="Authorization">Where people sign in.</param>
/// <param name="Token">Where codes are exchanged.</param>
/// <param name="Keys">Where its keys lie.</param>
/// <param name="UserInfo">Where it tells more about a person; null when it does not.</param>
/// <param name="EndSession">Where people sign out; null when it has no such place.</param>
/// <param name="NamesItself">Whether it names itself in every answer to a sign-in (RFC 9207).</param>
/// <param name="TakesBasic">Whether the client's secret travels in a header; else in the form.</param>
public sealed record ProviderDocument(
    string Issuer, string Authorization, string Token, string Keys, string? UserInfo, string? EndSession, bool NamesItself, bool TakesBasic)
{
    private const string SecretInForm = "client_secret_post";
    private const string SecretInHeader = "client_secret_basic";

    /// <summary>Reads the document that was found below this authority.</summary>
    /// <exception cref="ProviderException">It is of another issuer, or lacks what a sign-in needs.</exception>
    public static ProviderDocument Read(JsonElement found, Uri authority)
    {
        var issuer = StrictJson.TextOf(found, "issuer");
        if (issuer is null || issuer.TrimEnd('/') != authority.OriginalString.TrimEnd('/'))
            throw new ProviderException("The discovery document is of another issuer than the configured authority.");
        var methods = StrictJson.TextsOf(found, "token_endpoint_auth_methods_supported");
        return new ProviderDocument(
            issuer,
            Required("authorization_endpoint"),
            Required("token_endpoint"),
            Required("jwks_uri"),
            Optional("userinfo_endpoint"),
            Optional("end_session_endpoint"),
            found.TryGetProperty("authorization_response_iss_parameter_supported", out var names) && names.ValueKind is JsonValueKind.True,
            methods.Contains(SecretInHeader) || !methods.Contains(SecretInForm));

        string Required(string name) => Optional(name) ?? throw new ProviderException($"The discovery document has no {name}.");

        string? Optional(string name) => StrictJson.TextOf(found, name) is not { } address
            ? null
            : Uri.TryCreate(address, UriKind.Absolute, out var place) && IsSafe(place) && place.Fragment.Length == 0
                ? address
                : throw new ProviderException($"The discovery document's {name} is not an https address.");
    }

    /// <summary>Whether secrets may travel there: by https, or within this machine.</summary>
    public static bool IsSafe(Uri place) => place.Scheme == Uri.UriSchemeHttps || (place.Scheme == Uri.UriSchemeHttp && place.IsLoopback);
}
