using ModelDeploy.Core;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>How what is done to deployments and their clients is asked.</summary>
internal static class DeploymentQuestions
{
    private const string Client = "caller";
    private static readonly CancellationToken Stop = CancellationToken.None;

    public static IReadOnlyDictionary<string, Question> All { get; } = new Dictionary<string, Question>
    {
        ["DeploymentCommands.CreateAsync"] = Change(async asked => await Of(asked).CreateAsync(asked.By, $"{asked.Group}-new", AccessPortal.Spec(asked.Group), Stop)),
        ["DeploymentCommands.UpdateAsync"] = Change(async asked =>
            await Of(asked).UpdateAsync(asked.By, asked.Id, AccessPortal.Spec(asked.Group) with { Access = AccessType.Private, Replicas = 2 }, "", null, Stop)),
        ["DeploymentCommands.StopAsync"] = Change(async asked =>
        {
            await Of(asked).StartAsync(Viewer.System, asked.Id, Stop);
            return await Of(asked).StopAsync(asked.By, asked.Id, Stop);
        }),
        ["DeploymentCommands.StartAsync"] = Change(async asked => await Of(asked).StartAsync(asked.By, asked.Id, Stop)),
        ["DeploymentCommands.RollBackAsync"] = Change(async asked => await Of(asked).RollBackAsync(asked.By, asked.Id, 1, "it was better", Stop)),
        ["DeploymentCommands.DeleteAsync"] = Change(async asked => await Of(asked).DeleteAsync(asked.By, asked.Id, Stop)),
        // Ids are unique over all groups: that one is taken is told to everybody (behaviour rule 1).
        ["DeploymentCommands.WhyIdUnusableAsync"] = Read(async asked => await Of(asked).WhyIdUnusableAsync(asked.By, asked.Id, Stop)),
        ["DeploymentCommands.ForeseeAsync"] = Read(async asked =>
            await Of(asked).ForeseeAsync(asked.By, asked.Id, AccessPortal.Spec(asked.Group) with { Stop = false }, Stop)),
        ["ClientKeyCommands.AddAsync"] = Change(async asked => await Keys(asked).AddAsync(asked.By, asked.Id, "another", null, Stop)),
        ["ClientKeyCommands.RotateAsync"] = Change(async asked => await Keys(asked).RotateAsync(asked.By, asked.Id, Client, TimeSpan.Zero, null, Stop)),
        ["ClientKeyCommands.RevokeKeyAsync"] = Change(async asked => await Keys(asked).RevokeKeyAsync(asked.By, asked.Id, Client, KeyOf(asked), Stop)),
        ["ClientKeyCommands.RemoveAsync"] = Change(async asked => await Keys(asked).RemoveAsync(asked.By, asked.Id, Client, Stop)),
    };

    private static DeploymentCommands Of(Asked asked) => asked.Of<DeploymentCommands>();

    private static ClientKeyCommands Keys(Asked asked) => asked.Of<ClientKeyCommands>();

    /// <summary>The client's key; for something that does not exist, a name of no key.</summary>
    private static string KeyOf(Asked asked) =>
        asked.Of<IDeploymentStore>().GetAsync(new DeploymentKey(asked.Id), Stop).GetAwaiter().GetResult()?.Spec.Clients.Single().Keys.Single().Id ?? "none";

    private static Question Change(Func<Asked, Task<object?>> ask) => new(ask, Changes: true);

    private static Question Read(Func<Asked, Task<object?>> ask) => new(ask, Changes: false);
}
