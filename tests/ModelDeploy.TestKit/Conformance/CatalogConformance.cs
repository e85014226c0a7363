using ModelDeploy.Core;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.TestKit.Builders;
using static ModelDeploy.TestKit.Conformance.StoreResultAssert;

namespace ModelDeploy.TestKit.Conformance;

/// <summary>What every <see cref="ICatalog"/> promises.</summary>
public abstract class CatalogConformance : IDisposable
{
    private readonly Patience _patience = new();

    /// <summary>A catalog with nothing in it, the same one throughout a test.</summary>
    protected abstract ICatalog Catalog { get; }

    private CancellationToken Stop => _patience.Token;

    [Fact]
    public async Task A_new_catalog_is_empty() => Assert.Equal(CatalogSnapshot.Empty, await Catalog.ReadAsync(Stop));

    [Fact]
    public async Task Every_field_of_a_group_survives_unspoiled()
    {
        Group[] groups =
        [
            new()
            {
                Name = "awkward",
                DisplayName = Awkward.Text,
                ModelDeploymentEnabled = true,
                Quota = new Quota(0.1m, long.MaxValue, 0, int.MaxValue),
                Members = [new GroupMember(Awkward.Person.Key, Awkward.Text, GroupRole.Admin), new GroupMember(AChange.Ada.Key, "Ada", GroupRole.Member, MemberOrigin.SignIn)],
            },
            new() { Name = "plain", DisplayName = "Plain" },
        ];
        foreach (var group in groups)
            await StoredAsync(Catalog.SaveGroupAsync(group, Stop));

        var read = await Catalog.ReadAsync(Stop);

        Assert.Equal(groups, read.Groups.Select(group => group with { Version = "" }));
    }

    [Fact]
    public async Task Every_field_of_an_instance_type_survives_unspoiled()
    {
        InstanceType[] types =
        [
            new()
            {
                Name = "awkward",
                DisplayName = Awkward.Text,
                Description = Awkward.Text,
                Resources = new Resources(0.1m, long.MaxValue, 4),
                GpuResource = "amd.com/gpu",
                NodeSelector = [new NodeLabel("disk", Awkward.Text)],
                Tolerations = [new Toleration("a", "Equal", Awkward.Text, "NoSchedule"), new Toleration("b", "Exists", null, "NoExecute", 300), new Toleration(null, null, null, null)],
                Groups = ["demo", Awkward.Text],
            },
            new() { Name = "plain", DisplayName = "Plain", Resources = Resources.None },
        ];
        foreach (var type in types)
            await StoredAsync(Catalog.SaveInstanceTypeAsync(type, Stop));

        var read = await Catalog.ReadAsync(Stop);

        Assert.Equal(types, read.InstanceTypes.Select(type => type with { Version = "" }));
    }

    [Fact]
    public async Task Both_lists_are_ordered_by_name()
    {
        foreach (var name in new[] { "b1", "a", "b-1" })
        {
            await StoredAsync(Catalog.SaveGroupAsync(AGroup.Named(name), Stop));
            await StoredAsync(Catalog.SaveInstanceTypeAsync(AnInstanceType.Named(name), Stop));
        }

        var read = await Catalog.ReadAsync(Stop);

        Assert.Equal(["a", "b-1", "b1"], read.Groups.Select(group => group.Name));
        Assert.Equal(["a", "b-1", "b1"], read.InstanceTypes.Select(type => type.Name));
    }

    [Fact]
    public async Task Creating_a_name_that_exists_is_taken()
    {
        var group = await StoredAsync(Catalog.SaveGroupAsync(AGroup.Named(), Stop));
        var type = await StoredAsync(Catalog.SaveInstanceTypeAsync(AnInstanceType.Named(), Stop));

        Assert.IsType<StoreResult<Group>.Taken>(await Catalog.SaveGroupAsync(AGroup.Named().Disabled(), Stop));
        Assert.IsType<StoreResult<InstanceType>.Taken>(await Catalog.SaveInstanceTypeAsync(AnInstanceType.Named().WithResources(9, 9), Stop));
        Assert.Equal(new CatalogSnapshot([group], [type], []), await Catalog.ReadAsync(Stop));
    }

    [Fact]
    public async Task A_group_is_replaced_only_from_the_version_that_was_read()
    {
        var old = await StoredAsync(Catalog.SaveGroupAsync(AGroup.Named(), Stop));

        var saved = await StoredAsync(Catalog.SaveGroupAsync(old.Disabled(), Stop));

        Assert.Equal(old with { ModelDeploymentEnabled = false, Version = saved.Version }, saved);
        Assert.NotEqual(old.Version, saved.Version);
        Assert.IsType<StoreResult<Group>.Conflict>(await Catalog.SaveGroupAsync(old with { DisplayName = "late" }, Stop));
        Assert.IsType<StoreResult<Group>.Conflict>(await Catalog.DeleteGroupAsync(old, Stop));
        Assert.Equal([saved], (await Catalog.ReadAsync(Stop)).Groups);
    }

