using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Faults;

/// <summary>Follows a namespace by a way of its own and remembers everything that was ever there, so that what was started twice shows.</summary>
internal sealed class Witness : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Sighting> _seen = new();
    private readonly Task _running;
    private readonly Informer<ChildObject>[] _children;
    private readonly Informer<PodObject> _pods;

    private Witness(ApiClient client, string inNamespace)
    {
        _children = [.. new[] { Kinds.Deployment, Kinds.ReplicaSet, Kinds.Service }.Select(kind =>
            new Informer<ChildObject>(client, kind, inNamespace, null, TimeProvider.System, NullLogger.Instance) { OnChange = (_, now, _) => See(kind, now, now?.Template, now?.Replicas ?? 0) })];
        _pods = new Informer<PodObject>(client, Kinds.Pod, inNamespace, null, TimeProvider.System, NullLogger.Instance)
        {
            OnChange = (_, now, _) => See(Kinds.Pod, now, now?.LabelOf(Labels.Template), replicas: 1),
        };
        _running = Task.WhenAll([_pods.RunAsync(_stop.Token), .. _children.Select(informer => informer.RunAsync(_stop.Token))]);
    }

    /// <summary>One that has begun.</summary>
    public static async Task<Witness> BeginAsync(ApiClient client, string inNamespace)
    {
        var witness = new Witness(client, inNamespace);
        await Task.WhenAll([witness._pods.Synced, .. witness._children.Select(informer => informer.Synced)]);
        return witness;
    }

    /// <summary>Every object of the kind that there ever was of a deployment, told apart by their uids.</summary>
    public IReadOnlyList<Sighting> Ever(ApiKind kind, string id) => [.. _seen.Values.Where(sighting => sighting.Kind == kind && sighting.Deployment == id)];

    /// <summary>The pods of a deployment that are there and not being ended.</summary>
    public IReadOnlyList<PodObject> PodsOf(string id) => [.. _pods.All.Where(pod => pod.LabelOf(Labels.Deployment) == id && !pod.IsTerminating)];

    /// <summary>Whether anything of a deployment is there.</summary>
    public bool SeesAnyOf(string id) =>
        _pods.All.Any(pod => pod.LabelOf(Labels.Deployment) == id) || _children.Any(informer => informer.All.Any(child => DeploymentOf(child) == id));

    /// <summary>
    /// Fails where anything was started twice: a deployment has had one Deployment, one Service, a ReplicaSet for each template and the
    /// replicas of it, and no more.
    /// </summary>
    public void SawOnce(string id, params int[] replicasOfTemplates)
    {
        SawAskedOnce(id, replicasOfTemplates);
        var pods = Ever(Kinds.Pod, id).GroupBy(pod => pod.Template).Select(group => group.Count());
        Assert.Equal(replicasOfTemplates.Order(), pods.Order());
    }

    /// <summary>
    /// The same of what was asked for. Where the API server itself dies, the ReplicaSet's controller may not hear that its pod was made; it
    /// makes another one and takes one away again, whoever asked for the ReplicaSet.
    /// </summary>
    public void SawAskedOnce(string id, params int[] replicasOfTemplates)
    {
        Assert.Single(Ever(Kinds.Deployment, id));
        Assert.Single(Ever(Kinds.Service, id));
        Assert.Equal(replicasOfTemplates.Order(), Ever(Kinds.ReplicaSet, id).Select(set => set.MostReplicas).Order());
        var templates = Ever(Kinds.ReplicaSet, id).Select(set => set.Template).ToList();
        Assert.All(Ever(Kinds.Pod, id), pod => Assert.Contains(pod.Template, templates));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _stop.Dispose();
    }

    private void See(ApiKind kind, ApiObject? now, string? template, int replicas)
    {
        if (now is not null && DeploymentOf(now) is { } id)
        {
            _seen.AddOrUpdate(
                now.Metadata.Uid,
                _ => new Sighting(kind, id, now.Metadata.Name, template ?? "", replicas),
                (_, before) => before with { MostReplicas = Math.Max(before.MostReplicas, replicas) });
        }
    }

    private static string? DeploymentOf(ApiObject item) => item.Metadata.Labels?.GetValueOrDefault(Labels.Deployment);

    /// <summary>An object that was there, and how many replicas it was ever asked for at most.</summary>
    public sealed record Sighting(ApiKind Kind, string Deployment, string Name, string Template, int MostReplicas);
}
