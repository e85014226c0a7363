using System.Text.RegularExpressions;
using CsCheck;
using ModelDeploy.Core.Accounts;
using ModelDeploy.TestKit.Fuzzing;

namespace ModelDeploy.Portal.Tests.Fuzzing;

/// <summary>The whole portal over bare sockets: what reaches models, and what answers in their place.</summary>
public sealed partial class DataPathFuzzTests : IAsyncLifetime
{
    private const string Hidden = "GET /deployment/iris/v2/hidden HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    // A guard against waiting for ever, not a measure.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Gen<string> Heads = Gen.OneOf(
        "Content-Length: 4\r\n", "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Content-Length: 4, 4\r\n", "Content-Length: +4\r\n", "Content-Length: 0x4\r\n", "Content-Length : 4\r\n",
        "content-length: 04\r\n", $"Content-Length: {Hidden.Length}\r\n", "Content-Length:\t4\r\n", "Content-Length: 4\n", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: chunked, identity\r\n", "Transfer-Encoding: identity, chunked\r\n", "Transfer-Encoding:chunked\r\n", "Transfer-Encoding : chunked\r\n", "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding:\x0b" + "chunked\r\n", "transfer_encoding: chunked\r\n", "Transfer-Encoding: \"chunked\"\r\n", "X-A: b\r\n Transfer-Encoding: chunked\r\n", "X-A: b\r\n\tc\r\n", "X: a\rY: b\r\n",
        "X: \0\r\n", "Connection: keep-alive\r\n", "Connection: close\r\n", "Connection: Content-Length\r\n", "Connection: Transfer-Encoding, X-Forwarded-Prefix\r\n", "Upgrade: websocket\r\nConnection: Upgrade\r\n",
        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n", "Expect: 100-continue\r\n", "Host: y\r\n", "TE: trailers\r\n", "\r\n", ": x\r\n", "no colon\r\n");

    // No letters in bodies that could be taken for the length of a chunk: the gateway would rightly wait for so much.
    private static readonly Gen<string> Bodies = Gen.OneOf(
        "wxyz", "", "4\r\nwxyz\r\n", "0\r\n\r\n", "4\r\nwxyz\r\n0\r\n\r\n", "0004;a=b\r\nwxyz\r\n0\r\n\r\n", "-1\r\n", "0x4\r\nwxyz\r\n", "4\nwxyz\n0\n\n", "FFFFFFFFFFFFFFFF\r\n", "5\r\nwxyz\r\n0\r\n\r\n",
        "4\r\nwxyz\r\n0\r\nContent-Length: 9\r\n\r\n", "4;\"\r\n\r\n\"\r\nwxyz\r\n0\r\n\r\n", "0\r\n\r\n" + Hidden, "4\r\nwxyz0\r\n\r\n", Hidden);

