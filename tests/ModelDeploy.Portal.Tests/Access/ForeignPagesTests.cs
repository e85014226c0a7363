using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using ModelDeploy.Portal.Setup;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>What a page of another origin can make the browser of a signed-in person do.</summary>
public sealed class ForeignPagesTests(ChromiumBrowser browser, PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Theory]
    [InlineData("GET", "/hubs/logs", true)]
    [InlineData("POST", "/hubs/logs/negotiate", true)]
    [InlineData("GET", "/_blazor", true)]
    [InlineData("POST", "/_blazor/disconnect", true)]
    [InlineData("POST", "/sign-out", true)]
    [InlineData("DELETE", "/anything", true)]
    [InlineData("GET", "/deployments", false)]
    [InlineData("HEAD", "/deployments", false)]
    [InlineData("GET", "/hubsandmore", false)]
    public void Connections_and_changes_are_guarded(string method, string path, bool guarded) =>
        Assert.Equal(guarded, ForeignPages.IsGuarded(method, path));

    [Theory]
    [InlineData("same-origin", null, false)]
    [InlineData("none", null, false)]
    [InlineData("same-site", null, true)]
    [InlineData("cross-site", null, true)]
    [InlineData("same-origin,cross-site", null, true)]
    [InlineData("cross-site", "http://portal.lan:5080", true)]
    [InlineData("same-origin", "null", false)]
    [InlineData(null, null, false)]
    [InlineData(null, "http://portal.lan:5080", false)]
    [InlineData(null, "http://PORTAL.lan:5080", false)]
    [InlineData(null, "https://models.example", false)]
    [InlineData(null, "http://models.example", true)]
    [InlineData(null, "https://models.example:8443", true)]
    [InlineData(null, "http://portal.lan:5081", true)]
    [InlineData(null, "http://portal.lan", true)]
    [InlineData(null, "http://other.portal.lan:5080", true)]
    [InlineData(null, "http://portal.lan:5080.attacker.example", true)]
    [InlineData(null, "http://portal.lan:5080@attacker.example", true)]
    [InlineData(null, "null", true)]
    [InlineData(null, "nonsense", true)]
    public void A_browser_says_whose_page_asks(string? site, string? origin, bool foreign)
    {
        var headers = new HeaderDictionary();
        if (site is not null)
            headers["Sec-Fetch-Site"] = site;
        if (origin is not null)
            headers["Origin"] = origin;

        Assert.Equal(foreign, ForeignPages.IsForeign(headers, new HostString("portal.lan", 5080), "https://models.example"));
    }

    [Theory]
    [InlineData("https://models.example", "models.example", false)]
    [InlineData("https://models.example", "models.example:443", false)]
    [InlineData("http://[::1]:5080", "[::1]:5080", false)]
    [InlineData("https://models.example:8443", "models.example", true)]
    public void The_port_that_a_scheme_implies_need_not_be_said(string origin, string host, bool foreign) =>
        Assert.Equal(foreign, ForeignPages.IsForeign(new HeaderDictionary { ["Origin"] = origin }, new HostString(host), publicUrl: null));

    [Theory]
    [InlineData("/hubs/logs/negotiate?negotiateVersion=1")]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/sign-out")]
    public async Task A_request_of_a_foreign_page_is_refused_with_the_persons_cookie_too(string path)
    {
        using var person = await portal.SignedInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Origin", "http://127.0.0.1:1");

        using var answer = await person.SendAsync(request);

        Assert.Equal((HttpStatusCode.Forbidden, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("/hubs/logs")]
    [InlineData("/_blazor")]
    public async Task A_page_on_a_neighbouring_port_opens_no_socket_with_the_cookie_of_a_person(string path)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(await portal.IssueLinkAsync());
        var address = $"{portal.Address}{path}".Replace("http", "ws", StringComparison.Ordinal);
        Assert.Equal("open", await OpenSocketAsync(page, address));

        await using var neighbour = await OpenNeighbourAsync();
        await page.GotoAsync(neighbour.Urls.Single());

        Assert.Equal("refused", await OpenSocketAsync(page, address));
    }

    /// <summary>A page without any policy, on another port of the same host.</summary>
    private static async Task<WebApplication> OpenNeighbourAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var neighbour = builder.Build();
        neighbour.MapGet("/", () => TypedResults.Text("<!DOCTYPE html><title>Neighbour</title>", "text/html"));
        await neighbour.StartAsync();
        return neighbour;
    }

    private static Task<string> OpenSocketAsync(IPage page, string address) => page.EvaluateAsync<string>(
        """
        address => new Promise(resolve => {
            const socket = new WebSocket(address);
            socket.onopen = () => resolve('open');
            socket.onerror = () => resolve('refused');
        })
        """,
        address);
}
