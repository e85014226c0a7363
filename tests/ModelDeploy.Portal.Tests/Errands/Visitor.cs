using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Errands;

/// <summary>Somebody who uses the portal in a browser and knows nothing but what its labels say.</summary>
/// <param name="page">Their window, signed in as the administrator.</param>
/// <param name="portal">The portal that they use.</param>
public sealed class Visitor(IPage page, PortalFactory portal)
{
    // A guard, not a measure: starting a model on a busy machine takes its time, and a kubelet that failed to end a pod tries again after a minute.
    private const float Patience = 150_000;

    private readonly List<string> _complaints = [];

    /// <summary>The window.</summary>
    public IPage Page => page;

    /// <summary>What the browser complained about: scripts, the page's policy, dialogs that nobody should open.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Opens a window and signs in by a link as the portal prints them.</summary>
    public static async Task<Visitor> SignInAsync(ChromiumBrowser browser, PortalFactory portal, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var visitor = new Visitor(await browser.NewPageAsync(scheme, width), portal);
        visitor.Listen();
        await visitor.Page.GotoAsync(await portal.IssueLinkAsync());
        await Circuits.StartedAsync(visitor.Page);
        return visitor;
    }

    /// <summary>Goes to a page by its path.</summary>
    public async Task GoToAsync(string path)
    {
        await page.GotoAsync($"{portal.Address}{path}");
        await Circuits.StartedAsync(page);
    }

    /// <summary>A button with exactly this label.</summary>
    public ILocator Button(string label) => page.GetByRole(AriaRole.Button, new() { Name = label, Exact = true });

    /// <summary>The same in the dialog that is open.</summary>
    public ILocator ButtonInDialog(string label) =>
        page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = label, Exact = true });

    /// <summary>A tab.</summary>
    public ILocator Tab(string label) => page.GetByRole(AriaRole.Tab, new() { Name = label, Exact = true });

    /// <summary>A field by its label.</summary>
    public ILocator Field(string label) => page.GetByLabel(label, new() { Exact = true });

    /// <summary>Waits until the page's heading shows this status.</summary>
    public Task StatusAsync(string status) =>
        Assertions.Expect(page.Locator("h1")).ToContainTextAsync(status, new() { Timeout = Patience });

    /// <summary>Waits until this text is to be seen.</summary>
    public Task SeeAsync(string text) =>
        Assertions.Expect(page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = Patience });

    /// <summary>Fills the form for a new deployment and presses Deploy; returns once its page is shown.</summary>
    public async Task DeployAsync(string name, string id, string image)
    {
        await GoToAsync("/deployments");
        await Button("Create Deployment").ClickAsync();
        await Field("Deployment Name").FillAsync(name);
        await Field("Deployment ID").FillAsync(id);
        await Field("Model Image").FillAsync(image);
        await Button("Deploy").ClickAsync();
        await Circuits.AtAsync(page, $"/deployments/{id}");
    }

    /// <summary>Presses Delete, types the name and waits until it is gone.</summary>
    public async Task DeleteAsync(string name)
    {
        await Button("Delete").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync(name);
        await ButtonInDialog("Delete").ClickAsync();
        await Circuits.AtAsync(page, "/deployments");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true })).ToHaveCountAsync(0, new() { Timeout = Patience });
    }

    /// <summary>How far the page is wider than the window, in pixels; 0 when it fits.</summary>
    public Task<int> OverflowAsync() => page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)");

    // A visitor who goes elsewhere means it: the question before typed input is lost is answered with yes.
    private void Listen()
    {
        page.PageError += (_, error) => _complaints.Add(error);
        page.Dialog += async (_, dialog) =>
        {
            if (dialog.Type == DialogType.BeforeUnload)
            {
                await dialog.AcceptAsync();
                return;
            }
            _complaints.Add($"A script opened a dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                _complaints.Add(message.Text);
        };
    }
}
