using System.Text;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Gateway.Direct;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Gateway.Tests;

/// <summary>Calls from inside the portal.</summary>
public sealed class GatewayCallerTests
{
    private const string Predictions = "/api/v1.0/predictions";

    [Fact]
    public async Task The_model_gets_the_request_and_the_caller_its_answer()
    {
        await using var model = await AModel.ThatAsync(async context =>
        {
            var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            context.Response.StatusCode = 201;
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Request.ContentType} {context.Request.Headers["X-Forwarded-Host"]} {body}");
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);

        var answer = await SendAsync(gateway, new GatewayCall("iris", "POST", "/v2/models/m/infer?x=1", "{1}"u8.ToArray()) { Origin = new Uri("https://models.example.com") });

        Assert.Equal((201, "text/plain", GatewayAnswerEnd.Whole), (answer.Status, answer.ContentType, answer.End));
        Assert.Equal("POST /v2/models/m/infer?x=1 application/json models.example.com {1}", Text(answer));
        Assert.Equal(32, answer.RequestId.Length);
        Assert.Equal(1, gateway.Counters.Of("iris")!.Succeeded);
    }

    [Theory]
    [InlineData("iris", "/metrics", 404, "PathNotServed")]
    [InlineData("iris", "/v2/../metrics", 404, "PathNotServed")]
    [InlineData("nobody", "/v2", 404, "DeploymentNotFound")]
    public async Task What_the_gateway_refuses_outside_it_refuses_inside(string id, string path, int status, string code)
    {
        await using var model = await AModel.SayingAsync("never");
        await using var gateway = await AGateway.BeforeAsync(model.Address);

        var answer = await SendAsync(gateway, new GatewayCall(id, "GET", path));

        Assert.Equal(status, answer.Status);
        Assert.Contains($"\"{code}\"", Text(answer), StringComparison.Ordinal);
        Assert.Equal(0, model.Requests);
    }

    [Fact]
    public async Task A_private_endpoint_stays_private()
    {
        await using var model = await AModel.SayingAsync("never");
        await using var gateway = (await AGateway.StartAsync()).Knowing(Routed.Iris(model.Address).WithSpec(spec => spec with { Access = AccessType.Private }));

        Assert.Equal(401, (await SendAsync(gateway, new GatewayCall("iris", "GET", "/v2"))).Status);
    }

    [Theory]
    [InlineData("iris", "x/v2")]
    [InlineData("iris", "")]
    [InlineData("iris/v2", "/models")]
    [InlineData("..", "/v2")]
    public async Task Another_deployment_cannot_be_named_by_the_way(string id, string path)
    {
        await using var gateway = await AGateway.BeforeAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(gateway, new GatewayCall(id, "GET", path)));
    }

    [Fact]
    public async Task A_long_answer_is_cut_and_the_model_learns_of_it()
    {
        var gone = new TaskCompletionSource();
        await using var model = await AModel.ThatAsync(async context =>
        {
            context.RequestAborted.Register(gone.SetResult);
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.WriteAsync(new string('x', 1000));
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);

        var answer = await SendAsync(gateway, new GatewayCall("iris", "GET", "/v2"), mostBytes: 2500);

        Assert.Equal((200, 2500, GatewayAnswerEnd.Cut), (answer.Status, answer.Body.Length, answer.End));
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_answer_that_the_model_breaks_off_says_so()
    {
        await using var model = ARawModel.Answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        await using var gateway = await AGateway.BeforeAsync(model.Address);

        var answer = await SendAsync(gateway, new GatewayCall("iris", "GET", "/v2"));

        Assert.Equal((200, "half", GatewayAnswerEnd.BrokenOff), (answer.Status, Text(answer), answer.End));
    }

    [Fact]
    public async Task What_nobody_asked_for_is_not_counted()
    {
        await using var model = await AModel.SayingAsync("hi");
        await using var gateway = await AGateway.BeforeAsync(model.Address);

        Assert.Equal("hi", Text(await SendAsync(gateway, new GatewayCall("iris", "GET", "/v2") { IsCounted = false })));

        Assert.Equal(0, gateway.Counters.Of("iris")!.Requests);
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        await using var model = await AModel.ThatAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var stop = new CancellationTokenSource();

        var call = gateway.Caller.SendAsync(new GatewayCall("iris", "GET", "/v2"), 100, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task An_old_wrapper_is_asked_where_it_answers()
    {
        await using var model = await AModel.ThatAsync(async context =>
        {
            context.Response.StatusCode = context.Request.Path == "/predict" ? 200 : 404;
            await context.Response.WriteAsync(await new StreamReader(context.Request.Body).ReadToEndAsync());
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);

        var answer = await SendAsync(gateway, new GatewayCall("iris", "POST", Predictions, "{1}"u8.ToArray()));

        Assert.Equal((200, "{1}"), (answer.Status, Text(answer)));
    }

    private static Task<GatewayAnswer> SendAsync(AGateway gateway, GatewayCall call, int mostBytes = 100_000) =>
        gateway.Caller.SendAsync(call, mostBytes, CancellationToken.None);

    private static string Text(GatewayAnswer answer) => Encoding.UTF8.GetString(answer.Body.Span);
}
