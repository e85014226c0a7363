using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Client;

public sealed class ApiClientTests
{
    [Fact]
    public async Task A_long_list_is_read_page_by_page()
    {
        await using var server = await AnApiServer.ThatAsync(context => context.Response.WriteAsync(context.Request.Query["continue"] == "more"
            ? $$"""{"metadata":{"resourceVersion":"7"},"items":[{{Thing.Json("b", 2)}}]}"""
            : $$"""{"metadata":{"resourceVersion":"7","continue":"more"},"items":[{{Thing.Json("a", 1)}}]}"""));
        using var client = server.Client();

        var listed = await client.ListAsync<Thing>(Thing.Kind, "n", new Selector("app=x"), default);

        Assert.Equal(["a", "b"], listed.Value!.Items.Select(thing => thing.Metadata.Name));
        Assert.Equal("7", listed.Value.Version);
        Assert.Equal("GET /apis/example.com/v1/namespaces/n/things?limit=500&labelSelector=app%3Dx&continue=more", server.Asked.Last());
    }

    [Fact]
    public async Task A_page_that_is_too_old_means_to_begin_again()
    {
        var asked = 0;
        await using var server = await AnApiServer.ThatAsync(async context =>
        {
            var isNext = context.Request.Query.ContainsKey("continue");
            if (isNext && Interlocked.Increment(ref asked) == 1)
            {
                context.Response.StatusCode = 410;
                await context.Response.WriteAsync("""{"kind":"Status","reason":"Expired","message":"too old","code":410}""");
                return;
            }
            await context.Response.WriteAsync(isNext
                ? $$"""{"metadata":{"resourceVersion":"9"},"items":[{{Thing.Json("b", 2)}}]}"""
                : $$"""{"metadata":{"resourceVersion":"9","continue":"more"},"items":[{{Thing.Json("a", 1)}}]}""");
        });
        using var client = server.Client();

        var listed = await client.ListAsync<Thing>(Thing.Kind, "n", null, default);

        Assert.Equal(["a", "b"], listed.Value!.Items.Select(thing => thing.Metadata.Name));
        Assert.Equal(4, server.Asked.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Whoever_says_when_to_ask_again_is_asked_again(int status)
    {
        var asked = 0;
        await using var server = await AnApiServer.ThatAsync(async context =>
        {
            if (Interlocked.Increment(ref asked) < 3)
            {
                context.Response.StatusCode = status;
                context.Response.Headers.RetryAfter = "1";
                return;
            }
            await context.Response.WriteAsync(Thing.Json("a", 1));
        });
        using var client = server.Client();

        var found = await client.GetAsync<Thing>(Thing.Kind, "n", "a", default);

        Assert.Equal((null, "a", 3), (found.Error, found.Value?.Metadata.Name, asked));
    }

    [Theory]
    [InlineData(500, "oops", ApiReason.Unavailable)]
    [InlineData(404, """{"kind":"Status","reason":"NotFound","message":"things \"a\" not found","code":404}""", ApiReason.NotFound)]
    [InlineData(200, "{\"metadata\":{\"na", ApiReason.Unreachable)]
    [InlineData(200, "null", ApiReason.Unreachable)]
    [InlineData(302, "", ApiReason.Other)]
    public async Task Refusals_and_half_answers_are_values(int status, string body, ApiReason expected)
    {
        await using var server = await AnApiServer.ThatAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });
        using var client = server.Client();

        var found = await client.GetAsync<Thing>(Thing.Kind, "n", "a", default);

        Assert.Equal((null, expected), (found.Value, found.Error!.Reason));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_value_too()
    {
        using var client = new ApiClient(new ClusterAccess { Server = new Uri("http://127.0.0.1:1"), Credential = Credential.None }, TimeProvider.System);

        var found = await client.GetAsync<Thing>(Thing.Kind, "n", "a", default);

        Assert.Equal((ApiReason.Unreachable, true), (found.Error!.Reason, found.Error.IsPassing));
    }

    [Fact]
    public async Task A_refused_token_is_made_anew_once()
    {
        await using var server = await AnApiServer.ThatAsync(context =>
        {
            context.Response.StatusCode = context.Request.Headers.Authorization == "Bearer new" ? 200 : 401;
            return context.Response.WriteAsync(Thing.Json("a", 1));
        });
        using var client = server.Client(new Renewed());

        Assert.NotNull((await client.GetAsync<Thing>(Thing.Kind, "n", "a", default)).Value);
        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task Writing_says_what_it_means()
    {
        var sent = new List<(string Type, string Body)>();
        await using var server = await AnApiServer.ThatAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            sent.Add((context.Request.ContentType!, await reader.ReadToEndAsync()));
            await context.Response.WriteAsync(Thing.Json("a", 1));
        });
        using var client = server.Client();
        var content = new JsonObject { ["x"] = 1 };

        await client.CreateAsync<Thing>(Thing.Kind, "n", content, default);
        await client.MergeAsync<Thing>(Thing.Kind, "n", "a", content, "status", default);
        await client.ApplyAsync<Thing>(Thing.Kind, "n", "a", content, "modeldeploy", default);
        await client.DeleteAsync(Thing.Kind, "n", "a", new Precondition("u-1"), default);

        Assert.Equal(
            [
                "POST /apis/example.com/v1/namespaces/n/things",
                "PATCH /apis/example.com/v1/namespaces/n/things/a/status",
                "PATCH /apis/example.com/v1/namespaces/n/things/a?fieldManager=modeldeploy&force=true",
                "DELETE /apis/example.com/v1/namespaces/n/things/a",
            ],
            server.Asked);
        Assert.Equal(["application/json", "application/merge-patch+json", "application/apply-patch+yaml", "application/json"], sent.Select(one => one.Type));
        Assert.Equal("""{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","preconditions":{"uid":"u-1"}}""", sent[3].Body);
    }

    [Fact]
    public async Task Giving_up_is_no_answer()
    {
        await using var server = await AnApiServer.ThatAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var client = server.Client();
        using var stop = new CancellationTokenSource();

        var asking = client.GetAsync<Thing>(Thing.Kind, "n", "a", stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private sealed class Renewed : Credential
    {
        public override ValueTask<string?> TokenAsync(bool refused, CancellationToken stop) => ValueTask.FromResult<string?>(refused ? "new" : "old");
    }
}
