using ModelDeploy.Core;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit.Builders;
using static ModelDeploy.TestKit.Conformance.StoreResultAssert;

namespace ModelDeploy.TestKit.Conformance;

/// <summary>What every <see cref="IDeploymentStore"/> promises about reading and writing.</summary>
public abstract class DeploymentStoreConformance
{
    private static readonly DeploymentKey Iris = new("iris");
    private static readonly Change Creation = AChange.Of(ChangeAction.Created);
    private static readonly Change Update = AChange.Of(ChangeAction.Updated).WithTime(AChange.Start.AddMinutes(1));
    private static readonly Change Keys = AChange.Of(ChangeAction.KeysChanged).WithTime(AChange.Start.AddMinutes(1));
    private static readonly Change Deletion = AChange.Of(ChangeAction.Deleted).WithTime(AChange.Start.AddMinutes(2));
    private static readonly CancellationToken Stop = CancellationToken.None;

    /// <summary>A store with nothing in it, the same one throughout a test.</summary>
    protected abstract IDeploymentStore Store { get; }

    /// <summary>A spec that is as awkward as the store takes: a cluster refuses what its schema forbids.</summary>
    protected virtual DeploymentSpec AwkwardSpec => Awkward.Spec;

    /// <summary>The spec as it is read back: a store may read a stand-in for a secret value that means the same when it is written.</summary>
    protected virtual DeploymentSpec AsRead(DeploymentSpec written, DeploymentSpec read) => written;

    [Fact]
    public async Task What_was_never_created_is_not_there()
    {
        Assert.Null(await Store.GetAsync(Iris, Stop));
        Assert.Empty(await Store.ListAsync(Stop));
    }

    [Fact]
    public async Task A_created_deployment_is_read_back_as_generation_1_that_nobody_has_looked_at()
    {
        var created = await CreateAsync();

        Assert.Equal(Iris, created.Key);
        Assert.Equal(ASpec.Usual, created.Spec);
        Assert.Equal(1, created.Generation);
        Assert.Equal(DeploymentStatus.Initial, created.Status);
        Assert.Equal(Creation, created.Created);
        Assert.Equal(Creation, created.LastChange);
        Assert.Null(created.Deletion);
        Assert.NotEqual(Guid.Empty, created.Uid);
        Assert.NotEmpty(created.Version);
        Assert.Equal(created, await Store.GetAsync(Iris, Stop));
    }

    [Fact]
    public async Task Every_field_of_spec_status_and_change_survives_unspoiled()
    {
        var created = await CreateAsync(AwkwardSpec, Awkward.Change(ChangeAction.Created));
        await StoredAsync(Store.UpdateStatusAsync(Iris, Awkward.Status, created.Version, Stop));

        var read = await Store.GetAsync(Iris, Stop);

        Assert.Equal(AsRead(AwkwardSpec, read!.Spec), read.Spec);
        Assert.Equal(Awkward.Status, read.Status);
        Assert.Equal(Awkward.Change(ChangeAction.Created), read.Created);
        Assert.Equal(Awkward.Change(ChangeAction.Created), read.LastChange);
    }

    [Fact]
    public async Task The_clients_of_a_private_endpoint_are_kept_with_their_keys_until_they_are_taken_away()
    {
        var ends = AChange.Start.AddDays(3).AddTicks(7);
        var clients = new EndpointClient[]
        {
            AClient.With("app", ClientKeyText.Create(), ClientKeyText.Create()),
            new("ci", [AClient.Key(ClientKeyText.Create(), ends)]),
        };
        var created = await CreateAsync(ASpec.Usual with { Access = AccessType.Private });
        var added = await StoredAsync(Store.UpdateSpecAsync(Iris, ASpec.Usual.PrivateFor(clients), Keys, created.Version, Stop));
        Assert.Equal((2, clients.ToEquatableList(), Keys), (added.Generation, added.Spec.Clients, added.LastChange));
        Assert.Equal(added, await Store.GetAsync(Iris, Stop));

        var renewed = await StoredAsync(Store.UpdateSpecAsync(Iris, ASpec.Usual.PrivateFor(clients[1]), Keys, added.Version, Stop));
        Assert.Equal([clients[1]], renewed.Spec.Clients);

        var open = await StoredAsync(Store.UpdateSpecAsync(Iris, ASpec.Usual, Update, renewed.Version, Stop));
        var again = await StoredAsync(Store.UpdateSpecAsync(Iris, ASpec.Usual with { Access = AccessType.Private }, Update, open.Version, Stop));
        Assert.Empty(again.Spec.Clients);
        Assert.Empty((await Store.GetAsync(Iris, Stop))!.Spec.Clients);
    }

