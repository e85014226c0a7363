using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Errands;

public sealed class DataTableTests(ChromiumBrowser browser, PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Fact]
    public async Task A_table_is_sorted_by_its_heads_with_the_mouse_and_the_keyboard()
    {
        var visitor = await Visitor.SignInAsync(browser, portal);
        await visitor.GoToAsync("/instance-types");
        var memory = visitor.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Memory" });
        var rows = visitor.Page.GetByRole(AriaRole.Rowheader);
        await Assertions.Expect(rows).ToHaveCountAsync(3);

        await visitor.Button("Memory").ClickAsync();
        await Assertions.Expect(memory).ToHaveAttributeAsync("aria-sort", "ascending");
        var ascending = await rows.AllInnerTextsAsync();

        await visitor.Button("Memory").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(memory).ToHaveAttributeAsync("aria-sort", "descending");
        Assert.Equal(ascending.Reverse(), await rows.AllInnerTextsAsync());
    }

    [Fact]
    public async Task What_a_cell_offers_works_with_the_keyboard()
    {
        var visitor = await Visitor.SignInAsync(browser, portal);
        await visitor.GoToAsync("/instance-types");
        await visitor.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Edit ") }).First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Delete ") }).First).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(380)]
    public async Task A_table_fits_and_loads_no_icon_font_and_no_foreign_style(int width)
    {
        var visitor = await Visitor.SignInAsync(browser, portal, width);
        var loaded = new List<string>();
        visitor.Page.Request += (_, request) => loaded.Add(request.Url);
        await visitor.GoToAsync("/instance-types");
        await visitor.Button("CPU").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Columnheader, new() { Name = "CPU" })).ToHaveAttributeAsync("aria-sort", "ascending");

        Assert.DoesNotContain(loaded, url => url.Contains("woff", StringComparison.Ordinal) || url.Contains("Radzen.Blazor/css", StringComparison.Ordinal));
        Assert.Equal(0, await visitor.OverflowAsync());
        Assert.Empty(visitor.Complaints);
    }
}
