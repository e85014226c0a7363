using System.Text.RegularExpressions;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>Cookies of a portal behind a proxy that ends TLS: the portal itself is asked without it.</summary>
public sealed partial class SecureCookieTests : IAsyncLifetime
{
    private readonly PortalFactory _portal = new() { Settings = new Dictionary<string, string> { ["ModelDeploy:PublicUrl"] = "https://models.example" } };

    public ValueTask InitializeAsync() => _portal.InitializeAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Every_cookie_goes_over_TLS_alone_where_people_come_by_TLS()
    {
        var cookies = await SignInAsync();

        Assert.Equal([".AspNetCore.Antiforgery", "modeldeploy"], cookies.Select(cookie => cookie.Split('=')[0]).Select(WithoutSuffix).Order(StringComparer.Ordinal));
        Assert.All(cookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, cookie => Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Forms_work_behind_such_a_proxy()
    {
        using var person = _portal.Visitor();
        person.DefaultRequestHeaders.Add("Cookie", string.Join("; ", (await SignInAsync()).Select(cookie => cookie.Split(';')[0])));
        var token = TokenField().Match(await person.GetStringAsync("/groups")).Groups[1].Value;

        using var left = await person.PostAsync("/sign-out", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token }));

        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
    }

    /// <summary>What a sign-in and the first page set. Cookies are carried by hand, as the test speaks without TLS.</summary>
    private async Task<IReadOnlyList<string>> SignInAsync()
    {
        using var person = _portal.Visitor();
        using var opened = await person.GetAsync(await _portal.IssueLinkAsync());
        var session = opened.Headers.GetValues("Set-Cookie").Single();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/groups");
        request.Headers.Add("Cookie", session.Split(';')[0]);
        using var page = await person.SendAsync(request);
        return [session, .. page.Headers.GetValues("Set-Cookie")];
    }

    private static string WithoutSuffix(string name) => name.StartsWith(".AspNetCore.Antiforgery.", StringComparison.Ordinal) ? ".AspNetCore.Antiforgery" : name;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
