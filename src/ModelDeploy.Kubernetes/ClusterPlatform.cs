using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.Kubernetes.Leadership;
using ModelDeploy.Kubernetes.Store;

namespace ModelDeploy.Kubernetes;

/// <summary>Everything that a portal has in a cluster, open until it is disposed. Dispose it last.</summary>
public sealed class ClusterPlatform : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accounts;
    private readonly TimeProvider _clock;
    private LeaderFollower? _follower;

    private ClusterPlatform(ApiClient client, KubernetesOptions options, ClusterStore store, TimeProvider clock, ILoggerFactory loggers)
    {
        (Client, Options, Store, _clock) = (client, options, store, clock);
        Keys = new SecretKeyRing(client, options.Namespace);
        var identities = new SecretIdentityStore(client, options.Namespace, clock, loggers.CreateLogger<SecretIdentityStore>());
        Identities = identities;
        var credentials = new SecretCredentialStore(client, options.Namespace, clock, loggers.CreateLogger<SecretCredentialStore>());
        Credentials = credentials;
        _accounts = options.Duties.HasFlag(ClusterDuties.People)
            ? Task.WhenAll(identities.RunAsync(_closing.Token), credentials.RunAsync(_closing.Token))
            : Task.CompletedTask;
        Leadership = new LeaseLeadership(client, options.Namespace, clock, loggers.CreateLogger<LeaseLeadership>());
        Part = new ClusterPart(this);
    }

    /// <summary>Asks the API server.</summary>
    public ApiClient Client { get; }

    /// <summary>How the cluster is used.</summary>
    public KubernetesOptions Options { get; }

    /// <summary>Deployments, groups, instance types and journal.</summary>
    public ClusterStore Store { get; }

    /// <summary>Accounts and sign-in links.</summary>
    public SecretIdentityStore Identities { get; }

    /// <summary>By what people of this portal's own accounts prove who they are.</summary>
    public SecretCredentialStore Credentials { get; }

    /// <summary>Leads while it holds the Lease.</summary>
    public LeaseLeadership Leadership { get; }

    /// <summary>Keys that protect cookies, for all portals.</summary>
    public SecretKeyRing Keys { get; }

    /// <summary>Who leads, once <see cref="FollowLeaderAsync"/> found out; null while nobody does.</summary>
    public LeaseHolder? Leader => _follower?.Holder;

    /// <summary>Says how the cluster is.</summary>
    public ISystemPart Part { get; }

    /// <summary>
    /// Opens what is there: follows it, sees to the administrator's account, and with <paramref name="seedDemo"/> to a group and instance
    /// types where there are none.
    /// </summary>
    /// <exception cref="ClusterAccessException">The cluster does not answer, refuses, or does not know our kinds; it says what to do.</exception>
    public static async Task<ClusterPlatform> OpenAsync(
        ClusterAccess access, KubernetesOptions options, bool seedDemo, TimeProvider clock, ILoggerFactory loggers, CancellationToken stop)
    {
        var client = new ApiClient(access, clock);
        ClusterPlatform? platform = null;
        try
        {
            var store = await ClusterStore.OpenAsync(client, options, clock, loggers, stop);
            platform = new ClusterPlatform(client, options, store, clock, loggers);
            if (options.Duties.HasFlag(ClusterDuties.People))
                await platform.SeedAsync(seedDemo, stop);
            return platform;
        }
        catch (Exception failure)
        {
            if (platform is null)
                client.Dispose();
            else
                await platform.DisposeAsync();
            if (failure is StoreUnavailableException)
                throw new ClusterAccessException(failure.Message, failure);
            throw;
        }
    }

    /// <summary>Finds out whether the cluster can be followed and answers.</summary>
    /// <exception cref="StoreUnavailableException">It cannot or does not; the message says why.</exception>
    public async Task ProbeAsync(CancellationToken stop)
    {
        if (Store.Trouble is { } trouble)
            throw new StoreUnavailableException(ClusterTrouble.SentenceFor(trouble));
        if ((await VersionAsync(stop)).Error is { } error)
            throw ClusterTrouble.Of(error);
    }

    /// <summary>Tells of the cluster's outages from now on.</summary>
    public void TellOutagesTo(Outages outages)
    {
        Store.OnTrouble = () => outages.Tell(OutageOf.Store, Store.Trouble is { } trouble ? new Outage(OutageOf.Store, trouble.Since, ClusterTrouble.ReasonOf(trouble)) : null);
    }

    /// <summary>
    /// Follows who leads, until cancelled: where that is somebody else, what is stored is vouched for; where nobody leads, it is told. An
    /// operator that is not ours is always believed.
    /// </summary>
    /// <param name="looks">Is told whether others vouch.</param>
    /// <param name="outages">Is told when nobody leads, and when passes fail.</param>
    /// <param name="controller">The controller of this process; null when it has none.</param>
    /// <param name="stop">Ends it.</param>
    public Task FollowLeaderAsync(FirstLooks looks, Outages outages, ControllerService? controller, CancellationToken stop)
    {
        looks.LetOthersVouch(Options.ForeignController);
        if (Options.ForeignController)
            return Task.CompletedTask;
        _follower = new LeaderFollower(Client, Options.Namespace, Leadership, looks, outages, controller, _clock);
        return _follower.RunAsync(stop);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _accounts.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Store.DisposeAsync();
        Client.Dispose();
        _closing.Dispose();
    }

    /// <summary>Which version the API server has.</summary>
    internal Task<ApiResult<JsonObject>> VersionAsync(CancellationToken stop) => Client.GetAsync("version", stop);

    private async Task SeedAsync(bool withDemo, CancellationToken stop)
    {
        if (await Identities.FindAccountAsync(Account.Administrator.Key, stop) is null)
            await Identities.SaveAccountAsync(Account.Administrator, stop);
        if (!withDemo || await Store.Catalog.ReadAsync(stop) is not { Groups.Count: 0, InstanceTypes.Count: 0 })
            return;
        await Store.Catalog.SaveGroupAsync(DemoCatalog.Group, stop);
        foreach (var type in DemoCatalog.InstanceTypes)
            await Store.Catalog.SaveInstanceTypeAsync(type, stop);
    }
}
