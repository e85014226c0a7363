using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Measurements;

/// <summary>The Deployments page in a window that takes the time of what it shows, by the browser's own clock.</summary>
/// <param name="page">A window that is signed in.</param>
/// <param name="address">Where the portal is.</param>
public sealed class MeasuredPage(IPage page, string address)
{
    /// <summary>The first row of the table.</summary>
    private const string FirstRow = "tbody tr[aria-rowindex='2']";

    // Watches from before the first byte of the page: when a deployment is first there, and what the first row says when.
    private const string Watch = $$"""
        (() => {
            const watched = window.measured = { firstDeployment: null, told: [] };
            let said = null;
            const look = () => {
                if (watched.firstDeployment === null && document.querySelector("{{FirstRow}}, article.cell"))
                    requestAnimationFrame(() => watched.firstDeployment ??= performance.now());
                const now = document.querySelector("{{FirstRow}} .row-status .badge")?.textContent ?? null;
                if (now !== null && said !== null && now !== said)
                    watched.told.push(performance.timeOrigin + performance.now());
                said = now ?? said;
            };
            new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
        })();
        """;

    // Does something and resolves with the milliseconds until the page shows it, its next frame included.
    private const string Timed = """
        const timed = (act, showed) => new Promise(resolve => {
            const began = performance.now();
            const observer = new MutationObserver(() => {
                if (!showed())
                    return;
                observer.disconnect();
                requestAnimationFrame(() => resolve(performance.now() - began));
            });
            observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
            act();
        });
        """;

    /// <summary>Begins to watch; for a window that has not opened the portal yet.</summary>
    public Task WatchAsync() => page.AddInitScriptAsync(Watch);

    /// <summary>Opens the page and waits until it shows deployments.</summary>
    public async Task OpenAsync(string view)
    {
        await page.GotoAsync($"{address}/deployments?view={view}");
        await Circuits.StartedAsync(page);
        // Not WaitForFunctionAsync: it evaluates inside the page, which the page's policy forbids.
        await Eventually.TrueAsync(() => page.EvaluateAsync<bool>("window.measured.firstDeployment !== null"), "a deployment is shown");
    }

    /// <summary>Milliseconds from the navigation to the first thing painted (the frame and the place of the list), and to the first deployment.</summary>
    public async Task<(double Painted, double Deployment)> FirstAsync()
    {
        var times = await page.EvaluateAsync<double[]>(
            "[performance.getEntriesByName('first-contentful-paint')[0].startTime, window.measured.firstDeployment]");
        return (times[0], times[1]);
    }

    /// <summary>Milliseconds from a press on the head of this column until the rows stand in another order.</summary>
    public Task<double> SortAsync(string column) => page.EvaluateAsync<double>($$"""
        column => {
            {{Timed}}
            const order = () => [...document.querySelectorAll('tbody tr[aria-rowindex] .row-title')].map(title => title.textContent).join();
            const before = order();
            return timed(() => document.querySelector(`thead .row-${column} button`).click(), () => order() !== before && order() !== '');
        }
        """, column);

    /// <summary>Milliseconds from a typed search until the page tells another number of deployments.</summary>
    public Task<double> SearchAsync(string words) => page.EvaluateAsync<double>($$"""
        words => {
            {{Timed}}
            const field = document.querySelector('.filters-search input');
            const count = () => document.querySelector('.grid-bar-all span').textContent;
            const before = count();
            return timed(() => { field.value = words; field.dispatchEvent(new Event('input', { bubbles: true })); }, () => count() !== before);
        }
        """, words);

    /// <summary>When (by the machine's clock) the first row's status became another one, each time since the page was opened.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> ToldAsync()
    {
        var times = await page.EvaluateAsync<double[]>("window.measured.told");
        return [.. times.Select(time => DateTimeOffset.UnixEpoch.AddMilliseconds(time))];
    }
}
