using ModelDeploy.Gateway.Tests.Support;

namespace ModelDeploy.Gateway.Tests;

/// <summary>Requests that two servers in a row could cut at different places.</summary>
public sealed class SmugglingTests
{
    [Fact]
    public async Task With_a_length_and_chunks_the_model_sees_one_request_and_one_framing()
    {
        var heads = new List<string>();
        await using var model = RecordingModel(heads);
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        await gateway.SendRawAsync(
            "POST /deployment/iris/v2/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5\r\nhello\r\n0\r\n\r\nGET /deployment/iris/v2/smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.All(heads, head => Assert.DoesNotContain("smuggled", head));
        Assert.All(heads, head => Assert.False(head.Contains("\r\nContent-Length:") && head.Contains("\r\nTransfer-Encoding:")));
        Assert.InRange(heads.Count, 0, 1);
    }

    [Theory]
    [InlineData("Content-Length: 4\r\nContent-Length: 5\r\n")]
    [InlineData("Content-Length: 4, 5\r\n")]
    [InlineData("Content-Length: -1\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n")]
    [InlineData("X-A: b\n Transfer-Encoding: chunked\r\n")]
    [InlineData("X-A: a\rX-B: b\r\n")]
    [InlineData("X-A: a\0b\r\n")]
    public async Task An_ambiguous_head_is_refused_before_the_model_hears_of_it(string header)
    {
        var heads = new List<string>();
        await using var model = RecordingModel(heads);
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var answer = await gateway.SendRawAsync($"POST /deployment/iris/v2/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}\r\nabcd");
        Assert.Matches("^HTTP/1.1 (400|501) ", answer);
        Assert.Empty(heads);
    }

    [Fact]
    public async Task A_length_in_an_odd_spelling_reaches_the_model_in_the_plain_one()
    {
        var heads = new List<string>();
        await using var model = RecordingModel(heads);
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        await gateway.SendRawAsync("POST /deployment/iris/v2/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: +4\r\n\r\nabcd");
        Assert.Contains("\r\nContent-Length: 4\r\n", heads[0]);
    }

    [Fact]
    public async Task A_broken_chunk_is_the_clients_fault()
    {
        await using var model = await AModel.ThatAsync(context => context.Request.Body.CopyToAsync(Stream.Null));
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var answer = await gateway.SendRawAsync(
            "POST /deployment/iris/v2/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Contains("\"BodyBroken\"", answer);
    }

    [Fact]
    public async Task A_line_break_in_a_models_header_adds_no_header()
    {
        await using var model = ARawModel.Answering("HTTP/1.1 200 OK\r\nX-A: a\r\n folded: b\r\nContent-Length: 2\r\n\r\nhi");
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2");
        Assert.False(answer.Headers.Contains("folded"));
    }

    private static ARawModel RecordingModel(List<string> heads) => ARawModel.That(async connection =>
    {
        heads.Add(await connection.ReadHeadAsync());
        await connection.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
        heads.AddRange((await connection.ReadToEndAsync()).Split("\r\n").Where(line => line.Contains(" HTTP/1.1")));
    });
}
