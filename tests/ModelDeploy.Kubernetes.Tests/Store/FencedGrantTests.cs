using System.Text.Json.Nodes;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store;
using ModelDeploy.Kubernetes.Tests.Faults;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Store;

/// <summary>Two controllers that both believe that they lead never grant more than there is.</summary>
public sealed class FencedGrantTests : IAsyncLifetime
{
    private readonly Dictionary<ClusterStore, Admission> _admissions = [];
    private AClusterStore _one = null!;
    private ClusterStore _other = null!;

    public async ValueTask InitializeAsync()
    {
        _one = await AClusterStore.OpenAsync();
        _other = await AClusterStore.OpenAsync(_one.Place);
        _admissions[_one.Store] = AdmissionOf(_one.Store);
        _admissions[_other] = AdmissionOf(_other);
        await _one.Store.Catalog.SaveGroupAsync(AGroup.Named().WithQuota(cpu: 1), default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_other is not null)
            await _other.DisposeAsync();
        if (_one is not null)
            await _one.DisposeAsync();
    }

    [Fact]
    public async Task Who_counted_before_another_one_granted_is_refused()
    {
        var first = await CreateAsync("first");
        var second = await CreateAsync("second");
        var late = _one.Store.Deployments;
        Assert.Equal(2, (await late.CountAsync("demo", default)).Count);

        Assert.IsType<AdmissionAnswer.Granted>(await AskAsync(_other, first, cpu: 1));
        var written = await late.GrantAsync([new GrantedStatus(second, second.Status with { Grant = GrantOf(1) })], default);

        Assert.IsType<StoreResult<Deployment>.Conflict>(Assert.Single(written));
        var refused = Assert.IsType<AdmissionAnswer.Refused>(await AskAsync(_one.Store, second, cpu: 1));
        Assert.Equal(FailureReason.QuotaExceeded, refused.Failure.Reason);
    }

    [Fact]
    public async Task A_grant_that_was_noted_and_can_still_be_written_counts()
    {
        var first = await CreateAsync("first");
        var second = await CreateAsync("second");
        await NoteAsync(first, cpu: 1);

        Assert.IsType<AdmissionAnswer.Refused>(await AskAsync(_other, second, cpu: 1));
    }

    [Fact]
    public async Task A_grant_that_was_noted_counts_for_a_third_controller_too()
    {
        var first = await CreateAsync("first");
        var second = await CreateAsync("second");
        await NoteAsync(first, cpu: 1);
        await _one.Store.Deployments.CountAsync("demo", default); // takes the group over, and gives nothing

        Assert.IsType<AdmissionAnswer.Refused>(await AskAsync(_other, second, cpu: 1));
    }

    [Fact]
    public async Task A_grant_whose_answer_was_lost_counts()
    {
        await using var road = await FaultyRoad.ToAsync(_one.Place.Client.Access);
        var isAnswerLost = true;
        // What it does not learn from the answers to its own writes, it does not learn.
        road.Rule = request => FaultyRoad.IsWatch(request) ? ApiFault.Broken
            : isAnswerLost && request.Path.Value!.EndsWith("/first/status", StringComparison.Ordinal) ? new ApiFault.Half() : null;
        using var client = new ApiClient(road.Access, TimeProvider.System);
        await using var store = await AClusterStore.OpenAsync(client, _one.Place.Name);
        var admission = AdmissionOf(store);
        var (first, second) = (await CreateAsync(store, "first"), await CreateAsync(store, "second"));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => admission.AskAsync(first, [GrantOf(1)], default));
        isAnswerLost = false;

