using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Components.Groups;

/// <summary>The viewer's groups with their switch, quota and members, live.</summary>
public partial class GroupsPage
{
    private readonly Dictionary<DeploymentKey, Deployment> _deployments = [];
    private IReadOnlyList<Account> _candidates = [];
    private bool _creating;

    /// <summary>Knows who could become a member.</summary>
    [Inject] public required GroupCommands Commands { get; init; }

    private IReadOnlyList<Group> Groups => Access.GroupsOf(Viewer, Catalog.Current);

    /// <inheritdoc />
    protected override async Task LoadAsync(IReadOnlyList<Deployment> snapshot)
    {
        foreach (var deployment in snapshot)
            _deployments[deployment.Key] = deployment;
        _candidates = await Commands.CandidatesAsync(Viewer, Closing);
    }

    /// <inheritdoc />
    protected override Task FoldAsync(IReadOnlyList<DeploymentChange> batch)
    {
        foreach (var (key, deployment) in batch)
        {
            if (deployment is null)
                _deployments.Remove(key);
            else
                _deployments[key] = deployment;
        }
        return Task.CompletedTask;
    }

    private IReadOnlyList<Deployment> Of(Group group) => [.. _deployments.Values.Where(deployment => deployment.Spec.Group == group.Name)];
}
