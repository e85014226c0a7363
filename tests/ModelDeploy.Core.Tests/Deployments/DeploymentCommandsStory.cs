using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Deployments;

/// <summary>Ada and her group of 2 CPUs, an empty store and a clock that is moved by hand.</summary>
public abstract class DeploymentCommandsStory
{
    protected static Viewer Ada { get; } = new(AChange.Ada.Key, "Ada", IsSystemAdmin: false);
    protected static Viewer Stranger { get; } = new(new PersonKey("local", "eve"), "Eve", IsSystemAdmin: false);

    protected InMemoryDeploymentStore Store { get; } = new();
    protected ManualTime Clock { get; } = new(AChange.Start);
    protected InMemoryCatalog Catalog { get; set; } = new(
        [AGroup.Named().WithQuota(cpu: 2).WithMember(AChange.Ada), AGroup.Named("other").WithMember(AChange.Ada)], [AnInstanceType.Named()]);

    protected DeploymentCommands Commands => new(Store, Catalog, Store.Journal, new SpecLimits(), Clock, AnAudit.Into());

    protected static string WhyConflict(CommandResult<Deployment> result) => Assert.IsType<CommandResult<Deployment>.Conflict>(result).Why;

    protected Task<Deployment> CreateAsync(DeploymentSpec? spec = null) =>
        AcceptAsync(Commands.CreateAsync(Ada, "iris", spec ?? ASpec.Usual, default));

    protected static async Task<Deployment> AcceptAsync(Task<CommandResult<Deployment>> command) =>
        Assert.IsType<CommandResult<Deployment>.Accepted>(await command).Value;
}
