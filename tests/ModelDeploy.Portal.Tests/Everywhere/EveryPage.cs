using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Errands;

namespace ModelDeploy.Portal.Tests.Everywhere;

/// <summary>Every page of the portal and what can be opened on it, with something in it.</summary>
public static class EveryPage
{
    /// <summary>Where they are, by what they are called here, and what is pressed to open what they hide.</summary>
    public static IReadOnlyDictionary<string, (string Path, string? Press)> All { get; } = new Dictionary<string, (string, string?)>
    {
        ["cards"] = ("/deployments", null),
        ["table"] = ("/deployments?view=table", null),
        ["cards of which none matches"] = ("/deployments?search=nobody", null),
        ["form"] = ("/deployments/create", null),
        ["form as YAML"] = ("/deployments/create", "[role=tab]:nth-of-type(2)"),
        ["information"] = ($"/deployments/{FilledPortal.Serving}", null),
        ["try it"] = ($"/deployments/{FilledPortal.Serving}?tab=tryit", null),
        ["logs"] = ($"/deployments/{FilledPortal.Serving}?tab=logs", null),
        ["history"] = ($"/deployments/{FilledPortal.Serving}?tab=history", null),
        ["metrics"] = ($"/deployments/{FilledPortal.Serving}?tab=metrics", null),
        ["clients"] = ($"/deployments/{FilledPortal.Private}?tab=clients", null),
        ["new client"] = ($"/deployments/{FilledPortal.Private}?tab=clients", ".panel-actions .button"),
        ["another key"] = ($"/deployments/{FilledPortal.Private}?tab=clients", ".clients .row-actions button"),
        ["information of what failed"] = ($"/deployments/{FilledPortal.Broken}", null),
        ["delete dialog"] = ($"/deployments/{FilledPortal.Serving}", ".danger-quiet"),
        ["update"] = ($"/deployments/{FilledPortal.Serving}/edit", null),
        ["groups"] = ("/groups", null),
        ["instance types"] = ("/instance-types", null),
        ["overview"] = ("/overview", null),
        ["audit trail"] = ("/audit", null),
        ["all events"] = ("/audit/events", null),
        ["event"] = ("/audit/events", ".row-actions button"),
        ["system"] = ("/system", null),
        ["tokens"] = ("/tokens", null),
        ["new token"] = ("/tokens", ".button.primary"),
        ["people"] = ("/people", null),
        ["new person"] = ("/people", ".button.primary"),
        ["edited person"] = ("/people", ".people .row-actions button"),
        ["another password"] = ("/people", ".people .row-actions button:nth-of-type(2)"),
        ["shortcuts"] = ("/shortcuts", null),
        ["user menu"] = ("/shortcuts", ".user-menu summary"),
        ["not found"] = ("/nowhere", null),
    };

    /// <summary>Goes there, opens what is to be opened, and waits until the page has what it shows.</summary>
    public static async Task GoToAsync(this Visitor visitor, string path, string? press)
    {
        await visitor.GoToAsync(path);
        await Assertions.Expect(visitor.Page.Locator("main p.muted[role=status], main [aria-busy=true]")).ToHaveCountAsync(0);
        if (press is not null)
            await visitor.Page.Locator(press).First.ClickAsync();
    }
}
