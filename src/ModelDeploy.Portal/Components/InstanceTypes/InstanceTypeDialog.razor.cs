using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.InstanceTypes;

/// <summary>Creates or changes an instance type.</summary>
public sealed partial class InstanceTypeDialog : IDisposable
{
    private const string FormId = "instance-type-form";

    private readonly CancellationTokenSource _closing = new();
    private InstanceTypeInput _input = new();
    private FormErrors _errors = FormErrors.None;
    private Problem? _problem;
    private bool _busy;

    /// <summary>Accepts changes.</summary>
    [Inject] public required InstanceTypeCommands Commands { get; init; }

    /// <summary>Tells what was done.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Who changes.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>The instance type to change, or null for a new one.</summary>
    [Parameter, EditorRequired] public required InstanceType? Type { get; set; }

    /// <summary>The groups to choose from.</summary>
    [Parameter, EditorRequired] public required EquatableList<Group> Groups { get; set; }

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
        if (Type is not null)
            _input = InstanceTypeInput.From(Type);
    }

    private void Choose(string group, bool chosen)
    {
        if (chosen)
            _input.Groups.Add(group);
        else
            _input.Groups.Remove(group);
    }

    private async Task SaveAsync()
    {
        if (_busy)
            return;
        _input.DropEmptyRows();
        var numbers = new NumberText();
        var wanted = _input.ToType(Type, numbers);
        _errors = new FormErrors(numbers.Errors);
        if (_errors.Count > 0)
            return;

        _busy = true;
        var answer = await Commands.SaveAsync(Viewer, wanted, _closing.Token);
        _busy = false;
        _problem = Problem.In(answer);
        _errors = answer is CommandResult<InstanceType>.Invalid invalid ? new FormErrors(invalid.Errors) : FormErrors.None;
        if (answer is not CommandResult<InstanceType>.Accepted { Value: var saved })
            return;
        Toaster.Show(ToastKind.Success, SharedTexts.IsSaved.With(Isolated.Name(saved.DisplayName)));
        await OnClose.InvokeAsync();
    }
}
