using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Groups;

/// <summary>Who belongs to a group; its administrators add and remove members, system administrators appoint administrators.</summary>
public sealed partial class MembersList : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly string _selectId = $"person-{Guid.NewGuid():n}";
    private ElementReference _select;
    private ConfirmDialog? _removing;
    private GroupMember? _leaving;
    private string _chosen = "";
    private bool _nobody;
    private bool _busy;

    /// <summary>Accepts changes.</summary>
    [Inject] public required GroupCommands Commands { get; init; }

    /// <summary>Tells what was refused.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Who looks.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Which group.</summary>
    [Parameter, EditorRequired] public required Group Group { get; set; }

    /// <summary>Who could become a member.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Account> Candidates { get; set; }

    private IReadOnlyList<Account> Addable => [.. Candidates.Where(account => Group.Members.All(member => member.Person != account.Key))];

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private bool MayRemove(GroupMember member) =>
        member.Role is GroupRole.Admin ? Access.MayAdminister(Viewer) : Access.MayManage(Viewer, Group);

    private async Task AddAsync()
    {
        if (Addable.FirstOrDefault(account => account.Key.ToString() == _chosen) is not { } account)
        {
            _nobody = true;
            await _select.FocusAsync();
            return;
        }
        _chosen = "";
        await SetAsync(account.Key, GroupRole.Member);
    }

    private Task SetAsync(PersonKey person, GroupRole role) => RunAsync(Commands.SetMemberAsync(Viewer, Group.Name, person, role, _closing.Token));

    private async Task RemoveAsync(GroupMember member)
    {
        _leaving = member;
        if (await _removing!.AskAsync())
            await RunAsync(Commands.RemoveMemberAsync(Viewer, Group.Name, member.Person, _closing.Token));
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
