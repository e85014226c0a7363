using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Browser;

public sealed class RestartTests(ChromiumBrowser browser) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _data = new();

    [Fact]
    public async Task An_open_page_comes_back_by_itself_after_the_portal_was_restarted()
    {
        var page = await browser.NewPageAsync();
        string address;
        await using (var first = Start("http://127.0.0.1:0"))
        {
            var link = await first.LinkAsync();
            address = new Uri(link).GetLeftPart(UriPartial.Authority);
            await page.GotoAsync(link);
            await Circuits.StartedAsync(page);
            await first.TerminateAsync();
        }
        await Assertions.Expect(page.GetByText("Connection lost")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToHaveCountAsync(0);
        var loadedAgain = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Load += (_, _) => loadedAgain.TrySetResult();

        await using var second = Start(address);
        await second.LinkAsync();
        await loadedAgain.Task.WaitAsync(Patience);
        await Circuits.StartedAsync(page);
        Assert.NotEqual("/sign-in", new Uri(page.Url).AbsolutePath);
    }

    public void Dispose() => _data.Dispose();

    private PortalProcess Start(string address) =>
        new(PortalFactory.RepoRoot, "--urls", address, $"--ModelDeploy:DataDirectory={_data.Path}");
}
