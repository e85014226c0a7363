using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Quotas;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Groups;

/// <summary>Everything that a person can read or do, for each role, in their own group and in a foreign one.</summary>
public sealed class AccessMatrixTests
{
    private const string Iris = "iris";
    private const string Demo = "demo";
    private static readonly DeploymentSpec Changed = ASpec.Usual.WithReplicas(2);

    /// <summary>What a person gets: it is done or shown, it is refused, or they learn no more than of what does not exist.</summary>
    public enum Outcome
    {
        Yes,
        Forbidden,
        Unknown,
    }

    /// <summary>One thing to do, and what comes of it for a stranger, a member, an administrator of the group and one of the system.</summary>
    public static TheoryData<string, Func<AccessWorld, Viewer, Task<Outcome>>, Outcome[]> Matrix() => new()
    {
        { "find a deployment", async (world, by) => Shown(await world.Feed.FindAsync(by, Iris, default)), ForMembers },
        { "find it in memory", (world, by) => Task.FromResult(Shown(world.Feed.Find(by, Iris))), ForMembers },
        { "list deployments", (world, by) => Task.FromResult(Shown(world.Feed.List(by).FirstOrDefault())), ForMembers },
        { "follow deployments", async (world, by) => Shown((await world.Feed.SubscribeAsync(by, default)).TakeSnapshot().FirstOrDefault()), ForMembers },
        { "read the history", async (world, by) => Shown(await world.History.ReadAsync(by, Iris, null, 10, default)), ForMembers },
        { "read the history of a deleted one", async (world, by) => Shown(await world.History.ReadAsync(by, "gone", null, 10, default)), ForMembers },
        { "find a deleted one", async (world, by) => Shown(await world.History.FindDeletedAsync(by, "gone", default)), ForMembers },
        { "search the history", async (world, by) => Shown((await world.History.SearchAsync(by, JournalFilter.All, null, 10, default)).FirstOrDefault()), ForMembers },
        {
            "search the history of a group",
            async (world, by) => Shown((await world.History.SearchAsync(by, new() { Groups = [Demo] }, null, 10, default)).FirstOrDefault()),
            ForMembers
        },
        { "foresee the quota", async (world, by) => Shown(await world.Deployments.ForeseeAsync(by, Iris, Changed, default)), ForMembers },
        { "follow its log", async (world, by) => Shown(await world.FollowLogAsync(by, Iris)), ForMembers },
        { "list its replicas with a log", async (world, by) => Shown(await world.Logs.ListAsync(by, new(Iris), default)), ForMembers },
        { "read and search older lines of its log", async (world, by) => Shown(await world.OldLogs.ReadPageAsync(by, new(Iris), new() { Filter = new("x") }, default)), ForMembers },
        { "download its log", async (world, by) => Shown(await world.OldLogs.ReadAllAsync(by, new(Iris), null, default)), ForMembers },
        { "create a deployment", async (world, by) => Of(await world.Deployments.CreateAsync(by, "second", ASpec.Usual, default)), ForMembers },
        { "update it", async (world, by) => Of(await world.Deployments.UpdateAsync(by, Iris, Changed, "", null, default)), ForMembers },
        { "stop it", async (world, by) => Of(await world.Deployments.StopAsync(by, Iris, default)), ForMembers },
        { "start it", async (world, by) => Of(await world.Deployments.StartAsync(by, "stopped", default)), ForMembers },
        { "roll it back", async (world, by) => Of(await world.Deployments.RollBackAsync(by, Iris, 1, "why", default)), ForMembers },
        { "delete it", async (world, by) => Of(await world.Deployments.DeleteAsync(by, Iris, default)), ForMembers },
        { "switch the group", async (world, by) => Of(await world.Groups.SetModelDeploymentAsync(by, Demo, false, default)), ForGroupAdmins },
        { "add a member", async (world, by) => Of(await world.Groups.SetMemberAsync(by, Demo, AccessWorld.Newcomer, GroupRole.Member, default)), ForGroupAdmins },
        { "remove a member", async (world, by) => Of(await world.Groups.RemoveMemberAsync(by, Demo, AccessWorld.Member.Person, default)), ForGroupAdmins },
        {
            "appoint an administrator",
            async (world, by) => Of(await world.Groups.SetMemberAsync(by, Demo, AccessWorld.Newcomer, GroupRole.Admin, default)),
            [Outcome.Unknown, Outcome.Forbidden, Outcome.Forbidden, Outcome.Yes]
        },
        {
            "dismiss an administrator",
            async (world, by) => Of(await world.Groups.RemoveMemberAsync(by, Demo, AccessWorld.GroupAdmin.Person, default)),
            [Outcome.Unknown, Outcome.Forbidden, Outcome.Forbidden, Outcome.Yes]
        },
        {
            "list candidates",
            async (world, by) => Shown((await world.Groups.CandidatesAsync(by, default)).FirstOrDefault()),
            [Outcome.Unknown, Outcome.Unknown, Outcome.Yes, Outcome.Yes]
        },
        {
            "look at the system",
            async (world, by) => Shown(await new SystemReader([]).ReadAsync(by, default)),
            [Outcome.Unknown, Outcome.Unknown, Outcome.Unknown, Outcome.Yes]
        },
        { "set a quota", async (world, by) => Of(await world.Groups.UpdateAsync(by, Demo, "Demo", new Quota(1, 1, 1, 1), default)), ForSystemAdmins },
        { "create a group", async (world, by) => Of(await world.Groups.CreateAsync(by, "third", "Third", Quota.Unlimited, default)), ForSystemAdmins },
        { "delete a group", async (world, by) => Of(await world.Groups.DeleteAsync(by, "empty", default)), ForSystemAdmins },
        { "make an instance type", async (world, by) => Of(await world.InstanceTypes.SaveAsync(by, AnInstanceType.Named("new"), default)), ForSystemAdmins },
        { "delete an instance type", async (world, by) => Of(await world.InstanceTypes.DeleteAsync(by, "cpu-tiny", true, default)), ForSystemAdmins },
    };

