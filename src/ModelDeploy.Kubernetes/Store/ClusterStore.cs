using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Texts;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>Deployments, groups, instance types and journal as a cluster keeps them, followed as long as this is open.</summary>
public sealed class ClusterStore : IAsyncDisposable
{
    private const string PullSecrets = "type=kubernetes.io/dockerconfigjson";

    private readonly Following _following;

    private ClusterStore(Following following, IDeploymentStore deployments, ICatalog catalog, IJournal journal) =>
        (_following, Deployments, Catalog, Journal) = (following, deployments, catalog, journal);

    /// <summary>The deployments.</summary>
    public IDeploymentStore Deployments { get; }

    /// <summary>Groups, instance types and the names of pull secrets.</summary>
    public ICatalog Catalog { get; }

    /// <summary>What was done to deployments, the newest 10,000 changes.</summary>
    public IJournal Journal { get; }

    /// <summary>Why the cluster cannot be followed, and since when; null while it is. What was read before is still there.</summary>
    public InformerTrouble? Trouble => _following.Trouble;

    /// <summary>Called when the trouble begins or ends.</summary>
    public Action OnTrouble
    {
        set => _following.OnTrouble = value;
    }

    /// <summary>Reads everything that is there and follows it from then on.</summary>
    /// <exception cref="ClusterAccessException">The cluster does not answer, refuses, or does not know our kinds; it says what to do.</exception>
    public static async Task<ClusterStore> OpenAsync(
        ApiClient client, KubernetesOptions options, TimeProvider clock, ILoggerFactory loggers, CancellationToken stop)
    {
        var logger = loggers.CreateLogger<ClusterStore>();
        var following = new Following(clock);
        try
        {
            // The data path needs no more than deployments and whose they are.
            var keepsHistory = options.Duties.HasFlag(ClusterDuties.People) || options.Duties.HasFlag(ClusterDuties.Control);

            // The journal first: it tells what a change by hand changed.
            var entries = Of<PhDeploymentChange>(Kinds.PhDeploymentChange);
            if (keepsHistory)
                await following.BeginAsync([entries], stop);
            var deployments = Of<PhDeployment>(Kinds.PhDeployment);
            var journal = new ClusterJournal(client, options.Namespace, entries, deployments, clock);
            var keeper = keepsHistory ? new JournalKeeper(journal, entries, client, clock, logger) : null;

            var groups = Of<GroupResource>(Kinds.Group);
            var types = Of<InstanceTypeResource>(Kinds.InstanceType);
            var secrets = Of<PullSecretObject>(Kinds.Secret, new Selector(Fields: PullSecrets));
            var grants = new GrantBook(client, options.Namespace, groups, deployments);
            var foreign = options.ForeignController ? new ForeignStatus(AmountsOf) : null;
            var store = new ClusterDeploymentStore(client, options, deployments, journal, keeper, grants, foreign);
            entries.OnChange = (_, now, _) =>
            {
                if (now is not null)
                    store.TakeJournaled(now.Spec);
            };
            var catalog = new ClusterCatalog(client, options.Namespace, groups, types, secrets);
            await following.BeginAsync([groups, types, .. keepsHistory ? new InformerBase[] { secrets } : []], stop);
            await following.BeginAsync([deployments], stop);
            await RefuseOldKindsAsync(client, stop);
            if (keeper is not null)
                following.Run(keeper.RunAsync);
            return new ClusterStore(following, store, catalog, journal);

            Resources? AmountsOf(string type) => types.TryGet(new ObjectName(options.Namespace, type), out var found) ? CatalogMapping.Read(found).Resources : null;
        }
        catch
        {
            await following.DisposeAsync();
            throw;
        }

        Informer<T> Of<T>(ApiKind kind, Selector? selector = null) where T : ApiObject => new(client, kind, options.Namespace, selector, clock, logger);
    }

    /// <summary>Without a status of groups no grant could be written.</summary>
    private static async Task RefuseOldKindsAsync(ApiClient client, CancellationToken stop)
    {
        var known = (await client.GetAsync($"apis/{Kinds.Group.ApiVersion}", stop)).Value?["resources"]?.AsArray().Select(resource => $"{resource?["name"]}").ToList();
        if (known is not null && known.Contains(Kinds.Group.Plural) && !known.Contains($"{Kinds.Group.Plural}/status"))
            throw new ClusterAccessException(ClusterTexts.KindOld.With(Kinds.Group.Kind));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _following.DisposeAsync();
}
