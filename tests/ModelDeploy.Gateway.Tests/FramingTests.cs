using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit.Http;

namespace ModelDeploy.Gateway.Tests;

/// <summary>
/// Shapes of requests that servers read differently. Either the front refuses them, or the model gets one framing that
/// leaves no choice; it never hears of more requests than were sent.
/// </summary>
public sealed class FramingTests
{
    private const string Post = "POST /deployment/iris/v2/x HTTP/1.1\r\nHost: x\r\n";
    private const string Hidden = "GET /deployment/iris/v2/hidden HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: 4\r\nContent-Length: 4\r\n")]
    [InlineData("Content-Length: 4 4\r\n")]
    [InlineData("Content-Length: 0x4\r\n")]
    [InlineData("Content-Length: 4.0\r\n")]
    [InlineData("Content-Length: 99999999999999999999\r\n")]
    [InlineData("Content-Length : 4\r\n")]
    [InlineData(" Content-Length: 4\r\n")]
    [InlineData("Content Length: 4\r\n")]
    [InlineData("Transfer-Encoding: identity\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n")]
    [InlineData("Transfer-Encoding: chunked;q=1\r\n")]
    [InlineData("Transfer-Encoding: \"chunked\"\r\n")]
    [InlineData("Transfer-Encoding: gzip\r\n")]
    [InlineData("Transfer-Encoding:\x0b" + "chunked\r\n")]
    [InlineData("Transfer_Encoding\0: chunked\r\n")]
    [InlineData("X-A: b\r\n folded\r\n")]
    [InlineData("X-A: b\r\n\tTransfer-Encoding: chunked\r\n")]
    [InlineData("\r\rTransfer-Encoding: chunked\r\n")]
    [InlineData(": chunked\r\n")]
    [InlineData("no colon\r\n")]
    [InlineData("Host: y\r\n")]
    public async Task A_head_that_can_be_read_in_two_ways_is_refused(string header)
    {
        var (answers, heads) = await SendAsync($"{Post}{header}\r\n4\r\nabcd\r\n0\r\n\r\n{Hidden}");
        Assert.Matches("^HTTP/1.1 (400|501) ", answers);
        Assert.Equal(1, Answers(answers));
        Assert.Empty(heads);
    }

    [Theory]
    [InlineData("GET /deployment/iris/v2\r\n\r\n")]
    [InlineData("GET /deployment/iris/v2 HTTP/0.9\r\nHost: x\r\n\r\n")]
    [InlineData("GET /deployment/iris/v2 HTTP/1.1 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET  /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET\t/deployment/iris/v2\tHTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData(" GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GE\0T /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /deployment/iris/v2 HTTP/1.1\r\n\r\n")]
    [InlineData("GET /deployment/iris/v2 HTTP/1.1\r\nHost: x y\r\n\r\n")]
    [InlineData("GET /deployment/iris/v2 HTTP/1.1\r\nHost: x/y\r\n\r\n")]
    [InlineData("GET http://other/deployment/iris/v2 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /deployment/iris/v2\xe9 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /deployment/iris/v2\0 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET iris:80 HTTP/1.1\r\nHost: x\r\n\r\n")]
    public async Task A_request_line_or_host_out_of_shape_is_refused(string request)
    {
        var (answers, heads) = await SendAsync(request + Hidden);
        Assert.Matches("^HTTP/1.1 (400|405|505) ", answers);
        Assert.Equal(1, Answers(answers));
        Assert.Empty(heads);
    }

    [Theory]
    [InlineData("-1\r\nabcd\r\n")]
    [InlineData("0x4\r\nabcd\r\n")]
    [InlineData("+4\r\nabcd\r\n")]
    [InlineData(" 4\r\nabcd\r\n")]
    [InlineData("4 4\r\nabcd\r\n")]
    [InlineData("\r\nabcd\r\n")]
    [InlineData("4\rabcd\r\n")]
    [InlineData("4\nabcd\r\n")]
    [InlineData("4\r\nabcdXX")]
    [InlineData("4\r\nabcd\n")]
    [InlineData("3\r\nabcd\r\n")]
    [InlineData("FFFFFFFFFFFFFFFF\r\nabcd\r\n")]
    [InlineData("100000000\r\nabcd\r\n")]
    [InlineData("4;a\nb\r\nabcd\r\n")]
    [InlineData("4;a\rb\r\nabcd\r\n")]
    public async Task A_chunk_out_of_shape_ends_the_connection(string chunk)
    {
        var (answers, heads) = await SendAsync($"{Post}Transfer-Encoding: chunked\r\n\r\n{chunk}0\r\n\r\n{Hidden}");
        Assert.StartsWith("HTTP/1.1 400 ", answers);
        Assert.Equal(1, Answers(answers));
        Assert.All(heads, head => Assert.DoesNotContain("hidden", head));
        Assert.InRange(heads.Count, 0, 1);
    }

    [Theory]
    [InlineData("Transfer-Encoding: identity, chunked\r\n", "4\r\nabcd\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: CHUNKED\r\n", "4\r\nabcd\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "4\r\nabcd\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "4;a=b;c=\"d\"\r\nabcd\r\n0;x\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "4;\"0\"\r\nabcd\r\n0\r\nX-Trailer: y\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "00000004\r\nabcd\r\n000\r\n\r\n")]
    [InlineData("Connection: Transfer-Encoding, Content-Length\r\nTransfer-Encoding: chunked\r\n", "4\r\nabcd\r\n0\r\n\r\n")]
    [InlineData("Connection: Content-Length, Host\r\nContent-Length: 4\r\n", "abcd")]
    [InlineData("Content-Length: 0004\r\n", "abcd")]
    public async Task What_is_let_through_has_one_framing_and_only_its_own_bytes(string header, string body)
    {
        var (answers, heads) = await SendAsync($"{Post}{header}\r\n{body}{Hidden}");
        Assert.StartsWith("HTTP/1.1 200 ", answers);
        Assert.InRange(Answers(answers), 1, 2);
        Assert.Equal(Answers(answers), heads.Count);
        Assert.Contains("abcd", heads[0]);
        Assert.DoesNotContain("hidden", heads[0]);
        Assert.True(heads[0].Contains("\r\nContent-Length: 4\r\n") ^ heads[0].Contains("\r\nTransfer-Encoding: chunked\r\n"));
    }

    [Fact]
    public async Task A_header_whose_name_is_no_name_goes_no_further()
    {
        var (_, heads) = await SendAsync($"{Post}Transfer-Encoding\x0b: chunked\r\nConnection: close\r\n\r\n4\r\nabcd\r\n0\r\n\r\n{Hidden}");
        Assert.DoesNotContain("Transfer-Encoding", string.Concat(heads));
        Assert.InRange(heads.Count, 0, 1);
    }

    [Fact]
    public async Task A_request_inside_a_body_is_a_body()
    {
        var (answers, heads) = await SendAsync($"{Post}Connection: close\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}");
        Assert.Equal(1, Answers(answers));
        Assert.EndsWith(Hidden, Assert.Single(heads));
    }

    [Fact]
    public async Task A_question_with_a_body_keeps_it()
    {
        var (answers, heads) = await SendAsync($"GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}");
        Assert.Equal(1, Answers(answers));
        Assert.EndsWith(Hidden, Assert.Single(heads));
    }

    [Fact]
    public async Task Requests_in_a_row_are_as_many_at_the_model()
    {
        var (answers, heads) = await SendAsync(
            "GET /deployment/iris/v2/1 HTTP/1.1\r\nHost: x\r\n\r\n" + $"{Post}Content-Length: 4\r\n\r\nabcd" + Hidden);
        Assert.Equal(3, Answers(answers));
        Assert.Equal(["GET /v2/1 ", "POST /v2/x", "GET /v2/hi"], heads.Select(head => head[..10]));
    }

    [Fact]
    public async Task A_body_that_was_refused_is_not_taken_for_the_next_request()
    {
        await using var model = new ACountingModel();
        await using var gateway = (await AGateway.StartAsync(limits => limits.BodyBytes = 10)).Knowing(Routed.Iris(model.Address));
        var answers = await gateway.SendRawAsync($"{Post}Content-Length: {Hidden.Length}\r\n\r\n{Hidden}{Hidden}");
        Assert.StartsWith("HTTP/1.1 413 ", answers);
        Assert.InRange(Answers(answers), 1, 2);
        Assert.Equal(Answers(answers) - 1, model.Requests.Count);
    }

    private static int Answers(string answers) => answers.Split("HTTP/1.1 ").Length - 1;

    private static async Task<(string Answers, IReadOnlyList<string> Requests)> SendAsync(string raw)
    {
        await using var model = new ACountingModel();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var answers = await gateway.SendRawAsync(raw);
        return (answers, model.Requests);
    }
}
