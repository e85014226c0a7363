using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Local.Store;

namespace ModelDeploy.Benchmarks.Portals;

/// <summary>Fills a data directory through the store's own classes before a portal opens it.</summary>
internal static class Seed
{
    /// <summary>A sample image that every portal has.</summary>
    public const string Iris = "modeldeploy/iris:1.0";

    /// <summary>A prediction that it answers, and the path that takes it.</summary>
    public const string IrisRequest = """{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}""";

    /// <summary>The path below the endpoint that takes predictions.</summary>
    public const string PredictionPath = "api/v1.0/predictions";

    private const string GroupName = "bench";

    /// <summary>Who does everything here.</summary>
    public static Viewer Somebody { get; } = Viewer.System;

    /// <summary>A new change of now.</summary>
    public static Change Created => new(ChangeAction.Created, PersonRef.System, DateTimeOffset.UtcNow);

    /// <summary>Opens the store of a data directory, with a group of no limits in it.</summary>
    public static async Task<LocalStore> OpenAsync(string directory, CancellationToken stop)
    {
        var store = await LocalStore.OpenAsync(directory, seedDemo: true, new SecretCipher(static text => text, static text => text), NullLoggerFactory.Instance, stop);
        await store.Catalog.SaveGroupAsync(new Group { Name = GroupName, DisplayName = "Benchmarks", ModelDeploymentEnabled = true }, stop);
        return store;
    }

    /// <summary>What a deployment of an image wants; ready when its port answers.</summary>
    public static DeploymentSpec Spec(string image, bool stopped = false) => new()
    {
        Group = GroupName,
        DisplayName = "Benchmark",
        InstanceType = "cpu-tiny",
        ModelImage = image,
        Description = "Made for a measurement.",
        Stop = stopped,
    };

    /// <summary>Adds deployments of these ids.</summary>
    public static async Task AddAsync(LocalStore store, IEnumerable<string> ids, Func<string, DeploymentSpec> spec, CancellationToken stop)
    {
        foreach (var id in ids)
            await store.Deployments.CreateAsync(new DeploymentKey(id), spec(id), Created, stop);
    }
}
