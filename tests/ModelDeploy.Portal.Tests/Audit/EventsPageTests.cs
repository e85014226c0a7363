using Bunit;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Audit;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Audit;

public sealed class EventsPageTests : PagesContext
{
    [Fact]
    public async Task What_was_done_and_refused_stands_newest_first_with_who_and_from_where()
    {
        var admin = Admin with { From = new AuditOrigin("192.0.2.7", "req-1") };
        await Commands.CreateAsync(admin, "iris", ASpec.Usual, CancellationToken.None);
        await Commands.CreateAsync(admin, "hidden", ASpec.Usual.WithGroup("other"), CancellationToken.None);
        await Commands.StopAsync(Ada, "hidden", CancellationToken.None);

        var page = Open<EventsPage>(Admin);

        var rows = page.FindAll("tbody tr").Select(row => row.TextContent).ToList();
        Assert.Equal(3, rows.Count);
        Assert.Contains("Ada", rows[0], StringComparison.Ordinal);
        Assert.Contains("Refused", rows[0], StringComparison.Ordinal);
        Assert.Contains("Deployment created", rows[2], StringComparison.Ordinal);
        Assert.Contains("192.0.2.7", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_filters_and_an_entry_shows_what_changed()
    {
        await Commands.CreateAsync(Admin, "iris", ASpec.Usual, CancellationToken.None);
        await Commands.UpdateAsync(Admin, "iris", ASpec.Usual.WithReplicas(3), "", null, CancellationToken.None);
        Navigation.NavigateTo("audit/events");
        var page = Open<EventsPage>(Admin);

        page.FindAll("select")[0].Change("DeploymentUpdated");
        page.WaitForAssertion(() => Assert.Equal("audit/events?action=deploymentupdated", Address));
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        page.Find("tbody button").Click();

        var dialog = page.WaitForElement("dialog").TextContent;
        Assert.Contains("replicas", dialog, StringComparison.Ordinal);
        Assert.Contains("1 → 3", dialog, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_who_administers_nothing_is_told_that_it_is_not_for_them()
    {
        await Commands.CreateAsync(Admin, "iris", ASpec.Usual, CancellationToken.None);

        var page = Open<EventsPage>(Ada);

        Assert.Empty(page.FindAll("tbody tr"));
        Assert.Contains("This is for administrators", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("/audit/events", Open<AuditPage>(Ada).Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(AuditAction))]
    [InlineData(typeof(AuditTargetKind))]
    public void Everything_has_words_of_its_own(Type kind)
    {
        var words = Enum.GetValues(kind).Cast<object>().Select(one => one is AuditAction action ? EventWords.Of(action) : EventWords.Of((AuditTargetKind)one)).ToList();

        Assert.Equal(words.Count, words.Distinct().Count());
    }
}
