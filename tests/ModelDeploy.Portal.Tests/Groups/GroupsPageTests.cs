using Bunit;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Portal.Components.Groups;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Groups;

public sealed class GroupsPageTests : PagesContext
{
    [Fact]
    public void A_member_sees_the_group_but_changes_nothing()
    {
        var page = Open<GroupsPage>(Ada);

        Assert.True(page.WaitForElement("[role=switch]").HasAttribute("disabled"));
        Assert.Equal("demo", Assert.Single(page.FindAll(".group h2")).TextContent);
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task An_administrator_switches_model_deployment_off()
    {
        var page = Open<GroupsPage>(Admin);

        page.WaitForElement("[role=switch]").Change(false);

        await Eventually.TrueAsync(async () => (await GroupAsync())!.ModelDeploymentEnabled is false, "the group is switched off");
    }

    [Fact]
    public async Task Before_it_is_switched_off_the_deployments_that_will_end_are_counted()
    {
        foreach (var id in (string[])["iris", "second", "stopped", "leaving"])
            await DeployAsync(id);
        await Commands.StopAsync(Admin, "stopped", CancellationToken.None);
        await Commands.DeleteAsync(Admin, "leaving", CancellationToken.None);
        var page = Open<GroupsPage>(Admin);

        page.WaitForElement("[role=switch]").Change(false);

        page.WaitForAssertion(() => Assert.StartsWith("2 deployments of demo that are not stopped will end", page.Find("dialog form p").TextContent, StringComparison.Ordinal));
        Assert.True((await GroupAsync())!.ModelDeploymentEnabled);
    }

    [Fact]
    public async Task What_holds_the_quota_is_listed_the_largest_first()
    {
        await DeployAsync();
        await DeployAsync("large");
        await DeployAsync("waiting");
        await ShowAsync("iris", DeploymentPhase.Deployed, status => status with { Grant = Holding(0.5m) });
        await ShowAsync("large", DeploymentPhase.Deployed, status => status with { Grant = Holding(2) });
        var page = Open<GroupsPage>(Ada);

        page.WaitForElement(".usage");
        Assert.Equal(["/deployments/large", "/deployments/iris"], page.FindAll(".usage th a").Select(link => link.GetAttribute("href")));
        Assert.StartsWith("2 CPU", page.Find(".usage td[data-label=Holds]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quota_is_changed_and_an_empty_one_is_unlimited()
    {
        var page = Open<GroupsPage>(Admin);
        page.WaitForElement("[aria-label='Edit demo']").Click();
        page.Find("[id='field-quota.cpu']").Input("");
        page.Find("[id='field-quota.memory']").Input("1.5");
        page.Find("[id='field-quota.maxDeployments']").Input("0");

        page.Find("#group-form").Submit();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#group-form")));
        Assert.Equal(new(null, 3L << 29, null, 0), (await GroupAsync())!.Quota);
    }

    [Fact]
    public async Task A_number_that_cannot_be_read_is_refused_at_its_field()
    {
        var page = Open<GroupsPage>(Admin);
        page.WaitForElement("[aria-label='Edit demo']").Click();
        page.Find("[id='field-quota.gpu']").Input("1.5");

        page.Find("#group-form").Submit();

        Assert.Equal("Enter a whole number.", page.Find("[id='field-quota.gpu-error']").TextContent);
        Assert.Equal(4, (await GroupAsync())!.Quota.Cpu);
    }

    [Fact]
    public async Task Members_are_added_promoted_and_removed()
    {
        var page = Open<GroupsPage>(Admin);
        page.WaitForElement(".member-add select").Change(Admin.Person.ToString());
        page.Find(".member-add button").Click();
        page.WaitForElement("[aria-label='Role of Administrator']").Change(nameof(GroupRole.Admin));
        await Eventually.TrueAsync(async () => (await GroupAsync())!.Members.Any(member => member is { Name: "Administrator", Role: GroupRole.Admin }), "promoted");

        page.WaitForElement("[aria-label='Remove Ada']").Click();
        Assert.Contains("Ada no longer belongs to the group", page.WaitForElement("dialog .dialog-body").TextContent, StringComparison.Ordinal);
        Assert.Contains((await GroupAsync())!.Members, member => member.Name == "Ada");
        page.Find("dialog form").Submit();

        await Eventually.TrueAsync(async () => (await GroupAsync())!.Members.All(member => member.Name != "Ada"), "removed");
    }

    [Fact]
    public async Task A_membership_from_a_sign_in_is_marked_and_that_it_comes_back_is_said_before_it_is_taken_away()
    {
        var group = (await GroupAsync())!;
        var bob = new GroupMember(new PersonKey("https://provider.example", "bob"), "Bob", GroupRole.Member, MemberOrigin.SignIn);
        await Catalog.SaveGroupAsync(group with { Members = group.Members.Append(bob).ToEquatableList() }, CancellationToken.None);
        var page = Open<GroupsPage>(Admin);

        page.WaitForElement("[aria-label='Remove Bob']");
        Assert.Equal(["Ada", "Bob From sign-in"], page.FindAll(".members th[scope=row]").Select(cell => string.Join(' ', cell.Children.Select(part => part.TextContent))));
        page.Find("[aria-label='Remove Bob']").Click();
        page.WaitForAssertion(() => Assert.Contains("comes back with the next one", page.Find("dialog form").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_chosen_is_said_at_the_choice_and_nobody_is_added()
    {
        var page = Open<GroupsPage>(Admin);
        var before = (await GroupAsync())!.Members;

        page.WaitForElement(".member-add button").Click();

        Assert.Equal("Choose a person first.", page.Find(".member-add .field-error").TextContent);
        Assert.Equal("true", page.Find(".member-add select").GetAttribute("aria-invalid"));
        Assert.Equal(before, (await GroupAsync())!.Members);
        page.Find(".member-add select").Change(Admin.Person.ToString());
        Assert.Empty(page.FindAll(".member-add .field-error"));
    }

    [Fact]
    public async Task What_is_used_is_shown_beside_the_limit()
    {
        await DeployAsync();
        await ShowAsync("iris", DeploymentPhase.Deployed, status => Serving(status) with
        {
            Grant = Holding(0.5m),
        });

        var page = Open<GroupsPage>(Ada);

        Assert.Equal("0.5 CPU of 4 CPU", page.WaitForElement("[role=meter]").GetAttribute("aria-valuetext"));
    }

    private static Grant Holding(decimal cpu) => new()
    {
        Template = "t1", Inputs = "", Each = new(cpu, 1 << 20, 0), Replicas = 1, Surge = 0, Total = new(cpu, 1 << 20, 0), At = DateTimeOffset.UnixEpoch,
    };

    private async Task<Group?> GroupAsync() => (await Catalog.ReadAsync(CancellationToken.None)).Group("demo");
}