        Assert.IsType<AdmissionAnswer.Refused>(await admission.AskAsync(second, [GrantOf(1)], default));
        Assert.IsType<AdmissionAnswer.Outdated>(await admission.AskAsync(first, [GrantOf(1)], default));
    }

    [Fact]
    public async Task A_grant_that_was_noted_and_can_no_longer_be_written_does_not_count()
    {
        var first = await CreateAsync("first");
        var second = await CreateAsync("second");
        await NoteAsync(first, cpu: 1);
        Assert.IsType<AdmissionAnswer.Refused>(await AskAsync(_other, second, cpu: 1));

        var stored = await _one.Store.Deployments.UpdateStatusAsync(first.Key, first.Status with { Message = "Changed" }, first.Version, default);
        var version = Assert.IsType<StoreResult<Deployment>.Stored>(stored).Value.Version;
        await Eventually.TrueAsync(async () => (await _other.Deployments.GetAsync(first.Key, default))!.Version == version, "the other one has heard of it");

        Assert.IsType<AdmissionAnswer.Granted>(await AskAsync(_other, second, cpu: 1));
    }

    [Fact]
    public async Task A_quota_that_was_lowered_a_moment_ago_is_the_one_that_counts()
    {
        var first = await CreateAsync("first");
        Assert.IsType<AdmissionAnswer.Granted>(await AskAsync(_one.Store, first, cpu: 0.1m));
        await _other.Catalog.SaveGroupAsync((await _other.Catalog.ReadAsync(default)).Group("demo")!.WithQuota(cpu: 0.5m), default);
        var second = await CreateAsync("second");

        var answer = await AskAsync(_one.Store, second, cpu: 1);

        // It may count before it has heard of the change; then its write is refused, and the next try knows.
        if (answer is AdmissionAnswer.Outdated)
            answer = await AskAsync(_one.Store, second, cpu: 1);
        Assert.IsType<AdmissionAnswer.Refused>(answer);
    }

    [Fact]
    public async Task Of_many_that_two_controllers_admit_at_once_as_many_get_in_as_fit()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => CreateAsync($"model-{i}")));

        await Task.WhenAll(all.SelectMany(deployment => new[] { _one.Store, _other }.Select(store => AskUntilAnsweredAsync(store, deployment))));

        var holders = (await FreshAsync()).Where(deployment => deployment["status"]?["grant"] is not null).ToList();
        Assert.Equal(5, holders.Count);
    }

    [Fact]
    public async Task A_grant_does_not_get_into_the_way_of_somebody_who_edits_the_group()
    {
        var read = (await _one.Store.Catalog.ReadAsync(default)).Group("demo")!;
        Assert.IsType<AdmissionAnswer.Granted>(await AskAsync(_other, await CreateAsync("first"), cpu: 1));

        Assert.IsType<StoreResult<Group>.Stored>(await _one.Store.Catalog.SaveGroupAsync(read with { DisplayName = "Edited" }, default));

        Assert.IsType<StoreResult<Group>.Conflict>(await _one.Store.Catalog.SaveGroupAsync(read with { DisplayName = "Too late" }, default));
    }

    private async Task AskUntilAnsweredAsync(ClusterStore store, Deployment deployment)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var current = (await store.Deployments.GetAsync(deployment.Key, default))!;
            if (current.Status.Grant is not null || await AskAsync(store, current, cpu: 0.2m) is not AdmissionAnswer.Outdated)
                return;
        }
        Assert.Fail("It never got an answer.");
    }

    private async Task<Deployment> CreateAsync(string id)
    {
        var deployment = await CreateAsync(_one.Store, id);
        await Eventually.TrueAsync(async () => (await _other.Deployments.GetAsync(deployment.Key, default))?.Version == deployment.Version, "the other one knows it");
        return deployment;
    }

    private static async Task<Deployment> CreateAsync(ClusterStore store, string id)
    {
        var created = await store.Deployments.CreateAsync(new DeploymentKey(id), ASpec.Usual, AChange.Of(ChangeAction.Created), default);
        return Assert.IsType<StoreResult<Deployment>.Stored>(created).Value;
    }

    private Task<AdmissionAnswer> AskAsync(ClusterStore store, Deployment deployment, decimal cpu) =>
        _admissions[store].AskAsync(deployment, [GrantOf(cpu)], default);

    /// <summary>What decides in a process that leads: there is one.</summary>
    private static Admission AdmissionOf(ClusterStore store) => new(store.Deployments, store.Catalog);

    /// <summary>As a controller that dies before it writes what it noted.</summary>
    private async Task NoteAsync(Deployment deployment, decimal cpu)
    {
        var note = new JsonObject
        {
            ["holder"] = "somebody-else",
            ["grants"] = new JsonArray(new JsonObject
            {
                ["deployment"] = deployment.Id,
                ["version"] = deployment.Version,
                ["total"] = new JsonObject { ["cpu"] = cpu, ["memory"] = 1, ["gpu"] = 0 },
            }),
        };
        var patch = new JsonObject { ["status"] = new JsonObject { ["admission"] = note } };
        Assert.Null((await _one.Place.Client.MergeAsync<JsonObject>(Kinds.Group, _one.Place.Name, "demo", patch, "status", default)).Error);
    }

    private async Task<IReadOnlyList<JsonObject>> FreshAsync() =>
        (await _one.Place.Client.ListAsync<JsonObject>(Kinds.PhDeployment, _one.Place.Name, null, default)).Value!.Items;

    private static Grant GrantOf(decimal cpu)
    {
        var each = new Resources(cpu, 1, 0);
        return new Grant { Template = "t1", Inputs = "i1", Each = each, Replicas = 1, Surge = 0, Total = each, At = AChange.Start };
    }
}
