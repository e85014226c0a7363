using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Gateway.Tests;

/// <summary>However a request ends, it counts once and in one class.</summary>
public sealed class OutcomeCountTests
{
    private const string Whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    private const string Get = "GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private const string Post = "POST /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\n\r\n";

    [Theory]
    [InlineData("answered", Get, Whole, 200, 1, 0, 0)]
    [InlineData("answered after a body", Post + "body", Whole, 200, 1, 0, 0)]
    [InlineData("the model's own 500", Get, "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", 500, 0, 0, 1)]
    [InlineData("the model's own 404", Get, "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", 404, 0, 1, 0)]
    [InlineData("broken before the answer", Get, "", 502, 0, 0, 1)]
    [InlineData("broken after a body", Post + "body", "", 502, 0, 0, 1)]
    [InlineData("not HTTP", Post + "body", "SSH-2.0\r\n\r\n", 502, 0, 0, 1)]
    [InlineData("broken in the answer", Get, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", 0, 0, 0, 1)]
    [InlineData("not answered in time", Get, null, 504, 0, 0, 1)]
    [InlineData("body stalls", Post + "bo", null, 408, 0, 1, 0)]
    [InlineData("body too large", "POST /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1500\r\n\r\n{1500}", Whole, 413, 0, 1, 0)]
    [InlineData("chunks too large", "POST /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n5DC\r\n{1500}\r\n0\r\n\r\n", null, 413, 0, 1, 0)]
    [InlineData("chunk broken", "POST /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", null, 400, 0, 1, 0)]
    [InlineData("method not served", "TRACE /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", Whole, 405, 0, 1, 0)]
    public async Task One_request_is_one_count(string story, string request, string? answer, int status, int succeeded, int clientErrors, int serverErrors)
    {
        await using var model = ARawModel.That(async connection =>
        {
            await connection.ReadHeadAsync();
            if (answer is null)
                await connection.ReadToEndAsync();
            else
                await connection.WriteAsync(answer);
        });
        await using var gateway = (await AGateway.StartAsync(limits =>
            (limits.BodyBytes, limits.AnswerTimeout, limits.IdleTimeout) = (1000, TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(400))))
            .Knowing(Routed.Iris(model.Address));
        // What is broken off may arrive in part or not at all.
        Assert.Matches(status == 0 ? "^$|^HTTP/1.1 200 " : $"^HTTP/1.1 {status} ", await gateway.SendRawAsync(request.Replace("{1500}", new string('a', 1500))));
        await CountedAsync(gateway, story, succeeded, clientErrors, serverErrors);
    }

    [Fact]
    public async Task No_replica_reachable_counts_once_for_all_that_were_tried()
    {
        await using var gateway = await AGateway.BeforeAsync(Nobody(), Nobody(), Nobody());
        Assert.StartsWith("HTTP/1.1 503 ", await gateway.SendRawAsync(Get));
        await CountedAsync(gateway, "unreachable", 0, 0, 1);
    }

    [Fact]
    public async Task A_request_that_another_replica_answered_counts_once_as_answered()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.BeforeAsync(Nobody(), Nobody(), model.Address);
        gateway.Knowing();
        var answers = new List<string>();
        for (var request = 0; request < 12; request++)
            answers.Add((await gateway.SendRawAsync(Get))[9..12]);
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { InFlight: 0 }, "all have ended");
        var counted = gateway.Counters.Of("iris")!;
        Assert.Equal(
            (12, answers.Count(status => status == "200"), answers.Count(status => status == "503")),
            (counted.Requests, counted.Succeeded, counted.ServerErrors));
        Assert.InRange(counted.Succeeded, 8, 12);
    }

    [Fact]
    public async Task Private_and_stopped_and_empty_count_as_what_they_answer()
    {
        await using var gateway = await AGateway.StartAsync();
        var iris = Routed.Iris("http://127.0.0.1:1");
        gateway.Knowing(iris.WithSpec(spec => spec with { Access = AccessType.Private }));
        Assert.StartsWith("HTTP/1.1 401 ", await gateway.SendRawAsync(Get));
        gateway.Knowing(iris.Stopped());
        Assert.StartsWith("HTTP/1.1 503 ", await gateway.SendRawAsync(Get));
        gateway.Knowing(iris.At());
        Assert.StartsWith("HTTP/1.1 503 ", await gateway.SendRawAsync(Get));
        await CountedAsync(gateway, "three refusals", 0, 1, 2);
    }

    [Fact]
    public async Task A_client_that_leaves_before_or_in_the_answer_counts_once()
    {
        await using var model = await AModel.ThatAsync(async context =>
        {
            if (context.Request.Path == "/v2/x")
                await context.Response.WriteAsync("begun");
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        foreach (var path in new[] { "/v2", "/v2/x" })
        {
            using var client = await gateway.ConnectAsync();
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET /deployment/iris{path} HTTP/1.1\r\nHost: x\r\n\r\n"));
            var asked = path == "/v2" ? 1 : 2;
            await Eventually.TrueAsync(() => model.Requests == asked, "the model has the request");
        }
        await CountedAsync(gateway, "two clients that left", 0, 2, 0);
    }

    private static async Task CountedAsync(AGateway gateway, string story, int succeeded, int clientErrors, int serverErrors)
    {
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { InFlight: 0, Requests: > 0 } counted && counted.Requests == Classes(counted), story);
        var counted = gateway.Counters.Of("iris")!;
        Assert.Equal((succeeded, clientErrors, serverErrors), (counted.Succeeded, counted.ClientErrors, counted.ServerErrors));
        Assert.Equal(succeeded + clientErrors + serverErrors, counted.Requests);
        Assert.Equal(counted.Requests, counted.Latencies.Sum());
    }

    private static long Classes(CounterSnapshot counted) => counted.Succeeded + counted.Redirected + counted.ClientErrors + counted.ServerErrors;

    private static string Nobody()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
