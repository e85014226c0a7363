using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Children;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Observing;

/// <summary>Follows everything of ours in the cluster, and tells for which deployments something changed.</summary>
internal sealed class ClusterView
{
    private readonly ApiClient _client;
    private readonly string _namespace;
    private readonly TimeProvider _clock;
    private readonly bool _foreign;
    private readonly bool _followsChildren;
    private readonly Informer<ChildObject> _deployments;
    private readonly Informer<ChildObject> _replicaSets;
    private readonly Informer<ChildObject> _services;
    private readonly Informer<ChildObject>? _ingresses;
    private readonly Informer<ChildObject>? _passwords;
    private readonly Informer<PodObject> _pods;
    private readonly KeyIndex<ChildObject> _deploymentsByKey = new();
    private readonly KeyIndex<ChildObject> _replicaSetsByKey = new();
    private readonly KeyIndex<ChildObject> _servicesByKey = new();
    private readonly KeyIndex<ChildObject> _ingressesByKey = new();
    private readonly KeyIndex<ChildObject> _passwordsByKey = new();
    private readonly KeyIndex<PodObject> _podsByKey = new();
    private readonly ConcurrentDictionary<string, PodStory> _stories = new();

    public ClusterView(ApiClient client, KubernetesOptions options, TimeProvider clock, ILogger logger)
    {
        (_client, _namespace, _clock) = (client, options.Namespace, clock);
        _foreign = options.ForeignController;
        _followsChildren = options.Duties.HasFlag(ClusterDuties.Control) && !_foreign;
        var ours = new Selector(ChildNames.OursSelector);
        _deployments = Follow(Kinds.Deployment, _deploymentsByKey);
        _replicaSets = Follow(Kinds.ReplicaSet, _replicaSetsByKey);
        _services = Follow(Kinds.Service, _servicesByKey);
        _ingresses = options.Exposure is Exposure.Gateway ? null : Follow(Kinds.Ingress, _ingressesByKey);
        _passwords = options.Exposure is Exposure.DirectIngress ? Follow(Kinds.Secret, _passwordsByKey) : null;
        _pods = new Informer<PodObject>(client, Kinds.Pod, options.Namespace, new Selector(ChildNames.PodSelector), clock, logger)
        {
            OnChange = (name, now, before) =>
            {
                if (now is not null)
                    _stories.AddOrUpdate(now.Metadata.Uid, _ => PodStory.None.With(now), (_, story) => story.With(now));
                if (before is not null && before.Metadata.Uid != now?.Metadata.Uid)
                {
                    _stories.TryRemove(before.Metadata.Uid, out _);
                    OnPodGone(before);
                }
                Tell(_podsByKey.Fold(name, now, before));
            },
            OnTrouble = TellAll,
        };

        Informer<ChildObject> Follow(ApiKind kind, KeyIndex<ChildObject> index) => new(client, kind, options.Namespace, ours, clock, logger)
        {
            OnChange = (name, now, before) => Tell(index.Fold(name, now, before)),
            OnTrouble = TellAll,
        };
    }

    /// <summary>Called for every deployment of which something changed.</summary>
    public Action<DeploymentKey> OnChange { get; set; } = static _ => { };

    /// <summary>Called for every pod that is gone.</summary>
    public Action<PodObject> OnPodGone { get; set; } = static _ => { };

    /// <summary>Ends when everything was listed once.</summary>
    public Task Synced => Task.WhenAll([_pods.Synced, .. Children.Select(informer => informer.Synced)]);

    /// <summary>Why what is known may no longer be so, or null.</summary>
    public string? Trouble =>
        (_pods.Trouble ?? Children.Select(informer => informer.Trouble).FirstOrDefault(trouble => trouble is not null))?.Error.Message
        ?? (Synced.IsCompleted ? null : "The objects in the cluster have not been read yet.");

    /// <summary>Every deployment of which there is anything of ours.</summary>
    public IReadOnlyList<DeploymentKey> Keys =>
    [
        .. new[] { _deploymentsByKey, _replicaSetsByKey, _servicesByKey, _ingressesByKey, _passwordsByKey }.SelectMany(index => index.Keys)
            .Concat(_podsByKey.Keys.Where(key => _foreign || OursOf(key).Count > 0))
            .Distinct(),
    ];

    /// <summary>What is made of deployments matters only to whoever makes it.</summary>
    private IEnumerable<Informer<ChildObject>> Children => !_followsChildren ? [] : new[] { _deployments, _replicaSets, _services, _ingresses, _passwords }.OfType<Informer<ChildObject>>();

    /// <summary>Follows until cancelled.</summary>
    public Task RunAsync(CancellationToken stop) =>
        Task.WhenAll([_pods.RunAsync(stop), .. Children.Select(informer => informer.RunAsync(stop)), _followsChildren && _ingresses is null ? ReadLeftIngressesAsync(stop) : Task.CompletedTask]);

