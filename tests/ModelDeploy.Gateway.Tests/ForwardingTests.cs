using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ModelDeploy.Gateway.Tests.Support;

namespace ModelDeploy.Gateway.Tests;

public sealed class ForwardingTests
{
    [Theory]
    [InlineData("/v1/models/m:predict")]
    [InlineData("/v1/models/m%3Apredict?x=%2e%2e%2F&y=a+b&z=%41")]
    [InlineData("/v2/models/my%20model/infer")]
    [InlineData("/api/v1.0/predictions?")]
    public async Task A_model_sees_the_target_as_the_client_wrote_it(string target)
    {
        await using var model = await AModel.ThatAsync(context =>
            context.Response.WriteAsync(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget));
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var answer = await gateway.SendRawAsync($"GET /deployment/iris{target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.Contains($"{target}\r\n", answer);
    }

    [Fact]
    public async Task Method_body_and_status_pass_untouched()
    {
        await using var model = await AModel.ThatAsync(async context =>
        {
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            context.Response.ContentType = context.Request.ContentType;
            await context.Response.WriteAsync($"{context.Request.Method} ");
            await context.Request.Body.CopyToAsync(context.Response.Body);
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/deployment/iris/v2/x")
        {
            Content = new StringContent("{\"a\":\"ü\"}", Encoding.UTF8, "application/vnd.model+json"),
        };
        using var answer = await gateway.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/vnd.model+json; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("PATCH {\"a\":\"ü\"}", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(304)]
    [InlineData(204)]
    public async Task A_models_own_errors_and_empty_answers_stay_its_own(int status)
    {
        await using var model = await AModel.ThatAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await using var gateway = await AGateway.StartAsync(pipeline: app => app.UseStatusCodePages());
        gateway.Knowing(Routed.Iris(model.Address));
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2");
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_HEAD_tells_the_length_without_the_body()
    {
        await using var model = await AModel.ThatAsync(context =>
        {
            context.Response.ContentLength = 1234;
            return Task.CompletedTask;
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var answer = await gateway.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/deployment/iris/v2"));
        Assert.Equal(1234, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_model_learns_who_asks_from_the_gateway_alone()
    {
        await using var model = await AModel.ThatAsync(WriteHeadersAsync);
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/deployment/iris/v2");
        foreach (var name in new[] { "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-User", "X_Forwarded_User", "x-forwarded_groups", "Forwarded", "X-Real-IP", "X-Original-For", "X_Original_For", "x-original-proto" })
            request.Headers.TryAddWithoutValidation(name, "pretended");
        request.Headers.Host = "portal.example";

        var seen = await (await gateway.Http.SendAsync(request)).Content.ReadAsStringAsync();

        Assert.DoesNotContain("pretended", seen);
        Assert.Contains("X-Forwarded-For: 127.0.0.1\n", seen);
        Assert.Contains("X-Forwarded-Proto: http\n", seen);
        Assert.Contains("X-Forwarded-Host: portal.example\n", seen);
        Assert.Contains("X-Forwarded-Prefix: /deployment/iris\n", seen);
    }

    [Fact]
    public async Task Headers_of_the_connection_and_those_it_names_go_no_further()
    {
        await using var model = await AModel.ThatAsync(async context =>
        {
            context.Response.Headers.Connection = "X-Private";
            context.Response.Headers["X-Private"] = "of the model";
            context.Response.Headers.KeepAlive = "timeout=5";
            await WriteHeadersAsync(context);
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/deployment/iris/v2");
        request.Headers.Connection.Add("X-Secret");
        request.Headers.TryAddWithoutValidation("X-Secret", "of the client");
        request.Headers.TryAddWithoutValidation("Keep-Alive", "timeout=9");
        request.Headers.TryAddWithoutValidation("TE", "trailers");

        using var answer = await gateway.Http.SendAsync(request);

        var seen = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("X-Secret", seen);
        Assert.DoesNotContain("Keep-Alive", seen);
        Assert.DoesNotContain("TE:", seen);
        Assert.False(answer.Headers.Contains("X-Private"));
        Assert.False(answer.Headers.Contains("Keep-Alive"));
    }

    [Fact]
    public async Task Other_headers_pass_both_ways_with_all_their_values()
    {
        await using var model = await AModel.ThatAsync(async context =>
        {
            context.Response.Headers.Append("X-Many", new(["a", "b"]));
            context.Response.Headers.ContentDisposition = "attachment; filename=\"übung.csv\"";
            await WriteHeadersAsync(context);
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/deployment/iris/v2");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer the-models-own");
        request.Headers.TryAddWithoutValidation("X-Several", ["1", "2"]);
        request.Headers.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        using var answer = await gateway.Http.SendAsync(request);

        Assert.Equal(["a", "b"], answer.Headers.GetValues("X-Many"));
        Assert.True(answer.Content.Headers.Contains("Content-Disposition"));
        var seen = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Authorization: Bearer the-models-own\n", seen);
        Assert.Contains("X-Several: 1,2\n", seen.Replace(", ", ","));
        Assert.Contains("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n", seen);
    }

    [Fact]
    public async Task Trailers_come_through_where_the_clients_protocol_has_them()
    {
        await using var model = ARawModel.Answering(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 42\r\nSet-Cookie: a=b\r\n\r\n");
        await using var gateway = (await AGateway.StartAsync(protocols: HttpProtocols.Http2)).Knowing(Routed.Iris(model.Address));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/deployment/iris/v2")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var answer = await gateway.Http.SendAsync(request);
        Assert.Equal("hi", await answer.Content.ReadAsStringAsync());
        Assert.Equal("42", Assert.Single(answer.TrailingHeaders.GetValues("X-Sum")));
        Assert.False(answer.TrailingHeaders.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Ready_replicas_share_the_requests()
    {
        await using var one = await AModel.SayingAsync("one");
        await using var two = await AModel.SayingAsync("two");
        await using var gateway = await AGateway.BeforeAsync(one.Address, two.Address);
        for (var request = 0; request < 20; request++)
            await gateway.Http.GetStringAsync("/deployment/iris/v2");
        Assert.Equal((10, 10), (one.Requests, two.Requests));
    }

    [Fact]
    public async Task A_client_that_waits_for_100_continue_is_told_to_go_on()
    {
        await using var model = await AModel.ThatAsync(context => context.Request.Body.CopyToAsync(context.Response.Body));
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var client = await gateway.ConnectAsync();
        await client.GetStream().WriteAsync("POST /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 5\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(client.GetStream());
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync());
        await client.GetStream().WriteAsync("hello"u8.ToArray());
        Assert.EndsWith("hello", (await reader.ReadToEndAsync()).Replace("\r\n0\r\n\r\n", "").TrimEnd());
    }

    private static Task WriteHeadersAsync(HttpContext context) =>
        context.Response.WriteAsync(string.Concat(context.Request.Headers.Select(header => $"{header.Key}: {header.Value}\n")));
}
