using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Gateway.Routing;
using ModelDeploy.Gateway.Tests.Support;

namespace ModelDeploy.Gateway.Tests;

/// <summary>Old Seldon wrappers serve only <c>/predict</c>.</summary>
public sealed class SeldonFallbackTests
{
    private const string Predictions = "/deployment/iris/api/v1.0/predictions";

    private readonly ConcurrentQueue<string> _paths = new();

    [Fact]
    public async Task An_old_wrapper_is_found_out_by_the_first_request_and_remembered()
    {
        await using var model = await AnOldWrapperAsync();
        await using var gateway = await AGateway.BeforeAsync(model.Address);

        Assert.Equal("predicted {1}", await PostAsync(gateway, "{1}"));
        Assert.True(gateway.Table.Find("iris")!.UsesPredictFallback);
        Assert.Equal("predicted {2}", await PostAsync(gateway, "{2}"));

        Assert.Equal(["/api/v1.0/predictions", "/predict", "/predict"], _paths);
    }

    [Fact]
    public async Task Once_known_a_body_of_any_size_is_streamed_to_it()
    {
        await using var model = await AnOldWrapperAsync();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        await PostAsync(gateway, "{1}");
        var large = new string('x', 2_000_000);
        Assert.Equal("predicted " + large, await PostAsync(gateway, large));
    }

    [Fact]
    public async Task Replicas_of_one_template_share_the_knowledge()
    {
        await using var one = await AnOldWrapperAsync();
        await using var two = await AnOldWrapperAsync();
        await using var gateway = await AGateway.BeforeAsync(one.Address, two.Address);
        for (var request = 0; request < 4; request++)
            await PostAsync(gateway, "{}");
        Assert.Equal(1, _paths.Count(path => path == "/api/v1.0/predictions"));
        Assert.Equal(4, _paths.Count(path => path == "/predict"));
    }

    [Fact]
    public async Task Requests_at_once_before_it_is_known_are_all_answered()
    {
        await using var model = await AnOldWrapperAsync();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => PostAsync(gateway, $"{number}")));
        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"predicted {number}"), answers);
    }

    [Fact]
    public async Task A_body_too_large_to_keep_is_not_asked_twice()
    {
        await using var model = await AnOldWrapperAsync();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var answer = await gateway.Http.PostAsync(Predictions, new ByteArrayContent(new byte[2_000_000]));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(["/api/v1.0/predictions"], _paths);
    }

    [Fact]
    public async Task A_server_that_has_neither_keeps_its_own_404()
    {
        await using var model = await AModel.ThatAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return context.Response.WriteAsync($"nothing at {context.Request.Path}");
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        Assert.Equal("nothing at /api/v1.0/predictions", await PostAsync(gateway, "{}"));
        Assert.False(gateway.Table.Find("iris")!.UsesPredictFallback);
    }

    [Fact]
    public async Task A_server_that_has_predictions_is_never_asked_for_predict()
    {
        var unknown = false;
        await using var model = await AModel.ThatAsync(context =>
        {
            _paths.Enqueue(context.Request.Path);
            context.Response.StatusCode = unknown ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
            return context.Response.WriteAsync("hello");
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        await PostAsync(gateway, "{}");
        unknown = true;
        await PostAsync(gateway, "{}");
        Assert.DoesNotContain("/predict", _paths);
        Assert.Equal(PredictionsPath.Standard, gateway.Table.Find("iris")!.Replicas[0].Model.Predictions);
    }

    [Fact]
    public async Task No_other_path_is_asked_elsewhere()
    {
        await using var model = await AnOldWrapperAsync();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var answer = await gateway.Http.PostAsync("/deployment/iris/api/v1.0/feedback", new StringContent("{}"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(["/api/v1.0/feedback"], _paths);
    }

    private Task<AModel> AnOldWrapperAsync() => AModel.ThatAsync(async context =>
    {
        _paths.Enqueue(context.Request.Path);
        if (context.Request.Path != "/predict")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        using var reader = new StreamReader(context.Request.Body);
        await context.Response.WriteAsync("predicted " + await reader.ReadToEndAsync());
    });

    private static async Task<string> PostAsync(AGateway gateway, string body)
    {
        using var answer = await gateway.Http.PostAsync(Predictions, new StringContent(body));
        return await answer.Content.ReadAsStringAsync();
    }
}
