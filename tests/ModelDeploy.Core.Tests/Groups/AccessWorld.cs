using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Logs;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Groups;

/// <summary>A group with a deployment at revision 2, a stopped one, a deleted one, and one person of each role.</summary>
public sealed class AccessWorld : IAsyncDisposable
{
    private readonly InMemoryDeploymentStore _store = new();
    private readonly InMemoryIdentityStore _accounts = new();
    private readonly ManualTime _clock = new(AChange.Start);
    private readonly InMemoryCatalog _catalog = new(
        [
            AGroup.Named().WithMember(Member.Ref).WithMember(GroupAdmin.Ref, GroupRole.Admin),
            AGroup.Named("empty"),
            AGroup.Named("foreign").WithMember(Stranger.Ref),
        ],
        [AnInstanceType.Named()]);
    private readonly CatalogCache _cache;

    private AccessWorld()
    {
        _cache = new CatalogCache(_catalog);
        Feed = new DeploymentFeed(_store, _cache, new FirstLooks(), _clock);
        History = new HistoryReader(Feed, _cache, _store.Journal);
        Deployments = new DeploymentCommands(_store, _catalog, _store.Journal, new SpecLimits(), _clock, AnAudit.Into(Audit, _clock));
        Groups = new GroupCommands(_catalog, _store, _accounts, AnAudit.Into(Audit, _clock));
        InstanceTypes = new InstanceTypeCommands(_catalog, _store, AnAudit.Into(Audit, _clock));
        var runtime = new ScriptedLogs();
        Logs = new LogFollower(runtime, LogAccess.By(Feed), new LogFollowerOptions(), _clock, NullLogger<LogFollower>.Instance);
        OldLogs = new LogArchive(runtime, LogAccess.By(Feed));
    }

    /// <summary>What was done and refused.</summary>
    public InMemoryAuditLog Audit { get; } = new();

    /// <summary>A member of another group only.</summary>
    public static Viewer Stranger { get; } = Person("stranger");

    /// <summary>A member of the group.</summary>
    public static Viewer Member { get; } = Person("member");

    /// <summary>An administrator of the group.</summary>
    public static Viewer GroupAdmin { get; } = Person("group admin");

    /// <summary>An administrator of the system, in no group.</summary>
    public static Viewer SystemAdmin { get; } = Person("system admin") with { IsSystemAdmin = true };

    /// <summary>Somebody with an account and no group.</summary>
    public static PersonKey Newcomer { get; } = new(PersonKey.LocalIssuer, "newcomer");

    public DeploymentFeed Feed { get; }

    public HistoryReader History { get; }

    public DeploymentCommands Deployments { get; }

    public GroupCommands Groups { get; }

    public InstanceTypeCommands InstanceTypes { get; }

    public AuditReader AuditReader => new(Audit, _cache);

    public LogFollower Logs { get; }

    public LogArchive OldLogs { get; }

    /// <summary>The world, with its feed running.</summary>
    public static async Task<AccessWorld> StartAsync()
    {
        var world = new AccessWorld();
        await world._accounts.SaveAccountAsync(new Account(Newcomer, "Newcomer", IsSystemAdmin: false), default);
        await world.StoreAsync("iris", ASpec.Usual.WithImage("modeldeploy/iris:2.0"), ASpec.Usual);
        await world.StoreAsync("stopped", ASpec.Usual.Stopped());
        await world.StoreAsync("gone", ASpec.Usual);
        await world.DeleteAsync("gone");
        await world._cache.StartAsync(default);
        await world.Feed.StartAsync(default);
        await world.Feed.LoadedAsync(default);
        return world;
    }

    /// <summary>Opens a log and leaves it again.</summary>
    public async Task<LogSubscription?> FollowLogAsync(Viewer by, string id)
    {
        var log = await Logs.OpenAsync(by, new DeploymentKey(id), null, LogFilter.None, default);
        log?.Dispose();
        return log;
    }

    public async ValueTask DisposeAsync()
    {
        await Logs.DisposeAsync();
        await Feed.StopAsync(default);
        await _cache.StopAsync(default);
    }

    private async Task StoreAsync(string id, params IEnumerable<DeploymentSpec> revisions)
    {
        foreach (var spec in revisions)
        {
            var key = new DeploymentKey(id);
            if (await _store.GetAsync(key, default) is { } stored)
                await _store.UpdateSpecAsync(key, spec, AChange.Of(ChangeAction.Updated), stored.Version, default);
            else
                await _store.CreateAsync(key, spec, AChange.Of(ChangeAction.Created), default);
        }
    }

    private async Task DeleteAsync(string id)
    {
        var key = new DeploymentKey(id);
        await _store.MarkDeletedAsync(key, AChange.Of(ChangeAction.Deleted), (await _store.GetAsync(key, default))!.Version, default);
        await _store.ForgetAsync(key, (await _store.GetAsync(key, default))!.Version, default);
    }

    private static Viewer Person(string name) => new(new PersonKey(PersonKey.LocalIssuer, name), name, IsSystemAdmin: false);
}
