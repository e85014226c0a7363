using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Groups;

/// <summary>Creates a group, or changes its display name and quota.</summary>
public sealed partial class GroupDialog : IDisposable
{
    private const string FormId = "group-form";

    private readonly CancellationTokenSource _closing = new();
    private GroupInput _input = new();
    private FormErrors _errors = FormErrors.None;
    private Problem? _problem;
    private bool _busy;

    /// <summary>Accepts changes.</summary>
    [Inject] public required GroupCommands Commands { get; init; }

    /// <summary>Tells what was done.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Who changes.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>The group to change, or null for a new one.</summary>
    [Parameter, EditorRequired] public required Group? Group { get; set; }

    /// <summary>Called when it is done or cancelled.</summary>
    [Parameter, EditorRequired] public required EventCallback OnClose { get; set; }

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        if (Group is not null)
            _input = GroupInput.From(Group);
    }

    private async Task SaveAsync()
    {
        if (_busy)
            return;
        var numbers = new NumberText();
        var quota = _input.ToQuota(numbers);
        _errors = new FormErrors(numbers.Errors);
        if (_errors.Count > 0)
            return;

        _busy = true;
        var answer = Group is null
            ? await Commands.CreateAsync(Viewer, _input.Name, _input.DisplayName, quota, _closing.Token)
            : await Commands.UpdateAsync(Viewer, Group.Name, _input.DisplayName, quota, _closing.Token);
        _busy = false;
        _problem = Problem.In(answer);
        _errors = answer is CommandResult<Group>.Invalid invalid ? new FormErrors(invalid.Errors) : FormErrors.None;
        if (answer is not CommandResult<Group>.Accepted { Value: var saved })
            return;
        Toaster.Show(ToastKind.Success, SharedTexts.IsSaved.With(Isolated.Name(saved.DisplayName)));
        await OnClose.InvokeAsync();
    }
}
