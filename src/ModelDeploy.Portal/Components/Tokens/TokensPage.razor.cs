using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Tokens;

/// <summary>The viewer's own tokens: what they are for, when they were used, and that they can be taken back. Looks again every few seconds.</summary>
public sealed partial class TokensPage() : LookingComponent(TimeSpan.FromSeconds(10))
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(3);

    private ConfirmDialog? _revoking;
    private IReadOnlyList<ApiToken>? _tokens;
    private ApiToken? _target;
    private string? _trouble;
    private bool _creating;
    private int _reads;

    /// <summary>Keeps them.</summary>
    [Inject] public required ApiTokens Tokens { get; init; }

    /// <summary>Tells what was done or refused.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Whose they are.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    private bool TargetIsGood => _target is null || IsGood(_target);

    /// <inheritdoc />
    protected override async Task<bool> LookAsync()
    {
        await ReadAsync();
        return true;
    }

    private bool IsGood(ApiToken token) => token.IsGoodAt(Clock.GetUtcNow());

    private bool EndsSoon(ApiToken token) => !token.IsGoodAt(Clock.GetUtcNow() + Soon);

    private async Task ReadAsync()
    {
        var read = ++_reads;
        try
        {
            var tokens = await Tokens.ListAsync(Viewer, Closing);
            // What was asked before a change may be answered after it.
            if (read == _reads)
                (_tokens, _trouble) = (tokens, null);
        }
        catch (StoreUnavailableException trouble)
        {
            _trouble = trouble.Message;
        }
    }

    private async Task CloseAsync()
    {
        _creating = false;
        await ReadAsync();
    }

    private async Task RevokeAsync(ApiToken token)
    {
        _target = token;
        if (!await _revoking!.AskAsync())
            return;
        var wasGood = IsGood(token);
        var answer = await Tokens.RevokeAsync(Viewer, token.Id, Closing);
        if (Problem.InOneLine(answer) is { } problem)
            Toaster.Show(ToastKind.Error, problem);
        else
            Toaster.Show(ToastKind.Success, (wasGood ? TokensTexts.IsRevoked : TokensTexts.IsRemoved).With(Isolated.Name(token.Name)));
        await ReadAsync();
    }
}
