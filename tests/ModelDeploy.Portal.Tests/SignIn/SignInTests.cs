using System.Net.WebSockets;
using ModelDeploy.Portal.Tests.Logs;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.SignIn;

public sealed class SignInTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Fact]
    public async Task A_link_signs_in_and_leads_to_the_deployments()
    {
        using var visitor = portal.Visitor();
        using var answer = await visitor.GetAsync(await portal.IssueLinkAsync());
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/deployments", answer.Headers.Location?.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("modeldeploy=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task A_link_works_only_once()
    {
        var link = await portal.IssueLinkAsync();
        using var first = portal.Visitor();
        using var opened = await first.GetAsync(link);
        using var second = portal.Visitor();
        using var refused = await second.GetAsync(link);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.False(refused.Headers.Contains("Set-Cookie"));
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        Assert.Contains("--print-link", page, StringComparison.Ordinal);
        Assert.DoesNotContain(portal.DataDirectory, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_open_a_link_at_once_one_gets_in()
    {
        var link = await portal.IssueLinkAsync();
        using var visitor = portal.Visitor();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visitor.GetAsync(link)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("%00")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_wrong_token_is_refused_with_the_way_to_another(string token)
    {
        using var visitor = portal.Visitor();
        using var answer = await visitor.GetAsync($"/sign-in?token={token}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("This link no longer works", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_the_page_says_where_to_find_the_link()
    {
        using var visitor = portal.Visitor();
        using var answer = await visitor.GetAsync("/sign-in");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Open the link that the portal printed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_kept_only_as_a_hash()
    {
        var token = (await portal.IssueLinkAsync()).Split("token=")[1];
        var written = Directory.GetFiles(portal.DataDirectory, "*.db*").Concat(Directory.GetFiles(portal.DataDirectory, "*.log", SearchOption.AllDirectories));
        Assert.NotEmpty(written);
        foreach (var file in written)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(token, await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/deployments")]
    [InlineData("/groups")]
    [InlineData("/no/such/page")]
    public async Task Pages_lead_a_stranger_to_the_sign_in_page(string path)
    {
        using var visitor = portal.Visitor();
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in", answer.Headers.Location?.AbsolutePath);
    }

    [Fact]
    public async Task A_strangers_circuit_is_refused()
    {
        using var visitor = portal.Visitor();
        using var answer = await visitor.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("/groups", "/groups")]
    [InlineData("https://elsewhere.example/", "/deployments")]
    [InlineData("//elsewhere.example/", "/deployments")]
    public async Task A_sign_in_never_leads_to_somebody_elses_site(string returnUrl, string expected)
    {
        using var visitor = portal.Visitor();
        using var answer = await visitor.GetAsync($"{await portal.IssueLinkAsync()}&returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.Equal(expected, answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Leaving_ends_the_session()
    {
        using var person = await portal.SignedInAsync();
        using var left = await person.LeaveAsync();
        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        using var after = await person.GetAsync("/deployments");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task A_copied_cookie_is_worth_nothing_after_its_owner_left()
    {
        using var owner = portal.Visitor();
        using var opened = await owner.GetAsync(await portal.IssueLinkAsync());
        var copied = Leaving.SessionCookieOf(opened);
        Assert.Equal(HttpStatusCode.OK, await Leaving.AskAsync(portal.Address, copied));

        using var left = await owner.LeaveAsync();
        Assert.Equal(HttpStatusCode.Redirect, await Leaving.AskAsync(portal.Address, copied));
    }

    [Fact]
    public async Task Leaving_ends_open_log_streams()
    {
        using var owner = portal.Visitor();
        using var opened = await owner.GetAsync(await portal.IssueLinkAsync());
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", Leaving.SessionCookieOf(opened));
        await socket.ConnectAsync(new Uri($"{portal.Address}/hubs/logs".Replace("http", "ws")), TestContext.Current.CancellationToken);
        using var stream = await HubConversation.BeginAsync(socket);
        await stream.FollowAsync("nobody-knows");

        using var left = await owner.LeaveAsync();

        await stream.ClosedAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Another_site_cannot_sign_somebody_out()
    {
        using var person = await portal.SignedInAsync();
        using var answer = await person.PostAsync("/sign-out", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
