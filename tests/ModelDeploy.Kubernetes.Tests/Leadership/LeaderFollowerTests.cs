using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Operations;
using ModelDeploy.Kubernetes.Leadership;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Leadership;

/// <summary>What a process that does not lead makes of the lease, on a real API server.</summary>
public sealed class LeaderFollowerTests : IAsyncLifetime
{
    private static readonly LeaseTimes Times = new() { RenewEvery = TimeSpan.FromMilliseconds(100), Duration = TimeSpan.FromSeconds(2), TellAfter = TimeSpan.FromSeconds(4) };

    private readonly CancellationTokenSource _stop = new();
    private readonly FirstLooks _looks = new();
    private readonly Outages _outages = new();
    private ATestNamespace _place = null!;
    private LeaderFollower _follower = null!;
    private Task _following = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        _place = await ATestNamespace.CreateAsync();
        _follower = new LeaderFollower(_place.Client, _place.Name, "me", Times, _looks, _outages, controller: null, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_place is not null)
            await _place.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Whoever_leads_and_has_looked_vouches_for_what_is_stored_until_nothing_is_heard_of_them()
    {
        var leader = new LeaseClient(_place.Client, _place.Name, "leader", Times, TimeProvider.System);
        var version = (await leader.CreateAsync(default)).Value!.Metadata.ResourceVersion;
        Follow();
        version = await RenewAsync(leader, version);
        await Eventually.TrueAsync(() => _follower.Holder is { Name: "leader", HasLooked: false }, "it knows who leads");
        Assert.False(_looks.OthersVouch);

        version = (await leader.NoteLookedAsync(version, default)).Value!.Metadata.ResourceVersion;
        await Eventually.TrueAsync(() => _looks.OthersVouch, "it believes them");
        Assert.True(_looks.Cover(ADeployment.Named()));

        await Eventually.TrueAsync(() => !_looks.OthersVouch && _follower.Holder is null, "nobody leads any more");
        await Eventually.TrueAsync(() => _outages.Current is { What: OutageOf.Controller }, "people are told");
        await RenewAsync(leader, version);
        await Eventually.TrueAsync(() => _outages.Current is null && _looks.OthersVouch, "it goes on");
    }

    [Fact]
    public async Task A_lease_of_yesterday_is_not_believed()
    {
        var leader = new LeaseClient(_place.Client, _place.Name, "leader", Times, TimeProvider.System);
        var version = (await leader.CreateAsync(default)).Value!.Metadata.ResourceVersion;
        await leader.NoteLookedAsync(version, default);

        Follow();

        await Eventually.TrueAsync(() => _outages.Current is { What: OutageOf.Controller }, "people are told");
        Assert.False(_looks.OthersVouch);
        Assert.Null(_follower.Holder);
    }

    [Fact]
    public async Task Where_the_passes_of_whoever_leads_fail_people_are_told_until_they_go_on()
    {
        var leader = new LeaseClient(_place.Client, _place.Name, "leader", Times, TimeProvider.System);
        var version = (await leader.CreateAsync(default)).Value!.Metadata.ResourceVersion;
        var trouble = new Outage(OutageOf.Passes, AChange.Start, "It may not patch phdeployments/status.");
        Follow();
        version = (await leader.NoteTroubleAsync(await RenewAsync(leader, version), TroubleNote.Of("leader", trouble), default)).Value!.Metadata.ResourceVersion;
        await RenewingUntilAsync(leader, () => _outages.Of(OutageOf.Passes) == trouble, "people are told");

        version = (await leader.ReadAsync(default)).Value!.Metadata.ResourceVersion;
        await leader.NoteTroubleAsync(version, null, default);

        await RenewingUntilAsync(leader, () => _outages.Of(OutageOf.Passes) is null && _follower.Holder is { Name: "leader" }, "it is over");
    }

    private static Task RenewingUntilAsync(LeaseClient leader, Func<bool> holds, string what) => Eventually.TrueAsync(
        async () =>
        {
            if (holds())
                return true;
            await leader.RenewAsync((await leader.ReadAsync(default)).Value!.Metadata.ResourceVersion, default);
            return false;
        },
        what);

    private void Follow() => _following = Task.Run(() => _follower.RunAsync(_stop.Token));

    /// <summary>Renews once it is being followed: twice, as the first sight of a lease tells nothing.</summary>
    private async Task<string> RenewAsync(LeaseClient leader, string version)
    {
        for (var times = 0; times < 2; times++)
        {
            await Task.Delay(Times.RenewEvery * 3); // so that the follower sees each of them
            version = (await leader.RenewAsync(version, default)).Value!.Metadata.ResourceVersion;
        }
        return version;
    }
}
