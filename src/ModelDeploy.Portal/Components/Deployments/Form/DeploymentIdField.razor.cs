using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Forms;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>The field for the id of a new deployment: shows a proposal, and says while typing whether the id is free.</summary>
public sealed partial class DeploymentIdField : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _closing = new();
    private CancellationTokenSource? _asking;
    private ElementReference _field;
    private IJSObjectReference? _module;
    private string? _offered;
    private string? _typedHere;
    private string _asked = "";
    private string? _answered;
    private string? _whyNot;

    /// <summary>Knows which ids are taken.</summary>
    [Inject] public required DeploymentCommands Commands { get; init; }

    /// <summary>Measures the pause in typing.</summary>
    [Inject] public required TimeProvider Clock { get; init; }

    /// <summary>Who asks.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>The fields; the typed id is written here.</summary>
    [Parameter, EditorRequired] public required DeploymentInput Input { get; set; }

    /// <summary>What the last submit brought back.</summary>
    [Parameter, EditorRequired] public required FormErrors Errors { get; set; }

    /// <summary>Called after something was typed.</summary>
    [Parameter] public EventCallback OnChange { get; set; }

    [Inject] private IJSRuntime Browser { get; set; } = null!;

    // What is wrong stands below already when a submit was refused for it.
    private string Answer => (_answered == Input.Id && Input.Id.Length > 0, _whyNot, Errors.For("id")) switch
    {
        (true, null, _) => FormTexts.Free,
        (true, { } whyNot, null) => whyNot,
        _ => "",
    };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _closing.Dispose();
        try
        {
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and its module with it.
        }
    }

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => AskAsync();

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // An id that was not typed here comes from a manifest or a draft, and is shown even to somebody who is in the field.
        var (proposes, shows) = (Input.TypedId is null && Input.ProposedId != (_offered ?? ""), Input.TypedId != _typedHere && Input.TypedId is not null);
        if (!proposes && !shows)
            return;
        (_offered, _typedHere) = (Input.ProposedId, Input.TypedId);
        _module ??= await Browser.InvokeAsync<IJSObjectReference>("import", _closing.Token, "/js/forms.js");
        await _module.InvokeVoidAsync(shows ? "show" : "propose", _closing.Token, _field, Input.Id);
    }

    // While the person was in the field, a proposal was not shown.
    private void OfferAgain() => _offered = null;

    private async Task TypedAsync(ChangeEventArgs input)
    {
        Input.TypedId = _typedHere = input.Value?.ToString() ?? "";
        await OnChange.InvokeAsync();
        await AskAsync();
    }

    private async Task AskAsync()
    {
        if (Input.Id == _asked)
            return;
        _asked = Input.Id;
        _asking?.Cancel();
        using var asking = _asking = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        try
        {
            var id = _asked;
            await Task.Delay(Pause, Clock, asking.Token);
            _whyNot = await Commands.WhyIdUnusableAsync(Viewer, id, asking.Token);
            _answered = id;
        }
        catch (OperationCanceledException) when (asking.IsCancellationRequested)
        {
            // Typed on, or left.
        }
        finally
        {
            if (_asking == asking)
                _asking = null;
        }
    }
}
