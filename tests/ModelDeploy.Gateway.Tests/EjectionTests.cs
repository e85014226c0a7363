using System.Net;
using ModelDeploy.Gateway.Routing;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests;

/// <summary>Replicas that fail are left alone for a while.</summary>
public sealed class EjectionTests
{
    private const string Path = "/deployment/iris/v2/x";
    private readonly ManualTime _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private int _asked;
    private volatile bool _broken = true;

    [Fact]
    public async Task A_replica_that_breaks_every_connection_is_left_alone_then_tried_then_back()
    {
        await using var broken = BreakingModel();
        await using var sound = await AModel.SayingAsync("sound");
        await using var gateway = await StartAsync(broken.Address, sound.Address);

        Assert.Equal(3, await CountAsync(gateway, 12, HttpStatusCode.BadGateway));
        Assert.Equal(3, _asked);

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, await CountAsync(gateway, 6, HttpStatusCode.BadGateway));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, await CountAsync(gateway, 6, HttpStatusCode.BadGateway));

        _broken = false;
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, await CountAsync(gateway, 10, HttpStatusCode.BadGateway));
        Assert.InRange(_asked, 4 + 5, 4 + 6);
    }

    [Fact]
    public async Task Requests_to_a_replica_that_nobody_answers_at_cost_no_caller_anything_and_end_soon()
    {
        var nobody = BreakingModel();
        await nobody.DisposeAsync();
        await using var sound = await AModel.SayingAsync("sound");
        await using var gateway = await StartAsync(nobody.Address, sound.Address);
        Assert.Equal(20, await CountAsync(gateway, 20, HttpStatusCode.OK));
        Assert.Equal(3, gateway.Table.Find("iris")!.Replicas[0].Health.Failures);
    }

    [Fact]
    public async Task A_model_that_answers_with_errors_stays_in_rotation()
    {
        await using var failing = await AModel.ThatAsync(context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        await using var sound = await AModel.SayingAsync("sound");
        await using var gateway = await StartAsync(failing.Address, sound.Address);
        Assert.Equal(10, await CountAsync(gateway, 20, HttpStatusCode.InternalServerError));
    }

    [Fact]
    public async Task The_last_replica_is_tried_however_often_it_failed()
    {
        await using var broken = BreakingModel();
        await using var gateway = await StartAsync(broken.Address);
        Assert.Equal(10, await CountAsync(gateway, 10, HttpStatusCode.BadGateway));
        Assert.Equal(10, _asked);
        _broken = false;
        Assert.Equal(1, await CountAsync(gateway, 1, HttpStatusCode.OK));
        Assert.Same(ReplicaHealth.Sound, gateway.Table.Find("iris")!.Replicas[0].Health);
    }

    [Fact]
    public async Task A_replica_that_lets_calls_time_out_is_left_alone()
    {
        await using var mute = await AModel.ThatAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var sound = await AModel.SayingAsync("sound");
        await using var gateway = (await AGateway.StartAsync(limits => (limits.AnswerTimeout, limits.EjectAfter, limits.EjectTime) = (TimeSpan.FromMilliseconds(300), 2, TimeSpan.FromHours(1))))
            .Knowing(Routed.Iris(mute.Address, sound.Address));
        Assert.Equal(2, await CountAsync(gateway, 12, HttpStatusCode.GatewayTimeout));
        Assert.Equal(2, mute.Requests);
    }

    [Fact]
    public async Task Callers_that_leave_say_nothing_against_a_replica()
    {
        await using var slow = await AModel.ThatAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var gateway = await StartAsync(slow.Address);
        for (var request = 1; request <= 5; request++)
        {
            using var leave = new CancellationTokenSource();
            var asking = gateway.Http.GetAsync(Path, leave.Token);
            await Eventually.TrueAsync(() => slow.Requests == request, "the model has the request");
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { ClientErrors: 5, InFlight: 0 }, "all requests have ended");
        Assert.Equal(0, gateway.Table.Find("iris")!.Replicas[0].Health.Failures);
    }

    [Fact]
    public async Task A_trial_whose_caller_leaves_is_repeated_by_the_next()
    {
        await using var broken = BreakingModel();
        await using var sound = await AModel.SayingAsync("sound");
        await using var gateway = await StartAsync(broken.Address, sound.Address);
        await CountAsync(gateway, 6, HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromSeconds(5));
        using (var client = await gateway.ConnectAsync())
        {
            await client.GetStream().WriteAsync("POST /deployment/iris/v2/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray());
            await Eventually.TrueAsync(() => gateway.Table.Find("iris")!.Replicas[0].Health.OnTrial, "the half request tries it");
        }
        await Eventually.TrueAsync(() => !gateway.Table.Find("iris")!.Replicas[0].Health.OnTrial, "the trial is over");
        var before = _asked;
        await CountAsync(gateway, 1, HttpStatusCode.BadGateway);
        Assert.Equal(before + 1, _asked);
    }

    private async Task<AGateway> StartAsync(params string[] addresses) =>
        (await AGateway.StartAsync(time: _time)).Knowing(Routed.Iris(addresses));

    private static async Task<int> CountAsync(AGateway gateway, int requests, HttpStatusCode counted)
    {
        var count = 0;
        for (var request = 0; request < requests; request++)
        {
            using var answer = await gateway.Http.PostAsync(Path, content: null);
            count += answer.StatusCode == counted ? 1 : 0;
        }
        return count;
    }

    private ARawModel BreakingModel() => ARawModel.That(async connection =>
    {
        await connection.ReadHeadAsync();
        Interlocked.Increment(ref _asked);
        if (!_broken)
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
    });
}
