using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ModelDeploy.Portal.Tests.Browser;

/// <summary>Where a page stands and whether it has come alive.</summary>
public static class Circuits
{
    /// <summary>Waits until the page's circuit runs: only then do buttons do anything.</summary>
    public static Task StartedAsync(IPage page) =>
        Assertions.Expect(page.Locator("[data-circuit]")).ToBeAttachedAsync(new() { Timeout = 30_000 });

    /// <summary>Waits until the page shows this path, whatever the query.</summary>
    /// <remarks>
    /// Asks again and again. Playwright's own <c>WaitForURLAsync</c> looks once and then listens, and on .NET the navigation
    /// can fall between the two: it then waits for ever on a page that is already there (microsoft/playwright-dotnet#3364).
    /// </remarks>
    public static Task AtAsync(IPage page, string path) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex($@"^https?://[^/]+{Regex.Escape(path)}(\?|$)"), new() { Timeout = 30_000 });
}
