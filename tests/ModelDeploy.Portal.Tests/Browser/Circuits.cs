using Microsoft.Playwright;

namespace ModelDeploy.Portal.Tests.Browser;

/// <summary>When a page has come alive.</summary>
public static class Circuits
{
    /// <summary>Waits until the page's circuit runs: only then do buttons do anything.</summary>
    public static Task StartedAsync(IPage page) =>
        Assertions.Expect(page.Locator("[data-circuit]")).ToBeAttachedAsync(new() { Timeout = 30_000 });
}
