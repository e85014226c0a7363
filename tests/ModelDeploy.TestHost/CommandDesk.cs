using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Local.Store;

namespace ModelDeploy.TestHost;

/// <summary>Does what a test asks, as the administrator.</summary>
internal sealed class CommandDesk(IServiceProvider services, LocalStore store)
{
    private static readonly Viewer Administrator = new(LocalStore.AdministratorKey, "Administrator", IsSystemAdmin: true);
    private readonly DeploymentCommands _commands = services.GetRequiredService<DeploymentCommands>();

    /// <summary>Does it and tells what came of it.</summary>
    public async Task<HostAnswer> DoAsync(HostCommand command, CancellationToken stop) => command.Do switch
    {
        HostDeed.Create => Told(await _commands.CreateAsync(Administrator, command.Id, command.Spec!, stop)),
        HostDeed.Update => Told(await _commands.UpdateAsync(Administrator, command.Id, command.Spec!, "", basedOn: null, stop)),
        HostDeed.Stop => Told(await _commands.StopAsync(Administrator, command.Id, stop)),
        HostDeed.Start => Told(await _commands.StartAsync(Administrator, command.Id, stop)),
        HostDeed.Delete => Told(await _commands.DeleteAsync(Administrator, command.Id, stop)),
        HostDeed.List => new HostAnswer(
            nameof(HostDeed.List), [.. (await store.Deployments.ListAsync(stop)).Select(ToldDeployment.Of)]),
        _ => new HostAnswer(
            nameof(HostDeed.History), Deployments: null,
            [.. (await store.Journal.ReadAsync(command.Uid, before: null, int.MaxValue, stop))
                .Select(entry => new ToldRevision(entry.Revision, entry.Change.Action, entry.Spec))]),
    };

    private static HostAnswer Told(CommandResult<Deployment> result) => result is CommandResult<Deployment>.Accepted { Value: var value }
        ? new HostAnswer(HostAnswer.Accepted, [ToldDeployment.Of(value)])
        : new HostAnswer(result.GetType().Name);
}
