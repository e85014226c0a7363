using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Gateway.Tests.Support;

namespace ModelDeploy.Gateway.Tests;

public sealed class BodyLimitTests
{
    private const int Limit = 100_000;

    [Fact]
    public async Task A_body_that_announces_to_be_too_large_is_refused_before_the_model_hears_of_it()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await StartAsync(model);
        using var answer = await gateway.Http.PostAsync("/deployment/iris/v2/x", new ByteArrayContent(new byte[Limit + 1]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("BodyTooLarge", await AGateway.ErrorCodeAsync(answer));
        Assert.Equal(0, model.Requests);
    }

    [Fact]
    public async Task A_body_in_chunks_is_refused_when_it_passes_the_limit()
    {
        await using var model = await AModel.ThatAsync(CountAsync);
        await using var gateway = await StartAsync(model);
        using var answer = await gateway.Http.SendAsync(Chunked(new byte[Limit + 1]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("BodyTooLarge", await AGateway.ErrorCodeAsync(answer));
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_passes()
    {
        await using var model = await AModel.ThatAsync(CountAsync);
        await using var gateway = await StartAsync(model);
        using var whole = await gateway.Http.PostAsync("/deployment/iris/v2/x", new ByteArrayContent(new byte[Limit]));
        Assert.Equal($"{Limit}", await whole.Content.ReadAsStringAsync());
        using var chunked = await gateway.Http.SendAsync(Chunked(new byte[Limit]));
        Assert.Equal($"{Limit}", await chunked.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_framing_of_small_chunks_does_not_count_as_body()
    {
        await using var model = await AModel.ThatAsync(CountAsync);
        await using var gateway = await StartAsync(model);
        var request = new StringBuilder("POST /deployment/iris/v2/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (var chunk = 0; chunk < Limit / 2; chunk++)
            request.Append("1\r\na\r\n");
        var answer = await gateway.SendRawAsync(request.Append("0\r\n\r\n").ToString());
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.Contains($"{Limit / 2}", answer);
    }

    [Fact]
    public async Task A_connection_serves_on_after_a_refused_body()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await StartAsync(model);
        using var refused = await gateway.Http.PostAsync("/deployment/iris/v2/x", new ByteArrayContent(new byte[Limit + 1]));
        Assert.Equal("hello", await gateway.Http.GetStringAsync("/deployment/iris/v2"));
    }

    private static async Task<AGateway> StartAsync(AModel model) =>
        (await AGateway.StartAsync(limits => limits.BodyBytes = Limit)).Knowing(Routed.Iris(model.Address));

    private static HttpRequestMessage Chunked(byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/deployment/iris/v2/x") { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = true;
        return request;
    }

    private static async Task CountAsync(HttpContext context)
    {
        var buffer = new byte[8192];
        var total = 0L;
        while (await context.Request.Body.ReadAsync(buffer) is > 0 and var read)
            total += read;
        await context.Response.WriteAsync($"{total}");
    }
}
