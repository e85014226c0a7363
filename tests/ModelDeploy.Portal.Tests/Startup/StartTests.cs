namespace ModelDeploy.Portal.Tests.Startup;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    [Fact]
    public async Task A_start_prints_exactly_one_link_with_the_address_that_it_listens_on_and_ends_on_a_signal()
    {
        await using var portal = Start("--urls", "http://127.0.0.1:0");
        var link = await portal.LinkAsync();

        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await browser.GetAsync(link);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);

        Assert.Equal(0, await portal.TerminateAsync());
        Assert.Single(portal.Links);
        Assert.DoesNotContain(portal.Output.Where(line => !line.StartsWith("Open ", StringComparison.Ordinal)), line => line.Contains("token=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_link_can_be_printed_while_the_portal_runs_and_works_once()
    {
        await using var portal = Start("--urls", "http://127.0.0.1:0");
        var first = await portal.LinkAsync();
        await using var printer = Start("--print-link");
        var second = await printer.LinkAsync();
        Assert.Equal(0, await printer.ExitAsync());
        Assert.NotEqual(first, second);

        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var opened = await browser.GetAsync(second);
        using var again = await browser.GetAsync(second);
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task A_link_is_not_printed_for_a_portal_that_does_not_run()
    {
        await using var printer = Start("--print-link");
        Assert.Equal(1, await printer.ExitAsync());
        Assert.Empty(printer.Links);
        Assert.Contains("No portal runs", Assert.Single(printer.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_not_printed_for_a_portal_that_was_killed()
    {
        await using var portal = Start("--urls", "http://127.0.0.1:0");
        await portal.LinkAsync();
        await portal.KillAsync();

        await using var printer = Start("--print-link");

        Assert.Equal(1, await printer.ExitAsync());
        Assert.Empty(printer.Links);
        Assert.Contains("No portal runs", Assert.Single(printer.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_end_the_start_with_every_mistake_named()
    {
        await using var portal = Start("--ModelDeploy:Store=Kubernetes", "--ModelDeploy:SeedDemo=perhaps");
        Assert.Equal(1, await portal.ExitAsync());
        Assert.Contains(portal.Errors, line => line.StartsWith("ModelDeploy:Store ", StringComparison.Ordinal));
        Assert.Contains(portal.Errors, line => line.StartsWith("ModelDeploy:SeedDemo ", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_data.Path));
    }

    [Fact]
    public async Task The_setting_by_which_the_framework_believes_everybody_ends_the_start()
    {
        await using var portal = Start("--ForwardedHeaders_Enabled=true");
        Assert.Equal(1, await portal.ExitAsync());
        Assert.StartsWith("ASPNETCORE_FORWARDEDHEADERS_ENABLED is true", Assert.Single(portal.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_without_settings_says_where_it_looked()
    {
        using var elsewhere = new TemporaryFolder();
        Directory.CreateDirectory(elsewhere.Path);
        await using var portal = new PortalProcess(elsewhere.Path);
        Assert.Equal(1, await portal.ExitAsync());
        Assert.Contains($"There is no appsettings.json in {elsewhere.Path}", Assert.Single(portal.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_portal_on_the_same_data_is_refused_with_a_sentence()
    {
        await using var first = Start("--urls", "http://127.0.0.1:0");
        await first.LinkAsync();
        await using var second = Start("--urls", "http://127.0.0.1:0");
        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains(_data.Path, Assert.Single(second.Errors), StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();

    private PortalProcess Start(params string[] arguments) =>
        new(PortalFactory.RepoRoot, [.. arguments, $"--ModelDeploy:DataDirectory={_data.Path}"]);
}
