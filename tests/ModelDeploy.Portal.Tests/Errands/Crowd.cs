using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Portal.Tests.Errands;

/// <summary>Very many deployments in memory, looked at by a controller that is not there: for pages that must stay quick.</summary>
public sealed class Crowd
{
    private static readonly PersonRef Grace = new(new PersonKey(PersonKey.LocalIssuer, "grace"), "Grace");
    private static readonly DeploymentPhase[] Phases =
        [DeploymentPhase.Deployed, DeploymentPhase.Deployed, DeploymentPhase.Failed, DeploymentPhase.Stopped, DeploymentPhase.Deploying];

    private readonly InMemoryDeploymentStore _store = new();

    /// <summary>The store that holds them.</summary>
    public IDeploymentStore Store => _store;

    /// <summary>Puts this crowd in the place of a host's own store; the host's controller never gets to lead.</summary>
    public void MoveIn(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton(Store)).Replace(ServiceDescriptor.Singleton<ILeadership>(new Somebody()));

    /// <summary>Adds that many, of every phase; the controller vouches for each.</summary>
    public async Task GrowAsync(int count, FirstLooks looks, CancellationToken stop)
    {
        for (var i = 0; i < count; i++)
            looks.Add(await AddAsync(i, stop));
    }

    /// <summary>Writes another phase, as a controller would.</summary>
    public async Task ShowAsync(string id, DeploymentPhase phase, FirstLooks looks, CancellationToken stop)
    {
        var current = (await Store.GetAsync(new DeploymentKey(id), stop))!;
        looks.Add(await WriteAsync(current, phase, stop));
    }

    /// <summary>The id of the deployment of this number, from 0.</summary>
    public static string IdOf(int number) => $"model-{number:00000}";

    private async Task<Deployment> AddAsync(int number, CancellationToken stop)
    {
        var phase = Phases[number % Phases.Length];
        var spec = ASpec.Usual.WithDisplayName($"Model {number:00000}").WithImage($"modeldeploy/family-{number % 40}:1.{number % 7}")
            .WithReplicas(number % 4 + 1).WithMetadata("team", $"team-{number % 25}").WithMetadata("stage", number % 3 == 0 ? "production" : "test");
        var change = new Change(ChangeAction.Created, number % 2 == 0 ? AChange.Ada : Grace, AChange.Start.AddSeconds(number));
        var key = new DeploymentKey(IdOf(number));
        var created = await Store.CreateAsync(key, phase is DeploymentPhase.Stopped ? spec.Stopped() : spec, change, stop);
        return await WriteAsync(((StoreResult<Deployment>.Stored)created).Value, phase, stop);
    }

    private async Task<Deployment> WriteAsync(Deployment current, DeploymentPhase phase, CancellationToken stop)
    {
        var ready = phase switch { DeploymentPhase.Deployed => current.Spec.Replicas, DeploymentPhase.Deploying => current.Spec.Replicas - 1, _ => 0 };
        var status = new DeploymentStatus
        {
            ObservedGeneration = current.Generation,
            Phase = phase,
            Message = phase is DeploymentPhase.Failed ? $"The image {current.Spec.ModelImage} does not exist." : $"{ready} of {current.Spec.Replicas} replicas ready",
            Failure = phase is DeploymentPhase.Failed ? Failures.ImageNotFound(current.Spec.ModelImage, []) : null,
            Wanted = current.Spec.Replicas,
            Updated = ready,
            Available = ready,
            Template = "t1",
            Replicas = Seen.Of("t1", ready).ToEquatableList(),
        };
        var written = await Store.UpdateStatusAsync(current.Key, status, current.Version, stop);
        return ((StoreResult<Deployment>.Stored)written).Value;
    }

    /// <summary>Somebody else leads, for ever.</summary>
    private sealed class Somebody : ILeadership
    {
        public Task RunWhileLeadingAsync(Func<CancellationToken, Task> lead, CancellationToken stop) =>
            Task.Delay(Timeout.InfiniteTimeSpan, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
