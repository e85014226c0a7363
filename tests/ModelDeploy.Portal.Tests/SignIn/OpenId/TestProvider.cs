using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace ModelDeploy.Portal.Tests.SignIn.OpenId;

/// <summary>A provider that lets everybody in as Ada, and that tests make lie, fall silent or change its keys.</summary>
public sealed class TestProvider : IAsyncDisposable
{
    public const string ClientSecret = "a secret: with / everything & more";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string RedirectUri)> _codes = new();

    private TestProvider(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.First();

    public AKey Key { get; set; } = AKey.Rsa("first");

    /// <summary>What is done to the claims of each ID token before it is signed.</summary>
    public Action<Dictionary<string, object?>> Tamper { get; set; } = _ => { };

    /// <summary>The status of every answer, instead of the answer; null for none.</summary>
    public int? OutOfOrder { get; set; }

    /// <summary>By which name it answers a sign-in (RFC 9207); null for its own.</summary>
    public string? AnswersAs { get; set; }

    public int KeysRead { get; private set; }

    public static async Task<TestProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new TestProvider(app);
        app.Use((context, next) =>
        {
            if (provider.OutOfOrder is not { } status)
                return next(context);
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        app.MapGet("/.well-known/openid-configuration", provider.Describe);
        app.MapGet("/keys", provider.ShowKeys);
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", (Delegate)provider.ExchangeAsync);
        await app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>A token with the usual claims and these changes, for this audience of one.</summary>
    public string Signed(Action<Dictionary<string, object?>> change)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?> { ["iss"] = Issuer, ["aud"] = "portal", ["sub"] = "ada", ["iat"] = now, ["exp"] = now + 300 };
        change(claims);
        return Key.Sign(claims);
    }

    /// <summary>A token that tells of a logout of Ada, with these changes; claims that become null are left out.</summary>
    public string LogoutToken(Action<Dictionary<string, object?>> change) => Signed(claims =>
    {
        claims["jti"] = Guid.NewGuid().ToString();
        claims["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new { } };
        change(claims);
        foreach (var (name, _) in claims.Where(claim => claim.Value is null).ToList())
            claims.Remove(name);
    });

    private IResult Describe() => Results.Json(new Dictionary<string, object>
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = $"{Issuer}/authorize",
        ["token_endpoint"] = $"{Issuer}/token",
        ["jwks_uri"] = $"{Issuer}/keys",
        ["end_session_endpoint"] = $"{Issuer}/leave",
        ["authorization_response_iss_parameter_supported"] = true,
    });

    private IResult ShowKeys()
    {
        KeysRead++;
        return Results.Json(new { keys = new[] { Key.Published } });
    }

    private IResult Authorize(string client_id, string response_type, string scope, string redirect_uri, string state, string nonce, string code_challenge, string code_challenge_method)
    {
        Assert.Equal(("portal", "code", "S256"), (client_id, response_type, code_challenge_method));
        Assert.Contains("openid", scope.Split(' '));
        var code = Guid.NewGuid().ToString("n");
        _codes[code] = (nonce, code_challenge, redirect_uri);
        return Results.Redirect(QueryHelpers.AddQueryString(redirect_uri, new Dictionary<string, string?> { ["code"] = code, ["state"] = state, ["iss"] = AnswersAs ?? Issuer }));
    }

    // Codes are taken again and again, so that only the portal itself refuses what is used twice.
    private async Task<IResult> ExchangeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var basic = Encoding.UTF8.GetString(Convert.FromBase64String(context.Request.Headers.Authorization.ToString()["Basic ".Length..])).Split(':');
        var (nonce, challenge, redirectUri) = _codes[form["code"].ToString()];
        var proven = AKey.Encoded(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) == challenge;
        if (!proven || redirectUri != form["redirect_uri"] || WebUtility.UrlDecode(basic[1]) != ClientSecret)
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        return Results.Json(new
        {
            access_token = "access",
            token_type = "Bearer",
            id_token = Signed(claims =>
            {
                (claims["nonce"], claims["name"], claims["sid"], claims["groups"]) = (nonce, "Ada", "s-1", new[] { "/demo", "elsewhere" });
                Tamper(claims);
            }),
        });
    }
}
