using System.Globalization;
using ModelDeploy.Core.Groups;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Groups;

public sealed class CatalogCacheTests
{
    [Fact]
    public async Task A_listener_is_called_in_the_language_that_it_was_registered_in()
    {
        var catalog = new InMemoryCatalog([AGroup.Named()], []);
        using var cache = new CatalogCache(catalog);
        await cache.StartAsync(default);
        await cache.LoadedAsync(default);
        var (german, english) = ("", "");
        using var first = ListenIn("de", cache, language => german = language);
        using var second = ListenIn("en", cache, language => english = language);

        await catalog.SaveInstanceTypeAsync(AnInstanceType.Named(), default);

        await Eventually.TrueAsync(() => (german, english) == ("de", "en"), "each listener hears in its own language");
        await cache.StopAsync(default);
    }

    private static IDisposable ListenIn(string language, CatalogCache cache, Action<string> heard)
    {
        using var _ = new Reader(language);
        return cache.OnChange(_ => heard(CultureInfo.CurrentUICulture.Name));
    }
}
