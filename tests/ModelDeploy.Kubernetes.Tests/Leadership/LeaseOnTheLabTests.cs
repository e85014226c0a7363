using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Leadership;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Leadership;

/// <summary>The lease on a real API server. Time passes only when a test says so.</summary>
public sealed class LeaseOnTheLabTests : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private readonly ManualTime _clock = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));
    private ATestNamespace _namespace = null!;

    public async ValueTask InitializeAsync() => _namespace = await ATestNamespace.CreateAsync();

    public ValueTask DisposeAsync() => _namespace is null ? ValueTask.CompletedTask : _namespace.DisposeAsync();

    [Fact]
    public async Task Of_several_exactly_one_leads_and_another_one_when_it_ends()
    {
        Candidate[] candidates = [.. Enumerable.Range(0, 4).Select(_ => Begin())];
        await Eventually.TrueAsync(() => candidates.Any(candidate => candidate.Leads), "one leads");
        for (var step = 0; step < 10; step++)
        {
            await PassAsync(candidates);
            Assert.Equal(1, candidates.Count(candidate => candidate.Leads));
        }
        Assert.Equal(1, candidates.Sum(candidate => candidate.Terms));

        var first = candidates.Single(candidate => candidate.Leads);
        await first.DisposeAsync();
        Assert.Null((await SpecAsync()).HolderIdentity);

        // Released, not expired: the next look of any other is enough.
        Candidate[] others = [.. candidates.Except([first])];
        await EventuallyAsync(others, () => others.Count(candidate => candidate.Leads) == 1, "another one leads");
        Assert.Equal(2, candidates.Sum(candidate => candidate.Terms));
        Assert.Equal(1, (await SpecAsync()).LeaseTransitions);
        await EndAsync(others);
    }

    [Theory]
    [InlineData("2001-01-01T00:00:00.000000Z")]
    [InlineData("2101-01-01T00:00:00.000000Z")]
    public async Task A_silent_holder_is_replaced_after_its_time_by_our_clock_whatever_its_own_says(string renewTime)
    {
        await HoldAsync("a-silent-one", renewTime);
        var candidate = Begin();
        await Eventually.TrueAsync(() => Waiting == 1, "it has looked and waits");

        for (var passed = 0; passed < 14; passed += 2)
        {
            await PassAsync(candidate);
            Assert.False(candidate.Leads);
        }
        await EventuallyAsync([candidate], () => candidate.Leads, "it took over");

        Assert.Equal(candidate.Identity, (await SpecAsync()).HolderIdentity);
        await EndAsync(candidate);
    }

    [Fact]
    public async Task A_holder_that_renews_is_never_replaced()
    {
        await HoldAsync("a-lively-one", "2026-11-21T09:00:00.000000Z");
        var candidate = Begin();
        await Eventually.TrueAsync(() => Waiting == 1, "it has looked and waits");

        for (var passed = 0; passed < 40; passed += 2)
        {
            await TouchAsync("spec", new JsonObject { ["renewTime"] = $"2026-11-21T09:00:{passed:00}.000001Z" });
            await PassAsync(candidate);
        }

        Assert.Equal(0, candidate.Terms);
        await EndAsync(candidate);
    }

    [Fact]
    public async Task Whoever_is_replaced_is_told_at_its_next_renewal()
    {
        var candidate = Begin();
        await Eventually.TrueAsync(() => candidate.Leads, "it leads");

        await TouchAsync("spec", new JsonObject { ["holderIdentity"] = "a-usurper" });
        await EventuallyAsync([candidate], () => !candidate.Leads, "it has stopped");

        Assert.Equal("a-usurper", (await SpecAsync()).HolderIdentity);
        await EndAsync(candidate);
        Assert.Equal("a-usurper", (await SpecAsync()).HolderIdentity);
    }

    [Fact]
    public async Task Somebody_who_only_touches_the_lease_takes_it_from_nobody()
    {
        var candidate = Begin();
        await Eventually.TrueAsync(() => candidate.Leads, "it leads");

        for (var step = 0; step < 10; step++)
        {
            await TouchAsync("metadata", new JsonObject { ["annotations"] = new JsonObject { ["note"] = $"{step}" } });
            await PassAsync(candidate);
            await PassAsync(candidate);
            Assert.True(candidate.Leads);
        }

        Assert.Equal(1, candidate.Terms);
        await EndAsync(candidate);
    }

    [Fact]
    public async Task A_lease_that_is_deleted_is_made_anew()
    {
        var candidate = Begin();
        await Eventually.TrueAsync(() => candidate.Leads, "it leads");

        Assert.Null((await _namespace.Client.DeleteAsync(Kinds.Lease, _namespace.Name, LeaseClient.Name, null, default)).Error);
        await EventuallyAsync([candidate], () => candidate is { Leads: true, Terms: 2 }, "it leads again");

        await EndAsync(candidate);
    }

    [Fact]
    public async Task Nobody_else_begins_before_the_work_of_the_one_who_stops_has_ended()
    {
        var finish = new TaskCompletionSource();
        var first = Begin(() => finish.Task);
        await Eventually.TrueAsync(() => first.Leads, "it leads");
        var second = Begin();
        await Eventually.TrueAsync(() => Waiting == 2, "both wait");

        await first.AskToStopAsync();
        for (var passed = 0; passed < 30; passed += 2)
        {
            await PassAsync(first, second);
            Assert.Equal(0, second.Terms);
        }
        finish.SetResult();
        await EventuallyAsync([second], () => second.Leads, "the other one leads");

        await EndAsync(first, second);
    }

    /// <summary>How many wait for their next look; who waits for an answer of the API server does so for longer.</summary>
    private int Waiting => _clock.TimersWithin(Step);

    private Candidate Begin(Func<Task>? end = null) => new(_namespace.Client, _namespace.Name, _clock, end);

    /// <summary>Lets a step of time pass when everybody waits for it; returns when everybody waits again.</summary>
    private async Task PassAsync(params Candidate[] candidates)
    {
        await Eventually.TrueAsync(() => Waiting == candidates.Length, "everybody waits");
        _clock.Advance(Step);
        await Eventually.TrueAsync(() => Waiting == candidates.Length, "everybody waits again");
    }

    private Task EventuallyAsync(Candidate[] candidates, Func<bool> condition, string what) =>
        Eventually.TrueAsync(
            () =>
            {
                if (condition())
                    return true;
                if (Waiting == candidates.Length)
                    _clock.Advance(Step);
                return false;
            },
            what);

    private static async Task EndAsync(params Candidate[] candidates)
    {
        foreach (var candidate in candidates)
            await candidate.DisposeAsync();
    }

    private async Task HoldAsync(string holder, string renewTime)
    {
        var lease = ATestNamespace.Named("coordination.k8s.io/v1", "Lease", LeaseClient.Name);
        lease["spec"] = new JsonObject { ["holderIdentity"] = holder, ["leaseDurationSeconds"] = 15, ["renewTime"] = renewTime };
        Assert.Null((await _namespace.Client.CreateAsync<JsonObject>(Kinds.Lease, _namespace.Name, lease, default)).Error);
    }

    private async Task TouchAsync(string part, JsonObject content) =>
        Assert.Null((await _namespace.Client.MergeAsync<JsonObject>(
            Kinds.Lease, _namespace.Name, LeaseClient.Name, new JsonObject { [part] = content }, null, default)).Error);

    private async Task<LeaseSpec> SpecAsync() =>
        (await _namespace.Client.GetAsync<Lease>(Kinds.Lease, _namespace.Name, LeaseClient.Name, default)).Value!.Spec!;
}
