using Microsoft.Playwright;
using ModelDeploy.Portal.Setup;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Errands;

namespace ModelDeploy.Portal.Tests.Everywhere;

/// <summary>Whoever reads German reads German on every page: nothing of two words or more is the same as in English.</summary>
public sealed class GermanPagesTests(ChromiumBrowser browser, FilledPortal filled) : IClassFixture<FilledPortal>
{
    // What people or machines wrote stands in elements of its own kind, or is listed here.
    private const string Texts = """
        () => {
          const texts = [];
          const notOurs = 'bdi, code, pre, kbd, textarea, svg, .history-message, .free-text, .log-viewer [role=log], select[data-language]';
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
          while (walker.nextNode()) {
            const node = walker.currentNode;
            if ((node.closest ? node : node.parentElement).closest(`${notOurs}, script, style, template`)) continue;
            const found = node.nodeType === Node.TEXT_NODE
              ? [node.data]
              : ['aria-label', 'title', 'placeholder', 'alt'].map(name => node.getAttribute(name));
            texts.push(...found.filter(Boolean).map(text => text.trim().replace(/\s+/g, ' ')));
          }
          return texts.filter(text => /\p{L}{2,}[ ,:.]+\p{L}{2,}/u.test(text));
        }
        """;

    private static readonly string[] WrittenByOthers = ["Two are better", "example.com/42", "Half a core", "One core", "Two cores", "A sentence.", "Iris", "Administrator", ".NET", "modeldeploy/", "http://", "every-page", "modeldeploy.db", "Open Inference"];

    /// <summary>The feature's name is its name in every language.</summary>
    private const string Feature = "Model Deployment";

    [Fact]
    public async Task No_page_says_to_a_German_reader_what_it_says_to_an_English_one()
    {
        var english = await TextsInAsync("en");
        var german = await TextsInAsync("de");

        var same = german.Intersect(english)
            .Where(found => found.Text != Feature && !WrittenByOthers.Any(other => found.Text.Contains(other, StringComparison.Ordinal)))
            .Select(found => $"{found.Page}: {found.Text}").ToList();
        Assert.True(german.Count > 300, $"Only {german.Count} texts were found");
        Assert.True(same.Count == 0, string.Join('\n', same));
    }

    private async Task<HashSet<(string Page, string Text)>> TextsInAsync(string language)
    {
        var visitor = await Visitor.SignInAsync(browser, filled.Portal);
        await visitor.Page.Context.AddCookiesAsync([new Microsoft.Playwright.Cookie { Name = LanguageSetup.Cookie, Value = language, Url = filled.Portal.Address }]);
        HashSet<(string, string)> texts = [];
        foreach (var (name, (path, press)) in EveryPage.All)
        {
            await visitor.GoToAsync(path, press);
            await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
            texts.UnionWith((await visitor.Page.EvaluateAsync<string[]>(Texts)).Select(text => (name, text)));
        }
        return texts;
    }
}
