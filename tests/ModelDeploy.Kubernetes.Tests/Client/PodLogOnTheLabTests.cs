using System.Globalization;
using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Tests.Lab;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Client;

/// <summary>Logs of real pods.</summary>
public sealed class PodLogOnTheLabTests : IAsyncLifetime
{
    private static readonly PodLogQuery Log = new("model");
    private ATestNamespace _namespace = null!;

    public async ValueTask InitializeAsync() => _namespace = await ATestNamespace.CreateAsync();

    public ValueTask DisposeAsync() => _namespace is null ? ValueTask.CompletedTask : _namespace.DisposeAsync();

    [Fact]
    public async Task A_log_is_followed_with_the_time_of_every_line_until_its_pod_goes()
    {
        await StartAsync("talker", ("LOG_EVERY", "1"));
        await BegunAsync("talker", Log);

        using var lines = new StreamReader((await OpenAsync("talker", Log with { Follow = true })).Value!);
        List<string> read = [];
        while (read.Count(line => line.Contains(": line ", StringComparison.Ordinal)) < 3)
            read.Add((await lines.ReadLineAsync())!);
        await _namespace.Client.DeleteAsync(Kinds.Pod, _namespace.Name, "talker", null, default);
        while (await lines.ReadLineAsync() is { } line)
            read.Add(line);

        Assert.Contains(read, line => line.EndsWith("stopping", StringComparison.Ordinal));
        var times = read.Where(line => line.Contains("INFO", StringComparison.Ordinal))
            .Select(line => DateTimeOffset.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public async Task Only_the_newest_lines_or_those_since_a_second_can_be_asked_for()
    {
        await StartAsync("talker", ("LOG_EVERY", "1"));
        await Eventually.TrueAsync(async () => (await LinesAsync("talker", Log)).Length >= 5, "five lines");

        Assert.Equal(2, (await LinesAsync("talker", Log with { Tail = 2 })).Length);
        var all = await LinesAsync("talker", Log);
        var third = DateTimeOffset.Parse(all[2].Split(' ')[0], CultureInfo.InvariantCulture);
        var since = await LinesAsync("talker", Log with { Since = third });
        Assert.Contains(all[2], since);
        Assert.DoesNotContain(all[0], since);
    }

    [Fact]
    public async Task The_log_before_a_crash_can_be_read()
    {
        await StartAsync("crasher", ("CRASH_AFTER", "1"));
        await BegunAsync("crasher", Log with { Previous = true });

        Assert.Contains(await LinesAsync("crasher", Log with { Previous = true }), line => line.Contains("CRASH_AFTER is over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pod_that_is_not_there_is_not_found_and_a_container_that_has_not_begun_a_bad_request()
    {
        await StartAsync("no-image", image: "localhost/there-is-no-such-image:1");

        Assert.Equal(ApiReason.NotFound, (await OpenAsync("nobody", Log)).Error!.Reason);
        await Eventually.TrueAsync(async () => (await OpenAsync("no-image", Log)).Error is { Reason: ApiReason.BadRequest }, "it waits for its image");
    }

    [Fact]
    public async Task A_pod_that_no_node_has_yet_has_an_empty_log()
    {
        await StartAsync("homeless", image: "localhost/model-server:1", node: "there-is-no-such-node");

        using var lines = new StreamReader((await OpenAsync("homeless", Log with { Follow = true })).Value!);
        Assert.Equal("", await lines.ReadToEndAsync());
    }

    private async Task StartAsync(string name, params (string Name, string Value)[] environment) => await StartAsync(name, "localhost/model-server:1", null, environment);

    private async Task StartAsync(string name, string image, string? node = null, params (string Name, string Value)[] environment)
    {
        var pod = ATestNamespace.Named("v1", "Pod", name);
        pod["spec"] = new JsonObject
        {
            ["terminationGracePeriodSeconds"] = 5,
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = "model",
                ["image"] = image,
                ["env"] = new JsonArray([.. environment.Select(variable => new JsonObject { ["name"] = variable.Name, ["value"] = variable.Value })]),
                ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["cpu"] = "0.01", ["memory"] = "16Mi" } },
            }),
        };
        if (node is not null)
            pod["spec"]!["nodeSelector"] = new JsonObject { ["kubernetes.io/hostname"] = node };
        Assert.Null((await _namespace.Client.CreateAsync<JsonObject>(Kinds.Pod, _namespace.Name, pod, default)).Error);
    }

    // Before a pod has a node its log is empty, and is no refusal.
    private Task BegunAsync(string pod, PodLogQuery query) => Eventually.TrueAsync(async () => (await LinesAsync(pod, query)).Length > 0, "the container has begun");

    private Task<ApiResult<Stream>> OpenAsync(string pod, PodLogQuery query) => _namespace.Client.OpenLogAsync(_namespace.Name, pod, query, default);

    private async Task<string[]> LinesAsync(string pod, PodLogQuery query)
    {
        if (!(await OpenAsync(pod, query)).Is(out var stream, out _))
            return [];
        using var lines = new StreamReader(stream);
        return (await lines.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
