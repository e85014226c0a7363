using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.InstanceTypes;

/// <summary>Every instance type that the viewer can use; system administrators change them.</summary>
public partial class InstanceTypesPage
{
    private ConfirmDialog? _deleting;
    private IReadOnlyList<InstanceType>? _types;
    private ILookup<string, Deployment> _users = Enumerable.Empty<Deployment>().ToLookup(deployment => deployment.Id);
    private InstanceType? _asked;
    private InstanceType? _target;
    private InstanceType? _edited;
    private bool _editing;

    /// <summary>Accepts changes.</summary>
    [Inject] public required InstanceTypeCommands Commands { get; init; }

    /// <summary>Tells what was done or refused.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    private bool MayChange => Access.MayAdminister(Viewer);

    /// <inheritdoc />
    protected override async Task LoadAsync(IReadOnlyList<Deployment> snapshot)
    {
        await FoldAsync([]);
        await CatalogChangedAsync();
    }

    /// <inheritdoc />
    protected override Task FoldAsync(IReadOnlyList<DeploymentChange> batch)
    {
        _users = Feed.List(Viewer).ToLookup(deployment => deployment.Spec.InstanceType, StringComparer.Ordinal);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task CatalogChangedAsync()
    {
        var groups = Access.GroupsOf(Viewer, Catalog.Current);
        _types = [.. Catalog.Current.InstanceTypes.Where(type => MayChange || groups.Any(group => type.IsFor(group.Name)))];
        return Task.CompletedTask;
    }

    private IReadOnlyList<Deployment> UsersOf(InstanceType type) => [.. _users[type.Name]];

    // Whoever may change instance types sees every name, that of a group which is gone too.
    private IEnumerable<string> GroupsOf(InstanceType type) =>
        type.Groups.Where(group => MayChange || Access.MayUse(Viewer, Catalog.Current.Group(group)));

    private void Edit(InstanceType? type)
    {
        _edited = type;
        _editing = true;
    }

    // The instance type's name stays a gap: it is markup.
    private string WhatDeletingDoes => _target is null || UsersOf(_target) is not { Count: > 0 and var users }
        ? InstanceTypesTexts.DeleteConsequence
        : (users == 1 ? InstanceTypesTexts.DeleteUsedByOne : InstanceTypesTexts.DeleteUsedByMany).With("{0}", Phrases.Number(users));

    private async Task DeleteAsync(InstanceType type)
    {
        _target = type;
        if (!await _deleting!.AskAsync())
            return;
        // Only what the question said is accepted: a use that came up meanwhile keeps the instance type.
        var answer = await Commands.DeleteAsync(Viewer, type.Name, evenIfUsed: UsersOf(type).Count > 0, Closing);
        if (Problem.InOneLine(answer) is { } problem)
            Toaster.Show(ToastKind.Error, problem);
        else
            Toaster.Show(ToastKind.Success, InstanceTypesTexts.IsDeleted.With(Isolated.Name(type.DisplayName)));
    }
}
