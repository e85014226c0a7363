using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.People;

/// <summary>Changes a person's name and rights.</summary>
public sealed partial class PersonDialog : IDisposable
{
    private const string FormId = "person-form";

    private readonly CancellationTokenSource _closing = new();
    private FormErrors _errors = FormErrors.None;
    private Problem? _problem;
    private string _name = "";
    private bool _isAdmin;
    private bool _busy;

    /// <summary>Does it.</summary>
    [Inject] public required LocalAccounts Accounts { get; init; }

    /// <summary>Tells that it is done.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Who does it.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Who is changed.</summary>
    [Parameter, EditorRequired] public required LocalPerson Person { get; set; }

    /// <summary>Called when it is done or cancelled.</summary>
    [Parameter, EditorRequired] public required EventCallback OnClose { get; set; }

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override void OnInitialized() => (_name, _isAdmin) = (Person.Name, Person.IsSystemAdmin);

    private async Task SaveAsync()
    {
        if (_busy)
            return;
        _busy = true;
        var answer = await Accounts.EditAsync(Viewer, Person.Key, _name, _isAdmin, _closing.Token);
        _busy = false;
        _problem = Problem.In(answer);
        _errors = answer is CommandResult<LocalPerson>.Invalid invalid ? new FormErrors(invalid.Errors) : FormErrors.None;
        if (answer is not CommandResult<LocalPerson>.Accepted { Value: var now })
            return;
        Toaster.Show(ToastKind.Success, PeopleTexts.IsEdited.With(Isolated.Name(now.Name)));
        await OnClose.InvokeAsync();
    }
}
