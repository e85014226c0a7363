using ModelDeploy.Portal.Tests.Fuzzing;

namespace ModelDeploy.Portal.Tests.Proxies;

/// <summary>What models are told of who asks, when the whole portal stands behind a proxy. The data path runs before most of the host.</summary>
public sealed class ModelsBehindProxiesTests
{
    private static readonly (string, string)[] Said =
    [
        ("X-Forwarded-For", "198.51.100.1, 203.0.113.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "attacker.example"), ("X-Forwarded-Prefix", "/attacker"),
        ("X-Forwarded-User", "attacker"), ("X-Original-For", "attacker"), ("X_Original_Proto", "attacker"), ("Forwarded", "for=attacker"), ("X-Real-IP", "attacker"),
    ];

    [Theory]
    [InlineData("127.0.0.2", "203.0.113.7", "https")]
    [InlineData("127.0.0.1", "127.0.0.1", "http")]
    public async Task A_model_learns_the_clients_address_and_scheme_and_nothing_that_somebody_pretends(string from, string client, string scheme)
    {
        await using var portal = await APortalBeforeModels.StartAsync(new Dictionary<string, string> { ["ModelDeploy:TrustedProxies"] = "127.0.0.2" });
        using var visitor = AVisit.From(from, portal.Address);

        using var answer = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/deployment/iris/v2/asked").With(Said), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var head = portal.Iris.Requests[^1].Split("\r\n");
        Assert.StartsWith("GET /v2/asked ", head[0], StringComparison.Ordinal);
        Assert.Equal(
            [$"X-Forwarded-For: {client}", $"X-Forwarded-Host: {new Uri(portal.Address).Authority}", "X-Forwarded-Prefix: /deployment/iris", $"X-Forwarded-Proto: {scheme}"],
            head.Where(line => line.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(head, line => line.Contains("attacker", StringComparison.Ordinal) || line.Contains("Original", StringComparison.OrdinalIgnoreCase) || line.Contains("127.0.0.2", StringComparison.Ordinal));
    }
}
