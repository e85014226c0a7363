using System.Globalization;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Portal.Components.Forms;

namespace ModelDeploy.Portal.Components.Groups;

/// <summary>What stands in a group's fields, as typed; an empty quota is unlimited.</summary>
public sealed class GroupInput
{
    /// <summary>The immutable name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The name shown to people.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Cores.</summary>
    public string Cpu { get; set; } = "";

    /// <summary>GiB.</summary>
    public string Memory { get; set; } = "";

    /// <summary>Whole devices.</summary>
    public string Gpu { get; set; } = "";

    /// <summary>How many deployments may run at once.</summary>
    public string MaxDeployments { get; set; } = "";

    /// <summary>The fields of an existing group.</summary>
    public static GroupInput From(Group group) => new()
    {
        Name = group.Name,
        DisplayName = group.DisplayName,
        Cpu = NumberText.Of(group.Quota.Cpu),
        Memory = NumberText.OfGibibytes(group.Quota.Memory),
        Gpu = group.Quota.Gpu?.ToString(CultureInfo.InvariantCulture) ?? "",
        MaxDeployments = group.Quota.MaxDeployments?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The quota that the fields ask for; what cannot be read is noted in <paramref name="numbers"/>.</summary>
    public Quota ToQuota(NumberText numbers) => new(
        numbers.Cores("quota.cpu", Cpu), numbers.Gibibytes("quota.memory", Memory),
        numbers.Whole("quota.gpu", Gpu), numbers.Whole("quota.maxDeployments", MaxDeployments));
}
