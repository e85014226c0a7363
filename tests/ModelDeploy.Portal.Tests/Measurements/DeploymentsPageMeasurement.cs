using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Errands;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Measurements;

/// <summary>
/// Measures the Deployments page with a hundred and with ten thousand deployments in a real browser. Runs only when
/// <see cref="FileVariable"/> names the file for its table; it asserts no time, as that is the machine's.
/// </summary>
public sealed class DeploymentsPageMeasurement(ChromiumBrowser browser)
{
    /// <summary>Names the file that gets the table.</summary>
    public const string FileVariable = "MODELDEPLOY_MEASURE_PAGE";

    private const int Loads = 15;
    private const int Looks = 40;
    private const int Windows = 10;
    private const int Readers = 90;
    private const int Changes = 20;
    private static readonly string[] Columns = ["modelimage", "status", "name", "lastupdated"];
    private static readonly string[] Searches = ["team-7", "production", "model-0001", "family-3 test", ""];

    // A viewer gets at most ten batches a second: a change that comes sooner would measure that.
    private static readonly TimeSpan BetweenChanges = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Ten_thousand_deployments_beside_a_hundred()
    {
        var file = Environment.GetEnvironmentVariable(FileVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(file), $"Set {FileVariable} to the file for the table.");
        // Before anything counts, everything is compiled; many come first, so that what is still cold speaks against them.
        await MeasureAsync(100);
        var many = await MeasureAsync(10_000);
        var few = await MeasureAsync(100);

        var table = new StringBuilder("| | 100 deployments | 10,000 deployments |\n|---|---|---|\n");
        foreach (var ((what, withFew), (_, withMany)) in few.Zip(many))
            table.Append(CultureInfo.InvariantCulture, $"| {what} | {withFew} | {withMany} |\n");
        await File.WriteAllTextAsync(file!, table.ToString(), TestContext.Current.CancellationToken);
    }

    private async Task<List<(string What, string Figure)>> MeasureAsync(int count)
    {
        var crowd = new Crowd();
        var circuits = new OpenCircuits();
        await using var portal = new PortalFactory
        {
            Further = services =>
            {
                crowd.MoveIn(services);
                circuits.Follow(services);
            },
        };
        await portal.InitializeAsync();
        await crowd.GrowAsync(count, portal.Services.GetRequiredService<FirstLooks>(), TestContext.Current.CancellationToken);
        var visitor = await Visitor.SignInAsync(browser, portal);
        return
        [
            ("first load with an empty cache, KiB received", await BytesAsync(visitor, portal)),
            .. await LoadsAsync(visitor, portal, "cards"),
            .. await LoadsAsync(visitor, portal, "table"),
            .. await LooksAsync(visitor, portal),
            .. InServer(await crowd.Store.ListAsync(TestContext.Current.CancellationToken)),
            .. await CrowdOfViewersAsync(visitor, portal, crowd, circuits, count),
        ];
    }

    private async Task<string> BytesAsync(Visitor visitor, PortalFactory portal)
    {
        var page = await browser.NewPageAsync();
        await page.Context.AddCookiesAsync((await visitor.Page.Context.CookiesAsync()).Select(kept => new Microsoft.Playwright.Cookie
        {
            Name = kept.Name, Value = kept.Value, Domain = kept.Domain, Path = kept.Path, HttpOnly = kept.HttpOnly, Secure = kept.Secure,
        }));
        var traffic = await Traffic.CountAsync(page);
        var measured = await WatchedAsync(page, portal);
        await measured.OpenAsync("cards");
        await page.WaitForLoadStateAsync(LoadState.Load);
        await page.Context.CloseAsync();
        return Text(traffic.Bytes / 1024.0);
    }

    private static async Task<List<(string, string)>> LoadsAsync(Visitor visitor, PortalFactory portal, string view)
    {
        List<(double Painted, double Deployment)> loads = [];
        for (var i = 0; i <= Loads; i++)
        {
            var page = await visitor.Page.Context.NewPageAsync();
            var measured = await WatchedAsync(page, portal);
            await measured.OpenAsync(view);
            loads.Add(await measured.FirstAsync());
            await page.CloseAsync();
        }
        // The first fills caches.
        loads.RemoveAt(0);
        return
        [
            ($"{view}: navigation to first paint, ms", $"{Quantiles.Of(loads.Select(load => load.Painted))}"),
            ($"{view}: navigation to the first deployment shown, ms", $"{Quantiles.Of(loads.Select(load => load.Deployment))}"),
        ];
    }

