using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;
using ModelDeploy.TestKit.Builders;
using static ModelDeploy.TestKit.Conformance.StoreResultAssert;

namespace ModelDeploy.TestKit.Conformance;

/// <summary>What every <see cref="IJournal"/> promises, together with the deployment store that writes into it.</summary>
public abstract class JournalConformance
{
    private static readonly DeploymentKey Iris = new("iris");
    private static readonly CancellationToken Stop = CancellationToken.None;

    /// <summary>A store with nothing in it, the same one throughout a test.</summary>
    protected abstract IDeploymentStore Store { get; }

    /// <summary>A spec without secrets that is as awkward as the store takes.</summary>
    protected virtual DeploymentSpec AwkwardSpec => Awkward.Spec with { Env = [] };

    /// <summary>The spec as it is found for a roll back: a store may find a stand-in for a secret value that means the same when it is written.</summary>
    protected virtual DeploymentSpec AsFound(DeploymentSpec written, DeploymentSpec found) => written;

    /// <summary>The journal that <see cref="Store"/> writes into.</summary>
    protected abstract IJournal Journal { get; }

    [Fact]
    public async Task An_unknown_deployment_has_no_entries()
    {
        await CreateAsync();

        Assert.Empty(await Journal.ReadAsync(Guid.NewGuid(), null, 10, Stop));
        Assert.Null(await Journal.FindAsync(Guid.NewGuid(), 1, Stop));
    }

    [Fact]
    public async Task Every_accepted_change_is_an_entry_with_its_full_spec_newest_first()
    {
        var created = await CreateAsync(AwkwardSpec, Awkward.Change(ChangeAction.Created));
        var updated = await UpdateAsync(created, ASpec.Usual, Awkward.Change(ChangeAction.RolledBack));
        var marked = await StoredAsync(Store.MarkDeletedAsync(Iris, Awkward.Change(ChangeAction.Deleted), updated.Version, Stop));

        var entries = await Journal.ReadAsync(created.Uid, null, 10, Stop);

        Assert.Equal(
            [
                new JournalEntry(entries[0].Number, created.Uid, "iris", 2, Awkward.Change(ChangeAction.Deleted), marked.Spec),
                new JournalEntry(entries[1].Number, created.Uid, "iris", 2, Awkward.Change(ChangeAction.RolledBack), ASpec.Usual),
                new JournalEntry(entries[2].Number, created.Uid, "iris", 1, Awkward.Change(ChangeAction.Created), created.Spec),
            ],
            entries);
        Assert.Equal(entries.Select(entry => entry.Number).OrderDescending().Distinct(), entries.Select(entry => entry.Number));
    }

    [Fact]
    public async Task That_keys_were_changed_is_an_entry_without_the_clients()
    {
        var key = ClientKeyText.Create();
        var created = await CreateAsync(ASpec.Usual with { Access = AccessType.Private });
        await UpdateAsync(created, ASpec.Usual.PrivateFor(AClient.With("ci", key)), AChange.Of(ChangeAction.KeysChanged));

        var entry = (await Journal.ReadAsync(created.Uid, null, 10, Stop))[0];

        Assert.Equal((2, ChangeAction.KeysChanged, created.Spec), (entry.Revision, entry.Change.Action, entry.Spec));
        Assert.Empty((await Journal.FindAsync(created.Uid, 2, Stop))!.Spec.Clients);
        Assert.Equal([2], (await Journal.SearchAsync(new() { Action = ChangeAction.KeysChanged }, null, 10, Stop)).Select(found => found.Revision));
    }

    [Fact]
    public async Task What_was_refused_or_was_no_change_leaves_no_entry()
    {
        var created = await CreateAsync();
        var marked = await StoredAsync(Store.MarkDeletedAsync(Iris, AChange.Of(ChangeAction.Deleted), created.Version, Stop));

        await Store.CreateAsync(Iris, ASpec.Usual, AChange.Of(ChangeAction.Created), Stop);
        await Store.UpdateSpecAsync(Iris, ASpec.Usual, AChange.Of(ChangeAction.Updated), marked.Version, Stop);
        await Store.MarkDeletedAsync(Iris, AChange.Of(ChangeAction.Deleted), marked.Version, Stop);
        await Store.UpdateStatusAsync(Iris, Awkward.Status, marked.Version, Stop);

        var entries = await Journal.ReadAsync(created.Uid, null, 10, Stop);
        Assert.Equal([ChangeAction.Deleted, ChangeAction.Created], entries.Select(entry => entry.Change.Action));
    }

    [Fact]
    public async Task Entries_are_read_in_pages_that_neither_overlap_nor_skip()
    {
        var newest = await CreateAsync();
        for (var replicas = 2; replicas <= 7; replicas++)
            newest = await UpdateAsync(newest, ASpec.Usual.WithReplicas(replicas));
        await StoredAsync(Store.MarkDeletedAsync(Iris, AChange.Of(ChangeAction.Deleted), newest.Version, Stop));

        var first = await Journal.ReadAsync(newest.Uid, null, 3, Stop);
        var second = await Journal.ReadAsync(newest.Uid, first[^1].Number, 3, Stop);
        var third = await Journal.ReadAsync(newest.Uid, second[^1].Number, 3, Stop);

        Assert.Equal([7, 7, 6], first.Select(entry => entry.Revision));
        Assert.Equal([5, 4, 3], second.Select(entry => entry.Revision));
        Assert.Equal([2, 1], third.Select(entry => entry.Revision));
    }

