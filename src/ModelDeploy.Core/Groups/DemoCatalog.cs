using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Groups;

/// <summary>A group and instance types to try the portal with.</summary>
public static class DemoCatalog
{
    private const long MiB = 1L << 20;
    private const long GiB = 1L << 30;

    /// <summary>The group <c>demo</c>, whose administrator is the portal's own.</summary>
    public static Group Group { get; } = new()
    {
        Name = "demo",
        DisplayName = "Demo",
        ModelDeploymentEnabled = true,
        Quota = new Quota(Cpu: 4, Memory: 8 * GiB, Gpu: 0, MaxDeployments: 10),
        Members = [new GroupMember(Account.Administrator.Key, Account.Administrator.Name, GroupRole.Admin)],
    };

    /// <summary>Three sizes without GPU.</summary>
    public static IReadOnlyList<InstanceType> InstanceTypes { get; } =
    [
        new() { Name = "cpu-tiny", DisplayName = "CPU tiny", Description = "Half a core, 512 MiB: small models", Resources = new Resources(0.5m, 512 * MiB, 0) },
        new() { Name = "cpu-small", DisplayName = "CPU small", Description = "One core, 1 GiB", Resources = new Resources(1, GiB, 0) },
        new() { Name = "cpu-medium", DisplayName = "CPU medium", Description = "Two cores, 4 GiB", Resources = new Resources(2, 4 * GiB, 0) },
    ];
}
