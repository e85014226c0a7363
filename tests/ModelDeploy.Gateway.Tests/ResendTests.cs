using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests;

/// <summary>Which requests may reach a model twice, and connections that end between two of them.</summary>
public sealed class ResendTests
{
    private const string Path = "/deployment/iris/v2/x";

    [Theory]
    [InlineData("POST", null)]
    [InlineData("POST", "")]
    [InlineData("POST", "body")]
    [InlineData("PATCH", null)]
    [InlineData("PUT", "body")]
    [InlineData("DELETE", "body")]
    public async Task What_could_have_an_effect_twice_is_sent_once_also_on_a_kept_connection(string method, string? body)
    {
        var heads = new List<string>();
        await using var model = ARawModel.That(async connection =>
        {
            heads.Add(await connection.ReadHeadAsync());
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
            heads.Add(await connection.ReadHeadAsync());
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        Assert.Equal("hi", await gateway.Http.GetStringAsync(Path));

        using var request = new HttpRequestMessage(new HttpMethod(method), Path) { Content = body is null ? null : new StringContent(body) };
        using var answer = await gateway.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(2, heads.Count);
    }

    [Fact]
    public async Task A_question_without_effect_survives_a_kept_connection_that_ends()
    {
        var asked = 0;
        await using var model = ARawModel.That(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
            await connection.ReadHeadAsync();
            asked++;
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        for (var request = 0; request < 20; request++)
            Assert.Equal("hi", await gateway.Http.GetStringAsync(Path));
        Assert.InRange(asked, 1, 20);
    }

    [Fact]
    public async Task A_model_that_closes_after_every_answer_without_saying_so_costs_no_question()
    {
        await using var model = ClosingModel();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var statuses = await AskAsync(gateway, 2500, () => new HttpRequestMessage(HttpMethod.Get, Path));
        Assert.Equal([HttpStatusCode.OK], statuses.Keys);
    }

    [Fact]
    public async Task After_a_connection_that_ended_unanswered_each_request_has_its_own_for_a_while()
    {
        var (connections, heads) = (0, new List<string>());
        await using var model = ARawModel.That(async connection =>
        {
            connections++;
            for (var request = 0; request < 2; request++)
            {
                heads.Add(await connection.ReadHeadAsync());
                if (heads.Count != 2)
                    await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
            }
        });
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        await using var gateway = (await AGateway.StartAsync(time: time)).Knowing(Routed.Iris(model.Address));
        async Task<HttpStatusCode> PredictAsync() => (await gateway.Http.PostAsync(Path, content: null)).StatusCode;

        Assert.Equal(HttpStatusCode.OK, await PredictAsync());
        Assert.Equal((HttpStatusCode.BadGateway, 1), (await PredictAsync(), connections));
        for (var request = 2; request < 6; request++)
            Assert.Equal((HttpStatusCode.OK, request), (await PredictAsync(), connections));
        Assert.All(heads[2..], head => Assert.Contains("\r\nConnection: close\r\n", head));

        time.Advance(TimeSpan.FromSeconds(10));
        for (var request = 0; request < 2; request++)
            Assert.Equal((HttpStatusCode.OK, 6), (await PredictAsync(), connections));
    }

    [Fact]
    public async Task Nor_a_prediction_when_the_connection_has_ended_before_it_comes()
    {
        await using var model = ClosingModel();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        for (var request = 0; request < 300; request++)
        {
            using var answer = await gateway.Http.PostAsync(Path, new StringContent("body"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var closed = request + 1;
            await Eventually.TrueAsync(() => model.Closed == closed, "the model has closed the connection");
        }
    }

    [Fact]
    public async Task Idle_connections_to_a_replica_end_soon_and_with_them_those_to_one_that_left()
    {
        var ended = new TaskCompletionSource();
        await using var model = ARawModel.That(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
            Assert.Equal("", await connection.ReadToEndAsync());
            ended.SetResult();
        });
        await using var gateway = await AGateway.StartAsync();
        var iris = Routed.Iris(model.Address);
        gateway.Knowing(iris);
        Assert.Equal("hi", await gateway.Http.GetStringAsync(Path));
        gateway.Knowing(iris.At());
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_replica_that_leaves_gets_nothing_new_and_finishes_what_it_has()
    {
        var finish = new TaskCompletionSource();
        await using var leaving = await AModel.ThatAsync(async context =>
        {
            var sent = new StringBuilder();
            await context.Response.WriteAsync("begun ");
            await finish.Task;
            using var body = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync(sent.Append(await body.ReadToEndAsync()).ToString());
        });
        await using var staying = await AModel.SayingAsync("new");
        await using var gateway = await AGateway.StartAsync();
        var iris = Routed.Iris(leaving.Address);
        gateway.Knowing(iris);
        var replica = gateway.Table.Find("iris")!.Replicas[0];

        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent("finished") };
        var inFlight = gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await Eventually.TrueAsync(() => leaving.Requests == 1, "the model has the request");
        gateway.Knowing(iris.At(Routed.Replica("iris-9", staying.Address, "t2")));
        for (var next = 0; next < 10; next++)
            Assert.Equal("new", await gateway.Http.GetStringAsync(Path));
        Assert.Equal((1, 1), (leaving.Requests, replica.InFlight));

        finish.SetResult();
        using var answer = await inFlight;
        Assert.Equal("begun finished", await answer.Content.ReadAsStringAsync());
        await Eventually.TrueAsync(() => replica.InFlight == 0, "the replica is drained");
    }

    [Fact]
    public async Task While_replicas_come_and_go_no_request_fails()
    {
        await using var one = await AModel.SayingAsync("one");
        await using var two = await AModel.SayingAsync("two");
        await using var gateway = await AGateway.StartAsync();
        var iris = Routed.Iris();
        gateway.Knowing(iris.At(Routed.Replica("a", one.Address)));
        using var stop = new CancellationTokenSource();
        var changing = Task.Run(async () =>
        {
            for (var turn = 0; !stop.IsCancellationRequested; turn++)
            {
                gateway.Knowing(iris.At(Routed.Replica($"r{turn}", turn % 2 == 0 ? one.Address : two.Address, $"t{turn}")));
                await Task.Yield();
            }
        });
        var statuses = await AskAsync(gateway, 2000, Prediction);
        await stop.CancelAsync();
        await changing;
        Assert.Equal([HttpStatusCode.OK], statuses.Keys);
        Assert.Equal(2000, statuses[HttpStatusCode.OK]);
    }

    private static async Task<IReadOnlyDictionary<HttpStatusCode, int>> AskAsync(AGateway gateway, int requests, Func<HttpRequestMessage> request)
    {
        var statuses = new System.Collections.Concurrent.ConcurrentDictionary<HttpStatusCode, int>();
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, stop) =>
        {
            using var asked = request();
            using var answer = await gateway.Http.SendAsync(asked, stop);
            statuses.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
        });
        return statuses;
    }

    private static HttpRequestMessage Prediction() => new(HttpMethod.Post, Path) { Content = new StringContent("body") };

    private static AClosingModel ClosingModel() => new();
}
