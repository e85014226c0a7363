using Microsoft.AspNetCore.Http;
using ModelDeploy.Kubernetes.Tests.Client;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Leadership;

/// <summary>An API server that fails while somebody leads.</summary>
public sealed class LeaseFaultTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);
    private const string Lease = """{"metadata":{"name":"modeldeploy-controller","namespace":"n","uid":"u","resourceVersion":"1"},"spec":{}}""";
    private readonly ManualTime _clock = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));
    private int _renewals;
    private volatile bool _fails;

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    public async Task A_leader_that_cannot_renew_goes_on_for_ten_seconds_and_no_longer(int status)
    {
        await using var server = await AServerAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var client = server.Client();
        var candidate = new Candidate(client, "n", _clock);
        await Eventually.TrueAsync(() => candidate.Leads, "it leads");

        _fails = true;
        for (var step = 1; step <= 4; step++)
        {
            await StepAsync(step);
            Assert.True(candidate.Leads);
        }
        _clock.Advance(Step); // it waits for the answer, or for the next try: ten seconds are over

        await Eventually.TrueAsync(() => !candidate.Leads, "it has stopped");
        await candidate.DisposeAsync();
    }

    [Fact]
    public async Task A_renewal_that_is_not_answered_counts_as_none()
    {
        await using var server = await AServerAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var client = server.Client();
        var candidate = new Candidate(client, "n", _clock);
        await Eventually.TrueAsync(() => candidate.Leads, "it leads");

        _fails = true;
        await StepAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(7.9));
        Assert.True(candidate.Leads);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await Eventually.TrueAsync(() => !candidate.Leads, "it has stopped");
        await candidate.DisposeAsync();
    }

    [Fact]
    public async Task A_leader_outlives_a_short_failure_and_leads_the_same_term()
    {
        await using var server = await AServerAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        using var client = server.Client();
        var candidate = new Candidate(client, "n", _clock);
        await Eventually.TrueAsync(() => candidate.Leads, "it leads");

        for (var round = 0; round < 5; round++)
        {
            _fails = true;
            for (var step = 1; step <= 2; step++)
                await StepAsync((round * 3) + step);
            _fails = false;
            await StepAsync((round * 3) + 3);
        }

        Assert.True(candidate.Leads);
        Assert.Equal(1, candidate.Terms);
        await candidate.DisposeAsync();
    }

    /// <summary>
    /// Lets a step of time pass and waits for the renewal that this brings about, the so-manieth. Whoever waits for an answer waits for
    /// longer than a step, up to the third renewal that fails; so the one timer within a step is that of the next renewal.
    /// </summary>
    private async Task StepAsync(int renewals)
    {
        await Eventually.TrueAsync(() => _clock.TimersWithin(Step) == 1, "it waits for its next renewal");
        _clock.Advance(Step);
        await Eventually.TrueAsync(() => Volatile.Read(ref _renewals) == renewals, $"renewal {renewals}");
    }

    /// <summary>A server that gives the lease to whoever asks; renewals fail like this while they shall.</summary>
    private Task<AnApiServer> AServerAsync(Func<HttpContext, Task> failure) => AnApiServer.ThatAsync(async context =>
    {
        var fails = _fails; // before the test goes on, which the count lets it
        if (context.Request.Method == "PATCH")
            Interlocked.Increment(ref _renewals);
        if (fails)
            await failure(context);
        else if (context.Request.Method == "GET")
            await AnApiServer.NotFoundAsync(context);
        else
            await context.Response.WriteAsync(Lease);
    });
}
