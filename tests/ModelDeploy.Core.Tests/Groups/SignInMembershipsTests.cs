using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Groups;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Groups;

public sealed class SignInMembershipsTests
{
    private static readonly Account Ada = new(new PersonKey("https://provider.example", "ada"), "Ada", IsSystemAdmin: false);
    private static readonly Account Bob = new(new PersonKey("https://provider.example", "bob"), "Bob", IsSystemAdmin: false);

    private static readonly AuditOrigin From = new("192.0.2.7", "r1");

    private readonly InMemoryAuditLog _log = new();
    private readonly InMemoryCatalog _catalog = new([AGroup.Named("a"), AGroup.Named("b"), AGroup.Named("c").WithMember(Ada.Ref, GroupRole.Admin).WithMember(Bob.Ref)], []);

    [Fact]
    public async Task Each_sign_in_replaces_what_the_one_before_told()
    {
        await SignInAsync(Ada, "a", "unknown");
        Assert.Equal(["a", "c"], await GroupsOfAsync(Ada));

        await SignInAsync(Ada, "b");
        Assert.Equal(["b", "c"], await GroupsOfAsync(Ada));

        await SignInAsync(Ada);
        Assert.Equal(["c"], await GroupsOfAsync(Ada));
    }

    [Fact]
    public async Task What_an_administrator_gave_stays_with_its_role()
    {
        await SignInAsync(Ada, "c");
        await SignInAsync(Ada);

        var place = (await _catalog.ReadAsync(default)).Group("c")!.Members.Single(member => member.Person == Ada.Key);
        Assert.Equal((GroupRole.Admin, MemberOrigin.ByHand), (place.Role, place.Origin));
    }

    [Fact]
    public async Task A_membership_that_an_administrator_takes_over_outlives_the_providers_word()
    {
        await SignInAsync(Ada, "a");
        var accounts = new InMemoryIdentityStore();
        await accounts.SaveAccountAsync(Ada, default);
        var groups = new GroupCommands(_catalog, new InMemoryDeploymentStore(), accounts, AnAudit.Into());
        await groups.SetMemberAsync(new Viewer(Bob.Key, "Bob", IsSystemAdmin: true), "a", Ada.Key, GroupRole.Member, default);

        await SignInAsync(Ada);

        Assert.Equal(["a", "c"], await GroupsOfAsync(Ada));
    }

    [Fact]
    public async Task Others_are_left_alone_and_nothing_is_written_when_nothing_changes()
    {
        await SignInAsync(Bob, "a");
        await SignInAsync(Ada, "a");
        var before = await _catalog.ReadAsync(default);

        await SignInAsync(Ada, "a");

        Assert.Equal(before, await _catalog.ReadAsync(default));
        Assert.Equal(["a", "c"], await GroupsOfAsync(Bob));
    }

    [Fact]
    public async Task A_new_name_is_taken_along()
    {
        await SignInAsync(Ada, "a");
        await SignInAsync(Ada with { Name = "Ada Lovelace" }, "a");

        Assert.Equal("Ada Lovelace", (await _catalog.ReadAsync(default)).Group("a")!.Members.Single().Name);
    }

    [Fact]
    public async Task What_a_sign_in_changes_stands_in_the_audit_and_what_it_leaves_does_not()
    {
        await SignInAsync(Ada, "a", "c");
        await SignInAsync(Ada, "a", "c");
        await SignInAsync(Ada);

        var events = _log.Events;
        Assert.Equal(2, events.Count);
        Assert.All(events, told =>
        {
            Assert.Equal((AuditAction.GroupChanged, AuditOutcome.Done, new AuditTarget(AuditTargetKind.Group, "a", "a")), (told.Action, told.Outcome, told.Target));
            Assert.Equal((From, "The provider said so when Ada signed in."), (told.From, told.Message));
            Assert.Contains($"{Ada.Key}", Assert.Single(told.Changes).Field, StringComparison.Ordinal);
        });
        Assert.Equal([(false, true), (true, false)], events.Select(told => (told.Changes[0].Before is not null, told.Changes[0].After is not null)));
    }

    private Task SignInAsync(Account account, params string[] groups) =>
        new SignInMemberships(_catalog, AnAudit.Into(_log)).ReplaceAsync(account, groups.ToHashSet(StringComparer.Ordinal), From, default);

    private async Task<IEnumerable<string>> GroupsOfAsync(Account account) =>
        (await _catalog.ReadAsync(default)).Groups.Where(group => group.Members.Any(member => member.Person == account.Key)).Select(group => group.Name);
}