    [Theory]
    [MemberData(nameof(Matrix), DisableDiscoveryEnumeration = true)]
    public async Task Every_role_may_do_exactly_what_the_rules_say(string what, Func<AccessWorld, Viewer, Task<Outcome>> act, Outcome[] expected)
    {
        Viewer[] viewers = [AccessWorld.Stranger, AccessWorld.Member, AccessWorld.GroupAdmin, AccessWorld.SystemAdmin];
        foreach (var (viewer, outcome) in viewers.Zip(expected))
        {
            await using var world = await AccessWorld.StartAsync();

            Assert.Equal((what, viewer.Name, outcome), (what, viewer.Name, await act(world, viewer)));
        }
    }

    private static readonly Outcome[] ForMembers = [Outcome.Unknown, Outcome.Yes, Outcome.Yes, Outcome.Yes];
    private static readonly Outcome[] ForGroupAdmins = [Outcome.Unknown, Outcome.Forbidden, Outcome.Yes, Outcome.Yes];
    private static readonly Outcome[] ForSystemAdmins = [Outcome.Forbidden, Outcome.Forbidden, Outcome.Forbidden, Outcome.Yes];

    private static Outcome Shown(object? shown) => shown is null ? Outcome.Unknown : Outcome.Yes;

    /// <summary>A create in a group that one may not use is told as one in a group that does not exist: both are invalid in that field.</summary>
    private static Outcome Of<T>(CommandResult<T> result) => result switch
    {
        CommandResult<T>.Accepted { Changed: true } => Outcome.Yes,
        CommandResult<T>.Forbidden => Outcome.Forbidden,
        CommandResult<T>.NotFound or CommandResult<T>.Invalid { Errors: [{ Field: "group" }] } => Outcome.Unknown,
        _ => throw new InvalidOperationException($"Nobody expected {result}"),
    };
}
