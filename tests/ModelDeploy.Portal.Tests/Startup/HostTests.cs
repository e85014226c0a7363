namespace ModelDeploy.Portal.Tests.Startup;

public sealed class HostTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Fact]
    public async Task The_process_says_that_it_lives_to_everybody()
    {
        using var visitor = portal.Visitor();
        Assert.Equal("Healthy\n", await visitor.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task It_becomes_ready()
    {
        using var visitor = portal.Visitor();
        await TestKit.Eventually.TrueAsync(async () =>
        {
            using var answer = await visitor.GetAsync("/readyz");
            return answer.IsSuccessStatusCode;
        }, "/readyz answers 200");
    }

    [Fact]
    public async Task Every_answer_tells_browsers_what_they_may_do()
    {
        using var visitor = portal.Visitor();
        using var answer = await visitor.GetAsync("/sign-in");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self' 'nonce-", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task A_page_carries_the_nonce_of_its_own_policy()
    {
        using var visitor = portal.Visitor();
        using var answer = await visitor.GetAsync("/error");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains($"nonce=\"{nonce}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_a_page_links_is_there_without_a_session()
    {
        using var visitor = portal.Visitor();
        var page = await visitor.GetStringAsync("/sign-in");
        string[] linked = [.. System.Text.RegularExpressions.Regex.Matches(page, "(?:href|src)=\"([^\"]+\\.(?:css|js|svg))\"").Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(linked);
        Assert.All(linked, path => Assert.True(visitor.GetAsync("/" + path).GetAwaiter().GetResult().IsSuccessStatusCode, path));
    }

    [Theory]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/lib/signalr/signalr.min.js")]
    [InlineData("/_content/Radzen.Blazor/Radzen.Blazor.min.js")]
    public async Task Scripts_from_outside_are_part_of_the_build(string path)
    {
        using var visitor = portal.Visitor();
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/_content/Radzen.Blazor/css/standard-base.css")]
    [InlineData("/_content/Radzen.Blazor/fonts/MaterialSymbolsOutlined.woff2")]
    public async Task Themes_and_fonts_that_no_page_uses_are_left_out(string path)
    {
        using var person = await portal.SignedInAsync();
        using var answer = await person.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_shows_a_page_that_leads_back()
    {
        using var person = await portal.SignedInAsync();
        using var answer = await person.GetAsync("/no/such/page");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is nothing here", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_gets_a_bare_status_instead_of_a_page()
    {
        using var script = await portal.SignedInAsync();
        script.DefaultRequestHeaders.Remove("Accept");
        using var answer = await script.GetAsync("/no/such/page");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_root_leads_to_the_deployments()
    {
        using var person = await portal.SignedInAsync();
        using var answer = await person.GetAsync("/");
        Assert.Equal("/deployments", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public void Nobody_else_on_the_machine_can_read_the_data()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("File modes are Unix's.");
        else
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(portal.DataDirectory));
    }

    [Fact]
    public void The_parts_that_one_machine_needs_lie_beside_the_portal()
    {
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "model-server", "ModelDeploy.ModelServer.dll")));
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "ModelDeploy.Supervisor.dll")));
    }
}
