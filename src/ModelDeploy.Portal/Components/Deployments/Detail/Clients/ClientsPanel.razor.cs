using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Gateway.Clients;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Clients;

/// <summary>
/// Who may call a private endpoint: the clients with their keys as the deployment has them, and how they use it, which is read anew every
/// few seconds.
/// </summary>
public sealed partial class ClientsPanel() : LookingComponent(TimeSpan.FromSeconds(5))
{
    private ConfirmDialog? _removing;
    private ConfirmDialog? _revoking;
    private IReadOnlyDictionary<string, ClientUse>? _uses;
    private EndpointClient? _target;
    private string? _rotating;
    private bool _issuing;

    /// <summary>Changes them.</summary>
    [Inject] public required ClientKeyCommands Commands { get; init; }

    /// <summary>Knows how they use the endpoint.</summary>
    [Inject] public required TrafficReader Traffic { get; init; }

    /// <summary>Tells what was done or refused.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Who looks.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Whose endpoint.</summary>
    [Parameter, EditorRequired] public required Deployment Deployment { get; set; }

    private bool IsLeaving => Deployment.Deletion is not null;

    /// <inheritdoc />
    protected override Task<bool> LookAsync()
    {
        _uses = Traffic.ClientsOf(Viewer, Deployment.Id);
        return Task.FromResult(true);
    }

    private ClientUse? UseOf(EndpointClient client) => _uses?.GetValueOrDefault(client.Name);

    private void Add() => (_rotating, _issuing) = (null, true);

    private void Rotate(EndpointClient client) => (_rotating, _issuing) = (client.Name, true);

    private void Close() => _issuing = false;

    private async Task RemoveAsync(EndpointClient client)
    {
        _target = client;
        if (await _removing!.AskAsync())
            Tell(await Commands.RemoveAsync(Viewer, Deployment.Id, client.Name, Closing), ClientsTexts.IsRemoved.With(Isolated.Name(client.Name)));
    }

    private async Task RevokeKeyAsync(EndpointClient client, ClientKey key)
    {
        _target = client;
        if (await _revoking!.AskAsync())
            Tell(await Commands.RevokeKeyAsync(Viewer, Deployment.Id, client.Name, key.Id, Closing), ClientsTexts.IsRevoked.With(Isolated.Name(client.Name)));
    }

    private void Tell(CommandResult<Deployment> answer, string done)
    {
        if (Problem.InOneLine(answer) is { } problem)
            Toaster.Show(ToastKind.Error, problem);
        else
            Toaster.Show(ToastKind.Success, done);
    }
}
