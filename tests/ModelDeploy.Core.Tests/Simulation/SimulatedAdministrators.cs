using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>What administrators do at random: quotas up and down, groups off, on and away, instance types edited and away.</summary>
internal sealed class SimulatedAdministrators(Random random, InMemoryCatalog catalog)
{
    private static readonly Group[] Groups =
        [AGroup.Named().WithQuota(cpu: 4, maxDeployments: 4), AGroup.Named("other").WithQuota(cpu: 3)];

    private static readonly InstanceType[] Types =
        [AnInstanceType.Named("small").WithResources(0.5m, 1 << 20), AnInstanceType.Named("big").WithResources(1.5m, 1 << 20)];

    /// <summary>What there is at first.</summary>
    public static InMemoryCatalog NewCatalog() => new(Groups, Types);

    /// <summary>One of them changes something.</summary>
    public async Task ActAsync()
    {
        var known = await catalog.ReadAsync(default);
        var group = Groups[random.Next(Groups.Length)];
        var type = Types[random.Next(Types.Length)];
        switch (random.Next(8), known.Group(group.Name), known.InstanceType(type.Name))
        {
            case (0 or 1 or 2, { } found, _):
                await catalog.SaveGroupAsync(found with { Quota = new Quota(random.Next(1, 8), null, null, random.Next(1, 6)) }, default);
                break;
            case (3, { } found, _):
                await catalog.SaveGroupAsync(found with { ModelDeploymentEnabled = random.Next(3) > 0 }, default);
                break;
            case (4, { } found, _) when random.Next(2) == 0:
                await catalog.DeleteGroupAsync(found, default);
                break;
            case (5 or 6, _, { } found):
                await catalog.SaveInstanceTypeAsync(found with { Resources = new Resources(random.Next(1, 5) * 0.5m, 1 << 20, 0) }, default);
                break;
            case (7, _, { } found):
                await catalog.DeleteInstanceTypeAsync(found, default);
                break;
            case (_, null, _):
                await catalog.SaveGroupAsync(group, default);
                break;
            case (_, _, null):
                await catalog.SaveInstanceTypeAsync(type, default);
                break;
        }
    }

    /// <summary>Every group is there and switched on.</summary>
    public async Task SwitchEverythingOnAsync()
    {
        foreach (var group in Groups)
            await catalog.SaveGroupAsync(
                ((await catalog.ReadAsync(default)).Group(group.Name) ?? group) with { ModelDeploymentEnabled = true }, default);
    }
}
