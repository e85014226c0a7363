using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Groups;

/// <summary>One group: its switch, its quota, its members.</summary>
public sealed partial class GroupPanel : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private ConfirmDialog? _switchingOff;
    private ConfirmDialog? _deleting;
    private bool _editing;
    private bool _busy;

    // A refused switch is rendered anew: the browser has turned it already, and an equal value would not turn it back.
    private int _attempt;

    /// <summary>Accepts changes.</summary>
    [Inject] public required GroupCommands Commands { get; init; }

    /// <summary>Tells what was refused.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Who looks.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Which group.</summary>
    [Parameter, EditorRequired] public required Group Group { get; set; }

    /// <summary>Its deployments.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Deployment> Deployments { get; set; }

    /// <summary>Who could become a member.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Account> Candidates { get; set; }

    private QuotaUse Used { get; set; }

    // Those that switching the group off ends.
    private int Running => Deployments.Count(deployment => deployment is { Spec.Stop: false, Deletion: null });

    // The group's name stays a gap: it is markup.
    private string WhatEnds => (Running == 1 ? GroupsTexts.OneEnds : GroupsTexts.ManyEnd).With("{0}", Phrases.Number(Running));

    private bool MayManage => Access.MayManage(Viewer, Group);

    /// <inheritdoc />
    protected override void OnParametersSet() => Used = QuotaUse.Of(Deployments);

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private async Task SwitchAsync(ChangeEventArgs change)
    {
        var enabled = change.Value is true;
        if (enabled || Running == 0 || await _switchingOff!.AskAsync())
            await RunAsync(Commands.SetModelDeploymentAsync(Viewer, Group.Name, enabled, _closing.Token));
        _attempt++;
    }

    private async Task DeleteAsync()
    {
        if (await _deleting!.AskAsync())
            await RunAsync(Commands.DeleteAsync(Viewer, Group.Name, _closing.Token));
    }

    private async Task RunAsync(Task<CommandResult<Group>> command)
    {
        _busy = true;
        var answer = await command;
        _busy = false;
        if (Problem.InOneLine(answer) is { } problem)
            Toaster.Show(ToastKind.Error, problem);
    }
}