    [Fact]
    public async Task Secret_values_are_blank_when_reading_and_kept_for_a_roll_back()
    {
        var spec = ASpec.Usual.WithEnv("PLAIN", "seen").WithEnv("TOKEN", "hush", secret: true);
        var created = await CreateAsync(spec);
        await UpdateAsync(created, ASpec.Usual);

        var read = await Journal.ReadAsync(created.Uid, null, 10, Stop);
        var found = await Journal.FindAsync(created.Uid, 1, Stop);

        Assert.Equal(ASpec.Usual.WithEnv("PLAIN", "seen").WithEnv("TOKEN", "", secret: true), read[^1].Spec);
        Assert.Equal(AsFound(spec, found!.Spec), found.Spec);
    }

    [Fact]
    public async Task A_revision_is_found_as_the_change_that_made_it_and_an_unknown_one_is_not()
    {
        var created = await CreateAsync();
        await StoredAsync(Store.MarkDeletedAsync(Iris, AChange.Of(ChangeAction.Deleted), created.Version, Stop));

        var found = await Journal.FindAsync(created.Uid, 1, Stop);

        Assert.Equal(new JournalEntry(found!.Number, created.Uid, "iris", 1, AChange.Of(ChangeAction.Created), ASpec.Usual), found);
        Assert.Null(await Journal.FindAsync(created.Uid, 2, Stop));
    }

    [Fact]
    public async Task The_journal_outlives_its_deployment_and_is_not_mixed_with_that_of_the_next_of_the_same_id()
    {
        var old = await CreateAsync();
        var marked = await StoredAsync(Store.MarkDeletedAsync(Iris, AChange.Of(ChangeAction.Deleted), old.Version, Stop));
        await StoredAsync(Store.ForgetAsync(Iris, marked.Version, Stop));

        var reborn = await CreateAsync(ASpec.Usual.WithReplicas(5));

        var ofOld = await Journal.ReadAsync(old.Uid, null, 10, Stop);
        var ofReborn = await Journal.ReadAsync(reborn.Uid, null, 10, Stop);
        Assert.Equal([ChangeAction.Deleted, ChangeAction.Created], ofOld.Select(entry => entry.Change.Action));
        Assert.Equal(5, Assert.Single(ofReborn).Spec.Replicas);
    }

    [Fact]
    public async Task Of_many_creates_with_one_id_at_once_only_the_winner_is_journaled()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 8).Select(replicas => Task.Run(() =>
            Store.CreateAsync(Iris, ASpec.Usual.WithReplicas(replicas), AChange.Of(ChangeAction.Created), Stop))));
        var winner = Stored(Assert.Single(results, result => result is ModelDeploy.Core.StoreResult<Deployment>.Stored));

        Assert.Equal(winner.Spec, Assert.Single(await Journal.ReadAsync(winner.Uid, null, 10, Stop)).Spec);
    }

    [Fact]
    public async Task A_search_finds_what_is_gone_by_id_group_and_action_newest_first_in_pages()
    {
        var old = await CreateAsync();
        var marked = await StoredAsync(Store.MarkDeletedAsync(Iris, AChange.Of(ChangeAction.Deleted), old.Version, Stop));
        await StoredAsync(Store.ForgetAsync(Iris, marked.Version, Stop));
        var reborn = await CreateAsync(ASpec.Usual.WithEnv("TOKEN", "hush", secret: true));
        var other = await StoredAsync(Store.CreateAsync(
            new DeploymentKey("other"), ASpec.Usual with { Group = "elsewhere" }, AChange.Of(ChangeAction.Created), Stop));

        Assert.Equal([other.Uid, reborn.Uid, old.Uid, old.Uid], await UidsAsync(JournalFilter.All));
        Assert.Equal([reborn.Uid, old.Uid, old.Uid], await UidsAsync(new() { DeploymentId = "iris" }));
        Assert.Equal([other.Uid], await UidsAsync(new() { Groups = ["elsewhere", "nowhere"] }));
        Assert.Empty(await UidsAsync(new() { Groups = [] }));
        Assert.Equal([old.Uid], await UidsAsync(new() { DeploymentId = "iris", Action = ChangeAction.Deleted, Groups = [ASpec.Usual.Group] }));

        var first = await Journal.SearchAsync(JournalFilter.All, null, 3, Stop);
        var second = await Journal.SearchAsync(JournalFilter.All, first[^1].Number, 3, Stop);
        Assert.Equal([ChangeAction.Created], second.Select(entry => entry.Change.Action));
        Assert.Equal("", first[1].Spec.Env[0].Value);
    }

    private async Task<IEnumerable<Guid>> UidsAsync(JournalFilter filter) =>
        (await Journal.SearchAsync(filter, null, 10, Stop)).Select(entry => entry.Uid);

    private Task<Deployment> CreateAsync(DeploymentSpec? spec = null, Change? change = null) =>
        StoredAsync(Store.CreateAsync(Iris, spec ?? ASpec.Usual, change ?? AChange.Of(ChangeAction.Created), Stop));

    private Task<Deployment> UpdateAsync(Deployment from, DeploymentSpec spec, Change? change = null) =>
        StoredAsync(Store.UpdateSpecAsync(from.Key, spec, change ?? AChange.Of(ChangeAction.Updated), from.Version, Stop));
}
