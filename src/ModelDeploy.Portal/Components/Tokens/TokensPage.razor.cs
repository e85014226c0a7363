using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Tokens;

/// <summary>The viewer's own tokens: what they are for, when they were used, and that they can be taken back.</summary>
public sealed partial class TokensPage : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private ConfirmDialog? _revoking;
    private IReadOnlyList<ApiToken>? _tokens;
    private ApiToken? _target;
    private string? _trouble;
    private bool _creating;

    /// <summary>Keeps them.</summary>
    [Inject] public required ApiTokens Tokens { get; init; }

    /// <summary>Tells what was done or refused.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Says which have expired.</summary>
    [Inject] public required TimeProvider Clock { get; init; }

    /// <summary>Whose they are.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            _tokens = await Tokens.ListAsync(Viewer, _closing.Token);
            _trouble = null;
        }
        catch (StoreUnavailableException trouble)
        {
            _trouble = trouble.Message;
        }
    }

    private async Task CloseAsync()
    {
        _creating = false;
        await LoadAsync();
    }

    private async Task RevokeAsync(ApiToken token)
    {
        _target = token;
        if (!await _revoking!.AskAsync())
            return;
        var answer = await Tokens.RevokeAsync(Viewer, token.Id, _closing.Token);
        if (Problem.InOneLine(answer) is { } problem)
            Toaster.Show(ToastKind.Error, problem);
        else
            Toaster.Show(ToastKind.Success, TokensTexts.IsRevoked.With(Isolated.Name(token.Name)));
        await LoadAsync();
    }
}