    [Fact]
    public async Task Deployments_are_listed_in_the_order_of_their_ids()
    {
        foreach (var id in new[] { "mb-2", "maa", "mb10", "mb-1", "mcc", "mb1" })
            await CreateAsync(id: id);

        var listed = await Store.ListAsync(Stop);

        Assert.Equal(["maa", "mb-1", "mb-2", "mb1", "mb10", "mcc"], listed.Select(deployment => deployment.Id));
    }

    [Fact]
    public async Task An_id_that_is_in_use_is_taken_and_nothing_changes()
    {
        var created = await CreateAsync();

        var second = await Store.CreateAsync(Iris, ASpec.Usual.WithReplicas(9), Update, Stop);

        Assert.IsType<StoreResult<Deployment>.Taken>(second);
        Assert.Equal(created, await Store.GetAsync(Iris, Stop));
    }

    [Fact]
    public async Task An_id_stays_taken_while_its_deployment_is_being_deleted()
    {
        await MarkedAsync();

        Assert.IsType<StoreResult<Deployment>.Taken>(await Store.CreateAsync(Iris, ASpec.Usual, Creation, Stop));
    }

    [Fact]
    public async Task Of_many_creates_with_one_id_at_once_exactly_one_is_stored()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 16).Select(replicas => Task.Run(() =>
            Store.CreateAsync(Iris, ASpec.Usual.WithReplicas(replicas), Creation, Stop))));

        var winner = Stored(Assert.Single(results, result => result is StoreResult<Deployment>.Stored));
        Assert.Equal(15, results.Count(result => result is StoreResult<Deployment>.Taken));
        Assert.Equal(winner, await Store.GetAsync(Iris, Stop));
    }

    [Fact]
    public async Task An_accepted_spec_is_the_next_generation_and_keeps_uid_creation_and_status()
    {
        var created = await CreateAsync();
        var looked = await StoredAsync(Store.UpdateStatusAsync(Iris, Awkward.Status, created.Version, Stop));

        var updated = await StoredAsync(Store.UpdateSpecAsync(Iris, ASpec.Usual.WithReplicas(2), Update, looked.Version, Stop));

        Assert.Equal(looked with { Spec = ASpec.Usual.WithReplicas(2), Generation = 2, LastChange = Update, Version = updated.Version }, updated);
        Assert.NotEqual(looked.Version, updated.Version);
        Assert.Equal(updated, await Store.GetAsync(Iris, Stop));
    }

    [Fact]
    public async Task A_status_is_replaced_and_the_generation_stays()
    {
        var created = await CreateAsync();
        var first = await StoredAsync(Store.UpdateStatusAsync(Iris, Awkward.Status, created.Version, Stop));
        var plain = new DeploymentStatus { ObservedGeneration = 1, Message = "Waiting" };

        var second = await StoredAsync(Store.UpdateStatusAsync(Iris, plain, first.Version, Stop));

        Assert.Equal(created with { Status = plain, Version = second.Version }, second);
        Assert.Equal(3, new[] { created.Version, first.Version, second.Version }.Distinct().Count());
        Assert.Equal(second, await Store.GetAsync(Iris, Stop));
    }

    [Fact]
    public async Task A_write_made_from_an_old_version_is_a_conflict_and_changes_nothing()
    {
        var old = await CreateAsync();
        var stored = await StoredAsync(Store.UpdateStatusAsync(Iris, Awkward.Status, old.Version, Stop));

        Assert.IsType<StoreResult<Deployment>.Conflict>(await Store.UpdateSpecAsync(Iris, ASpec.Usual.Stopped(), Update, old.Version, Stop));
        Assert.IsType<StoreResult<Deployment>.Conflict>(await Store.UpdateStatusAsync(Iris, DeploymentStatus.Initial, old.Version, Stop));
        Assert.IsType<StoreResult<Deployment>.Conflict>(await Store.MarkDeletedAsync(Iris, Deletion, old.Version, Stop));
        Assert.Equal(stored, await Store.GetAsync(Iris, Stop));
    }

    [Fact]
    public async Task Of_many_writes_from_one_version_exactly_one_is_stored()
    {
        var created = await CreateAsync();

        var results = await Task.WhenAll(Enumerable.Range(1, 16).Select(number => Task.Run(() => number % 2 == 0
            ? Store.UpdateSpecAsync(Iris, ASpec.Usual.WithReplicas(number), Update, created.Version, Stop)
            : Store.UpdateStatusAsync(Iris, new DeploymentStatus { Wanted = number }, created.Version, Stop))));

        var winner = Stored(Assert.Single(results, result => result is StoreResult<Deployment>.Stored));
        Assert.Equal(15, results.Count(result => result is StoreResult<Deployment>.Conflict));
        Assert.Equal(winner, await Store.GetAsync(Iris, Stop));
    }

    [Fact]
    public async Task Writing_to_what_is_not_there_answers_missing()
    {
        Assert.IsType<StoreResult<Deployment>.Missing>(await Store.UpdateSpecAsync(Iris, ASpec.Usual, Update, "1", Stop));
        Assert.IsType<StoreResult<Deployment>.Missing>(await Store.UpdateStatusAsync(Iris, Awkward.Status, "1", Stop));
        Assert.IsType<StoreResult<Deployment>.Missing>(await Store.MarkDeletedAsync(Iris, Deletion, "1", Stop));
        Assert.IsType<StoreResult<Deployment>.Missing>(await Store.ForgetAsync(Iris, "1", Stop));
    }

    [Fact]
    public async Task A_delete_is_a_mark_and_the_newest_change()
    {
        var created = await CreateAsync();

        var marked = await StoredAsync(Store.MarkDeletedAsync(Iris, Deletion, created.Version, Stop));

        Assert.Equal(created with { Deletion = Deletion, LastChange = Deletion, Version = marked.Version }, marked);
        Assert.Equal(DeploymentPhase.Stopping, marked.Phase);
        Assert.Equal(marked, await Store.GetAsync(Iris, Stop));
    }

    [Fact]
    public async Task A_second_mark_changes_nothing_even_from_an_old_version()
    {
        var created = await CreateAsync();
        var marked = await StoredAsync(Store.MarkDeletedAsync(Iris, Deletion, created.Version, Stop));

        var again = await StoredAsync(Store.MarkDeletedAsync(Iris, Deletion.WithMessage("again"), created.Version, Stop));

        Assert.Equal(marked, again);
        Assert.Equal(marked, await Store.GetAsync(Iris, Stop));
    }

    [Fact]
    public async Task What_is_being_deleted_takes_no_new_spec_but_still_a_status()
    {
        var marked = await MarkedAsync();

        Assert.IsType<StoreResult<Deployment>.Conflict>(await Store.UpdateSpecAsync(Iris, ASpec.Usual.Stopped(), Update, marked.Version, Stop));
        var looked = await StoredAsync(Store.UpdateStatusAsync(Iris, Awkward.Status, marked.Version, Stop));

        Assert.Equal(marked with { Status = Awkward.Status, Version = looked.Version }, looked);
    }

    [Fact]
    public async Task Only_what_is_marked_can_be_forgotten_and_only_from_its_newest_version()
    {
        var created = await CreateAsync();
        Assert.IsType<StoreResult<Deployment>.Conflict>(await Store.ForgetAsync(Iris, created.Version, Stop));
        var marked = await StoredAsync(Store.MarkDeletedAsync(Iris, Deletion, created.Version, Stop));
        Assert.IsType<StoreResult<Deployment>.Conflict>(await Store.ForgetAsync(Iris, created.Version, Stop));

        Assert.Equal(marked, await StoredAsync(Store.ForgetAsync(Iris, marked.Version, Stop)));

        Assert.Null(await Store.GetAsync(Iris, Stop));
        Assert.Empty(await Store.ListAsync(Stop));
    }

    [Fact]
    public async Task An_id_can_be_used_again_by_another_deployment_whose_versions_are_new()
    {
        var old = await MarkedAsync();
        await StoredAsync(Store.ForgetAsync(Iris, old.Version, Stop));

        var reborn = await CreateAsync();

        Assert.NotEqual(old.Uid, reborn.Uid);
        Assert.Equal(1, reborn.Generation);
        Assert.Equal(DeploymentStatus.Initial, reborn.Status);
        Assert.NotEqual(old.Version, reborn.Version);
        Assert.IsType<StoreResult<Deployment>.Conflict>(await Store.UpdateStatusAsync(Iris, Awkward.Status, old.Version, Stop));
    }

    [Fact]
    public async Task A_cancelled_call_throws_and_stores_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CreateAsync(Iris, ASpec.Usual, Creation, cancelled));

        Assert.Null(await Store.GetAsync(Iris, Stop));
    }

    private Task<Deployment> CreateAsync(DeploymentSpec? spec = null, Change? change = null, string id = "iris") =>
        StoredAsync(Store.CreateAsync(new DeploymentKey(id), spec ?? ASpec.Usual, change ?? Creation, Stop));

    private async Task<Deployment> MarkedAsync()
    {
        var created = await CreateAsync();
        return await StoredAsync(Store.MarkDeletedAsync(Iris, Deletion, created.Version, Stop));
    }
}
