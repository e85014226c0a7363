using System.Text;
using System.Text.RegularExpressions;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit.Http;

namespace ModelDeploy.Gateway.Tests;

/// <summary>Headers over the wire: twice, too large, in other encodings, named by <c>Connection</c>.</summary>
public sealed class HeaderShapeTests
{
    [Fact]
    public async Task Of_two_request_ids_neither_is_believed_and_the_model_sees_one()
    {
        var (answer, request) = await AskAsync("X-Request-Id: a\r\nX-Request-Id: b\r\n");
        var made = Assert.Single(Regex.Matches(request!, "\r\nX-Request-Id: (.*)\r\n", RegexOptions.IgnoreCase)).Groups[1].Value;
        Assert.Matches("^[0-9a-f]{32}$", made);
        Assert.Single(Regex.Matches(answer, $"\r\nX-Request-Id: {made}\r\n"));
    }

    [Fact]
    public async Task A_model_cannot_change_the_request_id_of_an_answer()
    {
        await using var model = ARawModel.Answering("HTTP/1.1 200 OK\r\nX-Request-Id: other\r\nX-Request-Id: another\r\nContent-Length: 0\r\n\r\n");
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var answer = await gateway.SendRawAsync("GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\nConnection: close\r\n\r\n");
        Assert.Contains("\r\nX-Request-Id: mine\r\n", answer);
        Assert.DoesNotContain("other", answer);
    }

    [Theory]
    [InlineData("Host: y\r\n")]
    [InlineData("Host: x\r\n")]
    [InlineData("Content-Length: 0\r\nContent-Length: 0\r\n")]
    [InlineData("X-Latin: caf\xe9\r\n")]
    [InlineData("X-Null: a\0b\r\n")]
    [InlineData("X-\xdc: a\r\n")]
    public async Task A_header_out_of_shape_is_refused_before_the_model_hears_of_it(string header)
    {
        var (answer, request) = await AskAsync(header);
        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Null(request);
    }

    [Fact]
    public async Task Values_in_UTF_8_pass_byte_for_byte()
    {
        var bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("größe 😀"));
        var (answer, request) = await AskAsync($"X-Title: {bytes}\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.Contains($"\r\nX-Title: {bytes}\r\n", request);
    }

    [Fact]
    public async Task A_models_value_in_another_encoding_costs_no_answer()
    {
        await using var model = ARawModel.That(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nX-Latin: caf\xe9\r\nContent-Length: 2\r\n\r\nhi");
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        Assert.Equal("hi", await gateway.Http.GetStringAsync("/deployment/iris/v2"));
    }

    [Theory]
    [InlineData(1, 40_000)]
    [InlineData(200, 10)]
    public async Task Headers_that_are_too_many_or_too_large_are_refused(int count, int size)
    {
        var (answer, request) = await AskAsync(string.Concat(Enumerable.Range(0, count).Select(number => $"X-{number}: {new string('a', size)}\r\n")));
        Assert.StartsWith("HTTP/1.1 431 ", answer);
        Assert.Null(request);
    }

    [Fact]
    public async Task A_target_that_is_too_long_is_refused()
    {
        await using var model = new ACountingModel();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var answer = await gateway.SendRawAsync($"GET /deployment/iris/v2/{new string('a', 9000)} HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 414 ", answer);
        Assert.Empty(model.Requests);
    }

    [Fact]
    public async Task A_model_that_answers_with_too_large_headers_is_a_bad_gateway()
    {
        await using var model = ARawModel.Answering($"HTTP/1.1 200 OK\r\nX-Large: {new string('a', 100_000)}\r\nContent-Length: 0\r\n\r\n");
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var answer = await gateway.SendRawAsync("POST /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 502 ", answer);
    }

    [Fact]
    public async Task What_Connection_names_is_dropped_but_not_what_the_gateway_says()
    {
        await using var model = new ACountingModel();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        // No "close" or "keep-alive" among the names: of a list that has one, the server keeps that one alone.
        var answer = await gateway.SendRawAsync(
            "GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nX-Mine: secret\r\nX-Other: kept\r\nX-Request-Id: id-1\r\n"
            + "Connection: X-Mine, X-Nothing\r\nConnection: x-request-id,X-Forwarded-For, X-Forwarded-Host\r\n\r\n"
            + "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        var request = Assert.Single(model.Requests);
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.DoesNotContain("secret", request);
        Assert.Contains("\r\nX-Other: kept\r\n", request);
        Assert.Contains("\r\nX-Request-Id: id-1\r\n", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\nX-Forwarded-For: 127.0.0.1\r\n", request);
        Assert.Contains("\r\nX-Forwarded-Host: x\r\n", request);
    }

    [Fact]
    public async Task A_header_that_came_twice_goes_on_with_both_values_in_order()
    {
        var (_, request) = await AskAsync("X-Twice: a\r\nX-Between: b\r\nX-Twice: c\r\n");
        Assert.Equal("a,c", string.Join(',', Regex.Matches(request!, "\r\nX-Twice: (.*)").Select(match => match.Groups[1].Value.Trim())).Replace(" ", ""));
    }

    private static async Task<(string Answer, string? Request)> AskAsync(string headers)
    {
        await using var model = new ACountingModel();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var answer = await gateway.SendRawAsync($"GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n");
        return (answer, model.Requests.SingleOrDefault());
    }
}