    private static async Task<List<(string, string)>> LooksAsync(Visitor visitor, PortalFactory portal)
    {
        var page = await visitor.Page.Context.NewPageAsync();
        var measured = await WatchedAsync(page, portal);
        await measured.OpenAsync("table");
        List<double> sorts = [];
        for (var i = 0; i < Looks; i++)
            sorts.Add(await measured.SortAsync(Columns[i % Columns.Length]));
        List<double> searches = [];
        for (var i = 0; i < Looks; i++)
            searches.Add(await measured.SearchAsync(Searches[i % Searches.Length]));
        await page.CloseAsync();
        return
        [
            ("press on a head to the sorted rows in the browser, ms", $"{Quantiles.Of(sorts)}"),
            ("typed search to the filtered rows in the browser, ms", $"{Quantiles.Of(searches)}"),
        ];
    }

    private static List<(string, string)> InServer(IReadOnlyList<Deployment> all)
    {
        var list = new DeploymentList();
        list.Load(all);
        var orders = GridColumns.All.Where(GridColumns.IsSortable).Select(column => new DeploymentOrder(column, Descending: true)).ToList();
        var matchers = Searches.Select(words => new DeploymentMatcher(new DeploymentFilter { Search = words }, PersonRef.System.Key)).ToList();
        List<double> shows = [], folds = [];
        for (var i = 0; i < Looks * 5; i++)
        {
            var began = Stopwatch.GetTimestamp();
            list.Show(matchers[i % matchers.Count], orders[i % orders.Count]);
            shows.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            var one = all[i % all.Count];
            began = Stopwatch.GetTimestamp();
            list.Fold([new DeploymentChange(one.Key, one)]);
            folds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return [("filter, count and sort in the server, ms", $"{Quantiles.Of(shows)}"), ("fold one change in the server, ms", $"{Quantiles.Of(folds)}")];
    }

    private static async Task<List<(string, string)>> CrowdOfViewersAsync(
        Visitor visitor, PortalFactory portal, Crowd crowd, OpenCircuits circuits, int count)
    {
        List<IPage> pages = [];
        for (var i = 0; i < Windows; i++)
            pages.Add(await visitor.Page.Context.NewPageAsync());
        await visitor.Page.GotoAsync("about:blank");
        await Eventually.TrueAsync(() => circuits.Count == 0, "the portal has let go of every page");
        var before = Held();
        List<MeasuredPage> windows = [];
        foreach (var page in pages)
        {
            windows.Add(await WatchedAsync(page, portal));
            await windows[^1].OpenAsync("table");
        }
        Assert.Equal(Windows, circuits.Count);
        var perViewer = (Held() - before) / Windows / 1024.0;

        await using var readers = await FeedReaders.SubscribeAsync(portal.Services.GetRequiredService<DeploymentFeed>(), Readers);
        var (inPages, inFeed) = await ChangesAsync(crowd, Crowd.IdOf(count - 1), portal.Services.GetRequiredService<FirstLooks>(), windows, readers);
        foreach (var page in pages)
            await page.CloseAsync();
        return
        [
            ("memory of the server per viewer beyond the shared cache, KiB", Text(perViewer)),
            ($"one change to each of {Windows} browser pages, ms", $"{Quantiles.Of(inPages)}"),
            ($"the same change to each of {Readers} more viewers' feeds, ms", $"{Quantiles.Of(inFeed)}"),
        ];
    }

    private static async Task<(IEnumerable<double> Pages, IEnumerable<double> Feed)> ChangesAsync(
        Crowd crowd, string id, FirstLooks looks, List<MeasuredPage> windows, FeedReaders readers)
    {
        List<DateTimeOffset> begun = [];
        for (var i = 0; i < Changes; i++)
        {
            await Task.Delay(BetweenChanges, TestContext.Current.CancellationToken);
            begun.Add(DateTimeOffset.UtcNow);
            await crowd.ShowAsync(id, i % 2 == 0 ? DeploymentPhase.Failed : DeploymentPhase.Deployed, looks, TestContext.Current.CancellationToken);
            await Eventually.TrueAsync(() => readers.Told.Count == begun.Count * Readers, "every feed has the change");
            foreach (var window in windows)
                await Eventually.TrueAsync(async () => (await window.ToldAsync()).Count == begun.Count, "every page shows the change");
        }
        var inPages = await Task.WhenAll(windows.Select(window => window.ToldAsync()));
        return (inPages.SelectMany(told => told.Zip(begun, Milliseconds)).ToList(),
            readers.Told.Order().Chunk(Readers).Zip(begun).SelectMany(change => change.First.Select(told => Milliseconds(told, change.Second))).ToList());
    }

    private static double Milliseconds(DateTimeOffset told, DateTimeOffset begun) => (told - begun).TotalMilliseconds;

    private static async Task<MeasuredPage> WatchedAsync(IPage page, PortalFactory portal)
    {
        var measured = new MeasuredPage(page, portal.Address);
        await measured.WatchAsync();
        return measured;
    }

    private static long Held()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static string Text(double figure) => figure.ToString("0", CultureInfo.InvariantCulture);
}
