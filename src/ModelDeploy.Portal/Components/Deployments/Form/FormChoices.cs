using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>What a person can choose from in the form.</summary>
/// <param name="Groups">Groups in which they may deploy.</param>
/// <param name="InstanceTypes">Every instance type, smallest first.</param>
/// <param name="PullSecrets">Every pull secret that exists.</param>
/// <param name="Images">Images to suggest, without duplicates.</param>
public sealed record FormChoices(
    IReadOnlyList<Group> Groups, IReadOnlyList<InstanceType> InstanceTypes, IReadOnlyList<PullSecret> PullSecrets, IReadOnlyList<string> Images)
{
    /// <summary>The choices of this viewer.</summary>
    /// <param name="viewer">Who chooses.</param>
    /// <param name="catalog">Groups, instance types and secrets.</param>
    /// <param name="images">Images to suggest.</param>
    public static FormChoices For(Viewer viewer, CatalogSnapshot catalog, IReadOnlyList<string> images) => new(
        [.. Access.GroupsOf(viewer, catalog).Where(group => group.ModelDeploymentEnabled)],
        [.. catalog.InstanceTypes.OrderBy(type => type.Resources.Gpu).ThenBy(type => type.Resources.Cpu).ThenBy(type => type.Resources.Memory)],
        catalog.PullSecrets,
        images);

    /// <summary>The instance types that the group may use, smallest first.</summary>
    public IReadOnlyList<InstanceType> InstanceTypesFor(string group) => [.. InstanceTypes.Where(type => type.IsFor(group))];

    /// <summary>The pull secrets that the group may use.</summary>
    public IReadOnlyList<PullSecret> PullSecretsFor(string group) =>
        [.. PullSecrets.Where(secret => secret.Group is null || secret.Group == group)];

    /// <summary>A new form: what can be chosen in one way only is chosen, and the smallest instance type.</summary>
    public DeploymentInput NewInput(TimeSpan deadline)
    {
        var group = Groups.Count == 1 ? Groups[0].Name : "";
        return new DeploymentInput
        {
            Group = group,
            InstanceType = InstanceTypesFor(group).FirstOrDefault()?.Name ?? "",
            Deadline = DeploymentInput.SecondsOf(deadline),
        };
    }
}
