using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelDeploy.Gateway.Routing;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests;

/// <summary>Replicas that are ready, but to which no connection comes about in time: packets are dropped, as a NetworkPolicy does.</summary>
public sealed class ConnectTimeoutTests
{
    private const string Path = "/deployment/iris/v2/x";

    [Theory]
    [InlineData(false, "A replica is ready, but does not take connections from the gateway within 0.3 s.")]
    [InlineData(true, "A replica is ready, but does not take connections from the gateway within 0.3 s; a NetworkPolicy may keep the gateway out: see docs/kubernetes.md.")]
    public async Task It_is_told_with_its_time_and_of_pods_with_what_may_be_behind_it(bool pods, string message)
    {
        using var full = await AFullModel.StartAsync();
        await using var gateway = await StartAsync(pods, full.Address);

        using var answer = await gateway.Http.PostAsync(Path, new StringContent("body"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ConnectTimedOut"), (answer.StatusCode, await AGateway.ErrorCodeAsync(answer)));
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(message, await MessageAsync(answer));
    }

    [Fact]
    public async Task A_connection_that_is_refused_is_no_matter_of_policies()
    {
        var refusing = new TcpListener(IPAddress.Loopback, 0);
        refusing.Start();
        var address = $"http://{refusing.LocalEndpoint}";
        refusing.Stop();
        await using var gateway = await StartAsync(pods: true, address);

        using var answer = await gateway.Http.PostAsync(Path, new StringContent("body"));

        Assert.Equal("Unreachable", await AGateway.ErrorCodeAsync(answer));
        Assert.DoesNotContain("NetworkPolicy", await MessageAsync(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void When_a_pod_is_left_alone_for_it_the_log_tells_what_may_be_behind_it(bool pods, int lines)
    {
        var log = new Lines();
        var rotation = new Rotation(Options.Create(new GatewayOptions { EjectAfter = 2, ReplicasArePods = pods }), new ManualTime(DateTimeOffset.UnixEpoch), log);
        var route = RouteTable.Empty.Fold([new(Routed.Iris("http://10.244.0.7:9000").Key, Routed.Iris("http://10.244.0.7:9000"))]).Find("iris")!;

        rotation.Note(route, route.Replicas[0], CallOutcome.NotTaken);
        Assert.Empty(log.Told);
        rotation.Note(route, route.Replicas[0], CallOutcome.NotTaken);

        Assert.Contains(log.Told, line => line.Contains("out of rotation", StringComparison.Ordinal));
        Assert.Equal(lines, log.Told.Count(line => line.Contains("a NetworkPolicy may keep the gateway out", StringComparison.Ordinal)));
    }

    private static async Task<AGateway> StartAsync(bool pods, string address) =>
        (await AGateway.StartAsync(limits => (limits.ConnectTimeout, limits.ReplicasArePods) = (TimeSpan.FromMilliseconds(300), pods))).Knowing(Routed.Iris(address));

    private static async Task<string?> MessageAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("error").GetProperty("message").GetString();
    }

    private sealed class Lines : ILogger<Rotation>
    {
        public List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Told.Add(formatter(state, exception));
    }
}
