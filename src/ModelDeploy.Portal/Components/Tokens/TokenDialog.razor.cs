using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Api;
using ModelDeploy.Portal.Components.Deployments;
using ModelDeploy.Portal.Components.Forms;

namespace ModelDeploy.Portal.Components.Tokens;

/// <summary>Makes a token and shows its text, this once.</summary>
public sealed partial class TokenDialog : IDisposable
{
    private const string FormId = "token-form";
    private const string HintId = "token-shown-once";
    private static readonly int[] Lifetimes = [7, 30, 90, 365];

    private readonly CancellationTokenSource _closing = new();
    private FormErrors _errors = FormErrors.None;
    private Problem? _problem;
    private NewApiToken? _made;
    private string _name = "";
    private ApiTokenScope _scope = ApiTokenScope.Read;
    private int _days = 30;
    private bool _busy;
    private bool _isToFocus;
    private ElementReference _secret;

    /// <summary>Makes it.</summary>
    [Inject] public required ApiTokens Tokens { get; init; }

    /// <summary>Knows where programs find the portal.</summary>
    [Inject] public required EndpointAddresses Addresses { get; init; }

    /// <summary>Whose it will be.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Called when it is done or cancelled.</summary>
    [Parameter, EditorRequired] public required EventCallback OnClose { get; set; }

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

    private string ExampleOf(string text) => $"curl -H 'Authorization: Bearer {text}' {new Uri(Addresses.Origin, $"{ApiSetup.Root}/deployments")}";

    private async Task MakeAsync()
    {
        if (_busy)
            return;
        _busy = true;
        var answer = await Tokens.CreateAsync(Viewer, _name, _scope, _days, _closing.Token);
        _busy = false;
        _problem = Problem.In(answer);
        _errors = answer is CommandResult<NewApiToken>.Invalid invalid ? new FormErrors(invalid.Errors) : FormErrors.None;
        _made = (answer as CommandResult<NewApiToken>.Accepted)?.Value;
        _isToFocus = _made is not null;
    }
}
