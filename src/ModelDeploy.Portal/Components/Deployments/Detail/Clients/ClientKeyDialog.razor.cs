using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Deployments.Detail.TryIt;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;
using ModelDeploy.Portal.Examples;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Clients;

/// <summary>Makes a key, for a new client or in place of a client's old ones, and shows its text, this once.</summary>
public sealed partial class ClientKeyDialog : IDisposable
{
    private const string FormId = "client-form";
    private const string HintId = "key-shown-once";
    private const int ForEver = 0;
    private static readonly int[] Lifetimes = [30, 90, 365];

    private readonly CancellationTokenSource _closing = new();
    private FormErrors _errors = FormErrors.None;
    private Problem? _problem;
    private NewClientKey? _made;
    private string _name = "";
    private int _days = Lifetimes[1];
    private int _overlapHours = 24;
    private bool _busy;
    private bool _isToFocus;
    private ElementReference _secret;

    /// <summary>Makes it.</summary>
    [Inject] public required ClientKeyCommands Commands { get; init; }

    /// <summary>Knows where programs find the endpoint.</summary>
    [Inject] public required EndpointAddresses Addresses { get; init; }

    /// <summary>Knows what the model speaks, or guesses it.</summary>
    [Inject] public required ProtocolDetector Detector { get; init; }

    /// <summary>Who asks.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Whose endpoint.</summary>
    [Parameter, EditorRequired] public required Deployment Deployment { get; set; }

    /// <summary>The name of the client that gets another key; null for a new client.</summary>
    [Parameter] public string? Client { get; set; }

    /// <summary>Called when it is done or cancelled.</summary>
    [Parameter, EditorRequired] public required EventCallback OnClose { get; set; }

    private string Title => _made is not null ? ClientsTexts.MadeTitle.With(Isolated.Name(_made.Client))
        : Client is not null ? ClientsTexts.NewKeyOf.With(Isolated.Name(Client))
        : ClientsTexts.Add;

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

    private string ExampleOf(NewClientKey made)
    {
        var example = (Detector.Known(Deployment) ?? Detector.Guess(Deployment)).Examples[0];
        var address = $"{Addresses.Origin.ToString().TrimEnd('/')}/deployment/{Deployment.Id}{example.Path}";
        return ExampleCode.For(ExampleLanguage.Curl, address, example.Body, AccessType.Private).Replace("CLIENT:KEY", $"{made.Client}:{made.Text}", StringComparison.Ordinal);
    }

    private async Task MakeAsync()
    {
        if (_busy)
            return;
        _busy = true;
        int? days = _days == ForEver ? null : _days;
        var answer = Client is null
            ? await Commands.AddAsync(Viewer, Deployment.Id, _name, days, _closing.Token)
            : await Commands.RotateAsync(Viewer, Deployment.Id, Client, TimeSpan.FromHours(_overlapHours), days, _closing.Token);
        _busy = false;
        _problem = Problem.In(answer);
        _errors = answer is CommandResult<NewClientKey>.Invalid invalid ? new FormErrors(invalid.Errors) : FormErrors.None;
        _made = (answer as CommandResult<NewClientKey>.Accepted)?.Value;
        _isToFocus = _made is not null;
    }
}