    private APortalBeforeModels _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await APortalBeforeModels.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Only_paths_of_models_reach_the_model_that_is_meant_and_nothing_else_answers_in_its_place()
    {
        await Fuzz.HoldsAsync(HostileTarget.Any, async target =>
        {
            var (iris, rose) = (_portal.Iris.Requests.Count, _portal.Rose.Requests.Count);
            var answer = await _portal.SendAsync($"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            Assert.DoesNotMatch("^HTTP/1.1 5", answer);
            var answered = IsAnswerOfModel(answer);
            Assert.Equal(answered ? 1 : 0, _portal.Iris.Requests.Count - iris + _portal.Rose.Requests.Count - rose);
            if (answered)
                Assert.Contains(_portal.Iris.Requests.Count > iris ? "/deployment/iris/" : "/deployment/rose/", target, StringComparison.Ordinal);
            else if (target.StartsWith("/deployment/", StringComparison.Ordinal))
                Assert.Matches(OfTheGatewayOrOfTheServer(), answer);
        });
        Assert.All(_portal.Iris.Requests, request => IsOneRequestFor("iris", request));
        Assert.All(_portal.Rose.Requests, request => IsOneRequestFor("rose", request));
        Assert.True(_portal.Iris.Requests.Count > Fuzz.Count / 50, "Hardly anything reached the model.");
    }

    [Theory]
    [InlineData("/deployment/iris/../../sign-in")]
    [InlineData("/deployment/../healthz")]
    [InlineData("/deployment/iris/../../api/v1/deployments")]
    [InlineData("/deployment/iris/v2/%2e%2e/%2e%2e/../sign-in")]
    [InlineData("http://x/deployment/../sign-in")]
    [InlineData("/deployment/")]
    public async Task No_page_of_the_portal_answers_at_an_address_of_the_data_path(string target)
    {
        var answer = await _portal.SendAsync($"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404 ", answer);
        Assert.Contains("""{"error":{"code":"DeploymentNotFound",""", answer);
    }

    [Fact]
    public async Task No_model_hears_of_a_request_that_the_gateway_did_not_make_or_of_one_in_two_framings()
    {
        // Whatever the framing still waits for, the end is long enough for it, and ends the connection.
        var end = string.Concat(Enumerable.Repeat(Hidden, 3));
        await Fuzz.HoldsAsync(
            Gen.Select(Gen.OneOf("POST", "GET", "PUT", "DELETE", "OPTIONS"), Heads.Array[0, 4], Bodies.Array[0, 3]),
            async input =>
            {
                var (method, heads, bodies) = input;
                var said = $"{method} /deployment/iris/v2/x HTTP/1.1\r\nHost: x\r\n{string.Concat(heads)}\r\n{string.Concat(bodies)}{end}";
                var answer = await _portal.SendAsync(said).WaitAsync(Patience);
                Assert.DoesNotContain("HTTP/1.1 500 ", answer, StringComparison.Ordinal);
            },
            input => $"{input.Item1} {string.Concat(input.Item2)}|{string.Concat(input.Item3)}");

        Assert.All(_portal.Iris.Requests, request => IsOneRequestFor("iris", request));
        var ids = _portal.Iris.Requests.Select(request => RequestId().Match(request).Groups["id"].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.True(ids.Count > Fuzz.Count / 50, "Hardly anything reached the model.");
        Assert.True(IsAnswerOfModel(await _portal.SendAsync("GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")));
    }

    [Fact]
    public async Task Whatever_is_shown_in_place_of_a_token_is_refused()
    {
        var token = ApiTokenText.Create();
        var shown = Gen.OneOf(Mutated.Of($"Bearer {token}"), HostileText.Any, HostileText.Any.Select(text => $"Bearer {text}")).Select(text => text.Replace('\n', ' '));
        await Fuzz.HoldsAsync(shown, async text =>
        {
            var bytes = System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(text));
            Assert.Matches("^HTTP/1.1 (400|401|431) ", await _portal.SendAsync($"GET /api/v1/deployments HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {bytes}\r\n\r\n"));
        });
    }

    private static bool IsAnswerOfModel(string answer) => answer.EndsWith("\r\n\r\nhi", StringComparison.Ordinal);

    private static void IsOneRequestFor(string id, string request)
    {
        var head = request[..request.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        Assert.All(HostileTarget.ReadingsOf(head[0].Split(' ')[1].Split('?')[0]), path => Assert.True(HostileTarget.MayReachModel(path), request));
        Assert.Equal([$"X-Forwarded-Prefix: /deployment/{id}"], head.Where(line => line.StartsWith("X-Forwarded-Prefix", StringComparison.OrdinalIgnoreCase)));
        Assert.InRange(head.Count(line => line.StartsWith("Content-Length", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)), 0, 1);
    }

    /// <summary>JSON of the gateway's own, or the web server's empty refusal.</summary>
    [GeneratedRegex("""\AHTTP/1\.1 (?:(?:404|405) (?s:.*)\r\n\r\n\{"error":\{"code":"|400 Bad Request\r\nContent-Length: 0\r\n)""")]
    private static partial Regex OfTheGatewayOrOfTheServer();

    [GeneratedRegex("\r\nX-Request-Id: (?<id>[0-9a-f]{32})\r\n", RegexOptions.IgnoreCase)]
    private static partial Regex RequestId();
}