    /// <summary>What there is of a deployment.</summary>
    public DeploymentObjects Of(DeploymentKey key) => _foreign ? new(null, [], [], PodsOf(key)) : new(
        _deploymentsByKey.Of(key).FirstOrDefault(item => item.Metadata.Name == ChildNames.Of(key)),
        _replicaSetsByKey.Of(key),
        [.. _servicesByKey.Of(key), .. _ingressesByKey.Of(key)],
        OursOf(key))
    {
        Ingress = _ingresses is null ? null : _ingressesByKey.Of(key).FirstOrDefault(item => item.Metadata.Name == ChildNames.Of(key)),
    };

    /// <summary>Its Deployments, Services, Ingresses and Secrets with passwords, by the labels that they bear, whatever they are called.</summary>
    public IReadOnlyList<(ApiKind Kind, ChildObject Child)> ChildrenOf(DeploymentKey key) =>
    [
        .. _deploymentsByKey.Of(key).Select(child => (Kinds.Deployment, child)),
        .. _servicesByKey.Of(key).Select(child => (Kinds.Service, child)),
        .. _ingressesByKey.Of(key).Select(child => (Kinds.Ingress, child)),
        .. _passwordsByKey.Of(key).Select(child => (Kinds.Secret, child)),
    ];

    /// <summary>ReplicaSets and pods that nobody steers any more: their owner was deleted in a way that leaves them.</summary>
    public IReadOnlyList<(ApiKind Kind, ApiObject Orphan)> OrphansOf(DeploymentKey key) =>
    [
        .. _replicaSetsByKey.Of(key).Where(IsOrphan).Select(set => (Kinds.ReplicaSet, (ApiObject)set)),
        .. OursOf(key).Where(IsOrphan).Select(pod => (Kinds.Pod, (ApiObject)pod)),
    ];

    /// <summary>All pods of a deployment with a log, older ones of others too.</summary>
    public IReadOnlyList<PodObject> PodsOf(DeploymentKey key) => _podsByKey.Of(key);

    /// <summary>What was seen of a pod.</summary>
    public PodStory StoryOf(PodObject pod) => _stories.GetValueOrDefault(pod.Metadata.Uid) ?? PodStory.None;

    /// <summary>A child as it was last seen, or null.</summary>
    public ChildObject? Find(ApiKind kind, ObjectName name) => InformerOf(kind) is { } informer && informer.TryGet(name, out var found) ? found : null;

    /// <summary>Takes in what a write of ours answered.</summary>
    public void Accept(ApiKind kind, ChildObject written) => InformerOf(kind)?.Accept(written);

    /// <summary>Takes in that this object was deleted, where nothing else tells it.</summary>
    public void AcceptDeleted(ApiKind kind, ChildObject deleted)
    {
        if (_ingresses is null && kind == Kinds.Ingress)
            Tell(_ingressesByKey.Fold(deleted.Name, null, deleted));
    }

    /// <summary>
    /// Where callers come by the gateway alone, Ingresses need not be followed, nor may they have to be seen; those of a time when it was
    /// otherwise are found once.
    /// </summary>
    private async Task ReadLeftIngressesAsync(CancellationToken stop)
    {
        for (var failures = 1; !stop.IsCancellationRequested; failures++)
        {
            var listed = await _client.ListAsync<ChildObject>(Kinds.Ingress, _namespace, new Selector(ChildNames.OursSelector), stop);
            foreach (var left in listed.Value?.Items ?? [])
                Tell(_ingressesByKey.Fold(left.Name, left, null));
            if (listed.Error is not { IsPassing: true })
                return;
            await Task.Delay(BackOff.After(failures), _clock, stop);
        }
    }

    private IReadOnlyList<PodObject> OursOf(DeploymentKey key) =>
        [.. _podsByKey.Of(key).Where(pod => pod.LabelOf(Labels.App) == Labels.AppOfDeployments && pod.LabelOf(Labels.ManagedBy) == Labels.Manager)];

    private static bool IsOrphan(ApiObject item) =>
        item.Metadata.DeletionTimestamp is null && item.Metadata.OwnerReferences?.Any(owner => owner.Controller == true) != true;

    private Informer<ChildObject>? InformerOf(ApiKind kind) => kind.Plural switch
    {
        "deployments" => _deployments,
        "services" => _services,
        "ingresses" => _ingresses,
        "secrets" => _passwords,
        _ => null,
    };

    private void TellAll() => Tell(Keys);

    private void Tell(IReadOnlyList<DeploymentKey> keys)
    {
        foreach (var key in keys)
            OnChange(key);
    }
}
