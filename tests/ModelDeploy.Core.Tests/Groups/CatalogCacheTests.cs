using System.Globalization;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Groups;

public sealed class CatalogCacheTests
{
    [Fact]
    public async Task A_listener_is_called_in_the_language_that_it_was_registered_in()
    {
        var catalog = new InMemoryCatalog([AGroup.Named()], [AnInstanceType.Named()]);
        using var cache = new CatalogCache(catalog);
        await cache.StartAsync(default);
        await cache.LoadedAsync(default);
        var (inGerman, inEnglish) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        using var german = ListenIn(Language.German, cache, inGerman);
        using var english = ListenIn(Language.English, cache, inEnglish);

        await catalog.SaveAsync(AnInstanceType.Named("other"), default);

        Assert.Equal("de", await inGerman.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("en", await inEnglish.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        await cache.StopAsync(default);
    }

    private static IDisposable ListenIn(CultureInfo language, CatalogCache cache, TaskCompletionSource<string> heard)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = language;
        try
        {
            return cache.OnChange(_ => heard.TrySetResult(CultureInfo.CurrentUICulture.Name));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