    [Fact]
    public async Task An_instance_type_is_replaced_only_from_the_version_that_was_read()
    {
        var old = await StoredAsync(Catalog.SaveInstanceTypeAsync(AnInstanceType.Named(), Stop));

        var saved = await StoredAsync(Catalog.SaveInstanceTypeAsync(old.WithResources(2, 2), Stop));

        Assert.Equal(old.WithResources(2, 2) with { Version = saved.Version }, saved);
        Assert.NotEqual(old.Version, saved.Version);
        Assert.IsType<StoreResult<InstanceType>.Conflict>(await Catalog.SaveInstanceTypeAsync(old.WithResources(3, 3), Stop));
        Assert.IsType<StoreResult<InstanceType>.Conflict>(await Catalog.DeleteInstanceTypeAsync(old, Stop));
        Assert.Equal([saved], (await Catalog.ReadAsync(Stop)).InstanceTypes);
    }

    [Fact]
    public async Task What_is_removed_is_gone_and_writing_to_it_answers_missing()
    {
        var group = await StoredAsync(Catalog.SaveGroupAsync(AGroup.Named(), Stop));
        var type = await StoredAsync(Catalog.SaveInstanceTypeAsync(AnInstanceType.Named(), Stop));

        Assert.Equal(group, await StoredAsync(Catalog.DeleteGroupAsync(group, Stop)));
        Assert.Equal(type, await StoredAsync(Catalog.DeleteInstanceTypeAsync(type, Stop)));

        Assert.Equal(CatalogSnapshot.Empty, await Catalog.ReadAsync(Stop));
        Assert.IsType<StoreResult<Group>.Missing>(await Catalog.SaveGroupAsync(group, Stop));
        Assert.IsType<StoreResult<Group>.Missing>(await Catalog.DeleteGroupAsync(group, Stop));
        Assert.IsType<StoreResult<InstanceType>.Missing>(await Catalog.SaveInstanceTypeAsync(type, Stop));
        Assert.IsType<StoreResult<InstanceType>.Missing>(await Catalog.DeleteInstanceTypeAsync(type, Stop));
    }

    [Fact]
    public async Task A_name_that_comes_back_does_not_accept_the_versions_of_the_first()
    {
        var old = await StoredAsync(Catalog.SaveGroupAsync(AGroup.Named(), Stop));
        await StoredAsync(Catalog.DeleteGroupAsync(old, Stop));
        await StoredAsync(Catalog.SaveGroupAsync(AGroup.Named(), Stop));

        Assert.IsType<StoreResult<Group>.Conflict>(await Catalog.SaveGroupAsync(old.Disabled(), Stop));
    }

    [Fact]
    public async Task Of_many_writes_at_once_exactly_one_is_stored()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(() =>
            Catalog.SaveGroupAsync(AGroup.Named().WithQuota(maxDeployments: number), Stop))));

        var winner = Stored(Assert.Single(results, result => result is StoreResult<Group>.Stored));
        Assert.Equal([winner], (await Catalog.ReadAsync(Stop)).Groups);
    }

    [Fact]
    public async Task A_watch_tells_the_present_at_once_and_every_newest_after_it()
    {
        var group = await StoredAsync(Catalog.SaveGroupAsync(AGroup.Named(), Stop));
        await using var watch = Catalog.WatchAsync(Stop).GetAsyncEnumerator(Stop);
        Assert.Equal(new CatalogSnapshot([group], [], []), await NextAsync(watch));

        var type = await StoredAsync(Catalog.SaveInstanceTypeAsync(AnInstanceType.Named(), Stop));
        Assert.Equal(new CatalogSnapshot([group], [type], []), await NextAsync(watch));

        await StoredAsync(Catalog.DeleteGroupAsync(group, Stop));
        Assert.Equal(new CatalogSnapshot([], [type], []), await NextAsync(watch));
    }

    [Fact]
    public async Task A_slow_reader_of_a_watch_skips_what_is_between()
    {
        await using var watch = Catalog.WatchAsync(Stop).GetAsyncEnumerator(Stop);
        Assert.Equal(CatalogSnapshot.Empty, await NextAsync(watch));
        var group = await StoredAsync(Catalog.SaveGroupAsync(AGroup.Named(), Stop));
        for (var number = 0; number < 10; number++)
            group = await StoredAsync(Catalog.SaveGroupAsync(group.WithQuota(maxDeployments: number), Stop));

        Assert.Equal([group], (await NextAsync(watch)).Groups);
        var next = watch.MoveNextAsync();
        Assert.False(next.IsCompleted);
        await StoredAsync(Catalog.DeleteGroupAsync(group, Stop));
        Assert.True(await next);
    }

    /// <inheritdoc />
    public virtual void Dispose()
    {
        _patience.Dispose();
        GC.SuppressFinalize(this);
    }

    private static async Task<CatalogSnapshot> NextAsync(IAsyncEnumerator<CatalogSnapshot> watch)
    {
        Assert.True(await watch.MoveNextAsync());
        return watch.Current;
    }
}
