using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit.Http;

namespace ModelDeploy.Gateway.Tests;

/// <summary>Paths over the wire: to the model byte for byte, or not at all.</summary>
public sealed class PathShapeTests
{
    [Theory]
    [InlineData("/v2/models/m%C3%BCller/infer")]
    [InlineData("/v2/models/a+b,c;v=1/infer")]
    [InlineData("/v2/models/~user!$&'()*@x:y=z/infer")]
    [InlineData("/v2/models/%E2%82%AC%F0%9F%98%80")]
    [InlineData("/v2/models/...")]
    [InlineData("/v2/models/..a/b..")]
    [InlineData("/v2/models/%20%3f%23")]
    [InlineData("/v2/models/m?path=../../x%00%2f%5c&a[]=b|c^d`e{}\\\"<>")]
    [InlineData("/api/v1.0/predictions/")]
    [InlineData("/v1/models/m:predict?")]
    public async Task What_is_allowed_reaches_the_model_byte_for_byte(string target)
    {
        var (answer, requests) = await AskAsync(target);
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.StartsWith($"GET {target} HTTP/1.1\r\n", Assert.Single(requests));
    }

    [Theory]
    [InlineData("/v2/%2e%2e/metrics")]
    [InlineData("/v2/%2E./metrics")]
    [InlineData("/v2/..%2fmetrics")]
    [InlineData("/v2/..%5cmetrics")]
    [InlineData("/v2/..\\metrics")]
    [InlineData("/v2\\..\\metrics")]
    [InlineData("/v2/../metrics")]
    [InlineData("/v2/a/../../metrics")]
    [InlineData("/v2/./../metrics")]
    [InlineData("/v2/..;/metrics")]
    [InlineData("/v2/..;a=b/metrics")]
    [InlineData("/v2/..%3b/metrics")]
    [InlineData("/v2/..%3Ba/metrics")]
    [InlineData("/v2;/../metrics")]
    [InlineData("/v2//metrics")]
    [InlineData("//v2/metrics")]
    [InlineData("/v2/%252e%252e/metrics")]
    [InlineData("/v2/%25252e/metrics")]
    [InlineData("/v2/%2%65%2e/metrics")]
    [InlineData("/v2/%00/metrics")]
    [InlineData("/v2/x%00.json")]
    [InlineData("/v2/%0d%0aX-Injected:%20y")]
    [InlineData("/v2/%c0%ae%c0%ae/metrics")]
    [InlineData("/v2/..%c0%afmetrics")]
    [InlineData("/v2/%e0%80%ae%e0%80%ae/metrics")]
    [InlineData("/v2/..%e0%80%afmetrics")]
    [InlineData("/v2/%f0%80%80%ae/metrics")]
    [InlineData("/v2/%c1%9c../metrics")]
    [InlineData("/v2/%ff")]
    [InlineData("/v2/%c3")]
    [InlineData("/v2/%ed%a0%80")]
    [InlineData("/v2/%u002e%u002e/metrics")]
    [InlineData("/metrics")]
    [InlineData("/%6detrics")]
    [InlineData("/v2%2fmodels")]
    [InlineData("/V2/models")]
    [InlineData("/v1/models%00")]
    public async Task What_could_lead_elsewhere_is_not_found(string target)
    {
        var (answer, requests) = await AskAsync(target);
        Assert.Matches("^HTTP/1.1 (400|404) ", answer);
        Assert.Empty(requests);
    }

    [Theory]
    [InlineData("/deployment/iris%2fv2/models")]
    [InlineData("/deployment/./iris/v2")]
    [InlineData("/deployment/%69ris/v2")]
    [InlineData("/%64eployment/iris/v2")]
    [InlineData("/deployment//iris/v2")]
    [InlineData("//deployment/iris/v2")]
    [InlineData("/deployment/iris;x/v2")]
    [InlineData("/deployment/iris\\v2/v2")]
    public async Task The_way_to_a_deployment_has_one_spelling(string target)
    {
        var (answer, requests) = await AskAsync(target, root: "");
        Assert.StartsWith("HTTP/1.1 404 ", answer);
        Assert.Empty(requests);
    }

    [Theory]
    [InlineData("http://x/deployment/iris/v2/models?a=b", "GET /v2/models?a=b HTTP/1.1\r\n")]
    public async Task The_absolute_form_reaches_the_model_in_the_plain_one(string target, string line)
    {
        var (answer, requests) = await AskAsync(target, root: "");
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.StartsWith(line, Assert.Single(requests));
    }

    [Theory]
    [InlineData("http://x/deployment/iris/metrics")]
    [InlineData("http://x/deployment/iris/v2/../metrics")]
    [InlineData("http://x/metrics")]
    [InlineData("http://x/a://b/deployment/iris/v2")]
    public async Task The_absolute_form_opens_no_other_way(string target)
    {
        var (answer, requests) = await AskAsync(target, root: "");
        Assert.StartsWith("HTTP/1.1 404 ", answer);
        Assert.Empty(requests);
    }

    private static async Task<(string Answer, IReadOnlyList<string> Requests)> AskAsync(string target, string root = "/deployment/iris")
    {
        await using var model = new ACountingModel();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        return (await gateway.SendRawAsync($"GET {root}{target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), model.Requests);
    }
}
