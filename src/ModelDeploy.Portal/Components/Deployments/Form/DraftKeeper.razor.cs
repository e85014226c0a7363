using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>
/// Keeps the form's fields in the browser's session storage while somebody types, without the values of secrets. The browser
/// does it alone, so that what is typed while the connection is lost is kept too.
/// </summary>
public sealed partial class DraftKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private IJSObjectReference? _module;
    private IJSObjectReference? _watch;
    private FormDraft? _offer;
    private bool _restored;

    /// <summary>The form that is watched; asked after rendering, for before there is no element to refer to.</summary>
    [Parameter, EditorRequired] public required Func<ElementReference> Form { get; set; }

    /// <summary>The fields; a restored draft is written here.</summary>
    [Parameter, EditorRequired] public required DeploymentInput Input { get; set; }

    /// <summary>The revision that is edited; 0 for a new deployment.</summary>
    [Parameter, EditorRequired] public required long Revision { get; set; }

    /// <summary>Called after a draft was restored.</summary>
    [Parameter] public EventCallback<FormDraft> OnRestore { get; set; }

    [Inject] private IJSRuntime Browser { get; set; } = null!;

    private bool HasMissingSecrets => Input.MissingSecrets().Count > 0;

    /// <summary>Forgets what is kept, since it was submitted or given up.</summary>
    public async Task ForgetAsync()
    {
        (_offer, _restored) = (null, false);
        if (_watch is not null)
            await _watch.InvokeVoidAsync("forget", _closing.Token);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _closing.Dispose();
        try
        {
            if (_watch is not null)
            {
                await _watch.InvokeVoidAsync("end");
                await _watch.DisposeAsync();
            }
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and its module with it.
        }
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _module = await Browser.InvokeAsync<IJSObjectReference>("import", _closing.Token, "/js/form-draft.js");
        _watch = await _module.InvokeAsync<IJSObjectReference>("watch", _closing.Token, Form(), Revision);
        if (await _watch.InvokeAsync<FormDraft?>("kept", _closing.Token) is not { Fields.Count: > 0 } draft)
            return;
        if (draft.Automatic && draft.Revision == Revision)
        {
            await RestoreAsync(draft);
            _restored = true;
        }
        else
        {
            _offer = draft;
        }
        StateHasChanged();
    }

    private Task RestoreAsync(FormDraft draft)
    {
        _offer = null;
        DraftFields.Apply(Input, draft.Fields, isEdit: Revision > 0);
        return OnRestore.InvokeAsync(draft);
    }
}
