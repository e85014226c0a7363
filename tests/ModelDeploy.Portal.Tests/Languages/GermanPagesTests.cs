using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Groups;
using ModelDeploy.Portal.Components.Outcomes;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Languages;

/// <summary>A page keeps its reader's language, whoever changes what it shows.</summary>
public sealed class GermanPagesTests : PagesContext
{
    [Fact]
    public async Task A_group_that_somebody_else_changes_is_shown_in_the_readers_words()
    {
        var page = OpenInGerman<GroupsPage>();
        page.WaitForAssertion(() => Assert.StartsWith("An: ", page.Find(".group-switch .field-hint").TextContent.Trim(), StringComparison.Ordinal));
        var group = (await Catalog.ReadAsync(CancellationToken.None)).Group("demo")!;

        await Catalog.SaveGroupAsync(group with { ModelDeploymentEnabled = false }, CancellationToken.None);

        page.WaitForAssertion(() => Assert.Equal(
            "Aus: Nichts von dieser Gruppe läuft.", page.Find(".group-switch .field-hint").TextContent.Trim()));
    }

    [Fact]
    public async Task What_became_of_a_change_is_told_in_the_readers_words()
    {
        await DeployAsync();
        OpenInGerman<OutcomeNotices>();
        await ShowAsync("iris", DeploymentPhase.Deploying);

        await ShowAsync("iris", DeploymentPhase.Deployed, Serving);

        await Eventually.TrueAsync(() => Toasts.Count > 0, "somebody is told");
        Assert.StartsWith("\u2068Iris\u2069 ist bereitgestellt. ", Toasts[0].Text, StringComparison.Ordinal);
        Assert.Equal("Deployment ansehen", Toasts[0].LinkText);
    }

    [Fact]
    public async Task Before_a_group_is_switched_off_the_whole_sentence_is_german()
    {
        await DeployAsync();
        var page = OpenInGerman<GroupsPage>();
        using var _ = new Reader("de");

        page.WaitForElement("[role=switch]").Change(false);

        page.WaitForAssertion(() => Assert.StartsWith(
            "1 Deployment von demo, das nicht gestoppt ist,", page.Find("dialog form p").TextContent, StringComparison.Ordinal));
    }

    private IRenderedComponent<TPage> OpenInGerman<TPage>() where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        using var _ = new Reader("de");
        return Open<TPage>(Admin);
    }
}
