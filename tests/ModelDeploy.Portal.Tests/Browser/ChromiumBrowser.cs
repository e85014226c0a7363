using System.Collections.Concurrent;
using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Browser;

[assembly: AssemblyFixture(typeof(ChromiumBrowser))]

namespace ModelDeploy.Portal.Tests.Browser;

/// <summary>One Chromium for all browser tests, started by the first that needs it. Every page has a profile of its own.</summary>
public sealed class ChromiumBrowser : IAsyncDisposable
{
    /// <summary>When this variable is <c>1</c>, a machine without Chromium fails the tests instead of skipping them.</summary>
    public const string RequiredVariable = "MODELDEPLOY_TESTS_REQUIRE_BROWSER";

    // A guard against waiting for ever, not a measure: thousands of rows take a busy machine longer than Playwright's own 5 s.
    private const int ExpectTimeout = 60_000;

    private const string MacApplication = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    // The shell first: the same engine without the windows around pages, of which each is two processes more to start and draw.
    private static readonly string[] Names = ["chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    // No sandbox, as containers rarely allow it and only our own pages are opened; the rest keeps it from talking to others.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly SemaphoreSlim _starting = new(1);
    private readonly ConcurrentDictionary<string, OpenPages> _open = new(StringComparer.Ordinal);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>
    /// A fresh page; skips the test when there is no Chromium. It is closed when the next test of the collection asks for one: pages that
    /// nobody looks at any more go on drawing, and slow down all that come after them.
    /// </summary>
    public async Task<IPage> NewPageAsync(ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var browser = await StartedAsync();
        var open = await OfThisTestAsync();
        var context = await browser.NewContextAsync(new()
        {
            ColorScheme = scheme,
            // What turns and fades is drawn sixty times a second, by the processors that the tests need.
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = 800 },
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        open.Contexts.Add(context);
        return await context.NewPageAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }

    /// <summary>Where to note what the running test opens, after what the one before it in its collection left open was closed.</summary>
    private async Task<OpenPages> OfThisTestAsync()
    {
        var collection = TestContext.Current.TestCollection?.UniqueID ?? "";
        var test = TestContext.Current.Test?.UniqueID;
        if (_open.TryGetValue(collection, out var open) && open.Test == test)
            return open;
        foreach (var left in open?.Contexts ?? [])
            await left.CloseAsync();
        return _open[collection] = new OpenPages(test, []);
    }

    private async Task<IBrowser> StartedAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_browser is not null)
                return _browser;
            var program = Places().FirstOrDefault(File.Exists) ?? throw Missing();
            Assertions.SetDefaultExpectTimeout(ExpectTimeout);
            _playwright = await Playwright.CreateAsync();
            return _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Arguments });
        }
        finally
        {
            _starting.Release();
        }
    }

    private static IEnumerable<string> Places() =>
        Names.SelectMany(name => (Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? []).Select(folder => Path.Combine(folder, name)))
            .Append(MacApplication);

    private static InvalidOperationException Missing()
    {
        var reason = $"No Chromium is on the PATH (looked for {string.Join(", ", Names)}).";
        if (Environment.GetEnvironmentVariable(RequiredVariable) != "1")
            Assert.Skip(reason);
        return new InvalidOperationException($"{reason} {RequiredVariable} demands one.");
    }

    /// <summary>What one test has open. Tests of a collection run one after the other.</summary>
    private sealed record OpenPages(string? Test, ConcurrentBag<IBrowserContext> Contexts);
}
