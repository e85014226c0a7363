using System.Globalization;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Local.Store.Rows;

namespace ModelDeploy.Local.Store;

/// <summary>
/// What a fresh database starts with: the administrator always, and on wish a group and instance types to try the portal
/// with. Never applied again, so what an administrator deletes stays deleted.
/// </summary>
internal sealed class DemoSeed(bool withDemo)
{
    private const long MiB = 1L << 20;
    private const long GiB = 1L << 30;

    /// <summary>The account that the first sign-in link is for.</summary>
    public static Account Administrator { get; } = new(LocalStore.AdministratorKey, "Administrator", IsSystemAdmin: true);

    private static Group Demo { get; } = new()
    {
        Name = "demo",
        DisplayName = "Demo",
        ModelDeploymentEnabled = true,
        Quota = new Quota(Cpu: 4, Memory: 8 * GiB, Gpu: 0, MaxDeployments: 10),
        Members = [new GroupMember(Administrator.Key, Administrator.Name, GroupRole.Admin)],
    };

    private static IReadOnlyList<InstanceType> InstanceTypes { get; } =
    [
        new() { Name = "cpu-tiny", DisplayName = "CPU tiny", Description = "Half a core, 512 MiB: small models", Resources = new Resources(0.5m, 512 * MiB, 0) },
        new() { Name = "cpu-small", DisplayName = "CPU small", Description = "One core, 1 GiB", Resources = new Resources(1, GiB, 0) },
        new() { Name = "cpu-medium", DisplayName = "CPU medium", Description = "Two cores, 4 GiB", Resources = new Resources(2, 4 * GiB, 0) },
    ];

    /// <summary>Adds the rows, to be saved in one transaction with the mark that the first start is done.</summary>
    public void AddTo(StoreContext context)
    {
        var lastVersion = 0L;
        context.Add(AccountRow.From(Administrator));
        if (withDemo)
        {
            context.Add(GroupRow.From(Demo with { Version = Next() }));
            foreach (var type in InstanceTypes)
                context.Add(InstanceTypeRow.From(type with { Version = Next() }));
        }
        context.Add(new StateRow { LastVersion = lastVersion });

        string Next() => (++lastVersion).ToString(CultureInfo.InvariantCulture);
    }
}
