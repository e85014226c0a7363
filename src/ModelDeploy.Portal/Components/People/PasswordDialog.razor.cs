using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.People;

/// <summary>Adds somebody, or gives somebody another password, and shows the password, this once.</summary>
public sealed partial class PasswordDialog : IDisposable
{
    private const string FormId = "person-form";
    private const string HintId = "password-shown-once";

    private readonly CancellationTokenSource _closing = new();
    private FormErrors _errors = FormErrors.None;
    private Problem? _problem;
    private IssuedPassword? _issued;
    private string _login = "";
    private string _name = "";
    private string _password = "";
    private bool _isAdmin;
    private bool _busy;
    private bool _isToFocus;
    private ElementReference _secret;

    /// <summary>Does it.</summary>
    [Inject] public required LocalAccounts Accounts { get; init; }

    /// <summary>Who does it.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Whose password it will be; null for somebody new.</summary>
    [Parameter, EditorRequired] public required LocalPerson? Person { get; set; }

    /// <summary>Called when it is done or cancelled.</summary>
    [Parameter, EditorRequired] public required EventCallback OnClose { get; set; }

    private string Title =>
        _issued is not null ? PeopleTexts.NewPasswordOf.With(Isolated.Name(_issued.Person.Name))
        : Person is not null ? PeopleTexts.ResetOf.With(Isolated.Name(Person.Name))
        : PeopleTexts.Add;

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_isToFocus)
            return;
        // The field that had the focus is gone with its form.
        _isToFocus = false;
        await _secret.FocusAsync();
    }

    private async Task GiveAsync()
    {
        if (_busy)
            return;
        _busy = true;
        var password = _password.Length == 0 ? null : _password;
        var answer = Person is null
            ? await Accounts.AddAsync(Viewer, new NewPerson(_login, _name, _isAdmin, password), _closing.Token)
            : await Accounts.ResetPasswordAsync(Viewer, Person.Key, password, _closing.Token);
        _busy = false;
        _problem = Problem.In(answer);
        _errors = answer is CommandResult<IssuedPassword>.Invalid invalid ? new FormErrors(invalid.Errors) : FormErrors.None;
        _issued = (answer as CommandResult<IssuedPassword>.Accepted)?.Value;
        _isToFocus = _issued is not null;
        if (_issued is not null)
            _password = "";
    }
}
