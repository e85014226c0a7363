using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Metrics;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Metrics;

public sealed partial class MetricsTests
{
    private const string Token = "a-token-that-nobody-guesses";

    private static readonly MetricsOptions ByToken = new() { Token = Token };

    [Theory]
    [InlineData("127.0.0.1", "", true)]
    [InlineData("::1", "", true)]
    [InlineData("::ffff:127.0.0.1", "", true)]
    [InlineData("10.0.0.7", "", false)]
    [InlineData(null, "", false)]
    [InlineData("127.0.0.1", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "Forwarded", false)]
    [InlineData("127.0.0.1", "X-Forwarded-Proto", false)]
    [InlineData("127.0.0.1", "X-Original-For", false)]
    [InlineData("127.0.0.1", "via", false)]
    public void Without_a_token_only_this_machine_may_and_no_proxy(string? from, string header, bool expected)
    {
        var headers = new HeaderDictionary();
        if (header.Length > 0)
            headers[header] = "x";

        Assert.Equal(expected, MetricsAccess.Admits(new MetricsOptions(), new(), from is null ? null : IPAddress.Parse(from), headers));
        Assert.False(MetricsAccess.Admits(new MetricsOptions { Loopback = false }, new(), IPAddress.Loopback, headers));
    }

    [Theory]
    [InlineData($"Bearer {Token}", true)]
    [InlineData($"bearer {Token}", true)]
    [InlineData($"Bearer {Token}x", false)]
    [InlineData($"Basic {Token}", false)]
    [InlineData("Bearer", false)]
    [InlineData("", false)]
    public void With_a_token_only_who_sends_it_may(string authorization, bool expected) =>
        Assert.Equal(expected, MetricsAccess.Admits(ByToken, new(), IPAddress.Loopback, new HeaderDictionary { ["Authorization"] = authorization }));

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Of_those_who_are_signed_in_system_administrators_may(bool isAdmin, bool expected)
    {
        var person = ViewerClaims.PrincipalOf(new Account(new PersonKey(PersonKey.LocalIssuer, "ada"), "Ada", isAdmin), "cookie");

        Assert.Equal(expected, MetricsAccess.Admits(ByToken, person, IPAddress.Parse("10.0.0.7"), new HeaderDictionary()));
    }

    [Fact]
    public void The_token_is_not_printed() => Assert.DoesNotContain(Token, $"{ByToken}", StringComparison.Ordinal);

    [Fact]
    public async Task Prometheus_reads_what_the_gateway_has_counted()
    {
        await using var portal = new PortalFactory { Settings = new Dictionary<string, string> { ["ModelDeploy:Metrics:Token"] = Token } };
        await portal.InitializeAsync();
        var created = await portal.Services.GetRequiredService<DeploymentCommands>().CreateAsync(
            Viewer.System, "iris", ASpec.Usual.WithGroup("demo").Stopped(), TestContext.Current.CancellationToken);
        Assert.IsType<CommandResult<Deployment>.Accepted>(created);
        using var client = portal.Visitor();
        foreach (var path in new[] { "api/v1.0/predictions", "api/v1.0/predictions", "api/v1.0/feedback" })
            (await client.PostAsync($"/deployment/iris/{path}", new StringContent("{}"), TestContext.Current.CancellationToken)).Dispose();

        using var refused = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Unauthorized, ""), (refused.StatusCode, await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        List<Sample> samples = [];
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);
            Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
            samples = Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            return samples.Count(sample => sample.Name.EndsWith("_seconds_count", StringComparison.Ordinal)) == 2;
        }, "all requests are counted");

        var predictions = samples.Where(sample => sample.Labels.Contains("service=\"predictions\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, predictions.Single(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value);
        var buckets = predictions.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).Select(sample => sample.Value).ToList();
        Assert.Equal(13, buckets.Count);
        Assert.Equal(buckets.Order(), buckets);
        Assert.Equal(2, buckets[^1]);
        Assert.All(predictions, sample => Assert.Contains(
            "deployment_name=\"deploy-iris\",predictor_name=\"predictor1\",predictor_version=\"1\",model_name=\"model\",model_image=\"modeldeploy/iris\",model_version=\"1.0\"",
            sample.Labels, StringComparison.Ordinal));
        Assert.All(predictions, sample => Assert.Contains("method=\"post\",code=\"503\"", sample.Labels, StringComparison.Ordinal));
        Assert.Contains(samples, sample => sample is { Name: "modeldeploy_replicas_wanted", Value: 0 });
    }

    [Fact]
    public void Texts_of_people_cannot_break_the_format()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var text = new MetricsText(output, MetricsFormat.Prometheus);

        text.Begin("a", "gauge", "One\nline \\ two");
        text.Sample("a", [("x", "say \"hi\"\n\\")], double.PositiveInfinity);

        Assert.Equal("# HELP a One\\nline \\\\ two\n# TYPE a gauge\na{x=\"say \\\"hi\\\"\\n\\\\\"} +Inf\n", System.Text.Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("", MetricsFormat.Prometheus)]
    [InlineData("*/*", MetricsFormat.Prometheus)]
    [InlineData("text/plain;version=0.0.4", MetricsFormat.Prometheus)]
    [InlineData("application/openmetrics-text; version=1.0.0", MetricsFormat.OpenMetrics)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", MetricsFormat.OpenMetrics)]
    [InlineData("text/plain;q=0.9,application/openmetrics-text;q=0.5", MetricsFormat.Prometheus)]
    [InlineData("application/openmetrics-text;q=0", MetricsFormat.Prometheus)]
    public void The_reader_says_which_text_it_wants(string accept, MetricsFormat expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Accept = accept;

        Assert.Equal(expected, MetricsFormats.For(request.GetTypedHeaders().Accept));
    }

    [Theory]
    [InlineData(MetricsFormat.Prometheus, "# HELP a_total All \"of\" it\n# TYPE a_total counter\na_total{x=\"y\"} 2\n", "5")]
    [InlineData(MetricsFormat.OpenMetrics, "# HELP a All \\\"of\\\" it\n# TYPE a counter\na_total{x=\"y\"} 2\n# EOF\n", "5.0")]
    public void A_counter_is_the_same_series_in_both_texts(MetricsFormat format, string expected, string bound)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var text = new MetricsText(output, format);

        text.Begin("a", "counter", "All \"of\" it");
        text.Count("a", [("x", "y")], 2);
        text.End();

        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal((bound, "0.25", "+Inf"), (text.Bound(5), text.Bound(0.25), text.Bound(double.PositiveInfinity)));
    }

    private sealed record Sample(string Name, string Labels, double Value);

    // Every line must be one of the format's own, and each metric's samples must stand together behind its type.
    private static List<Sample> Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        List<Sample> samples = [];
        var metric = "";
        HashSet<string> seen = [];
        foreach (var line in text[..^1].Split('\n'))
        {
            if (TypeLine().Match(line) is { Success: true } type)
                Assert.True(seen.Add(metric = type.Groups["name"].Value), $"{metric} is there twice");
            if (line.StartsWith('#'))
                continue;
            var match = SampleLine().Match(line);
            Assert.True(match.Success, line);
            Assert.StartsWith(metric, match.Groups["name"].Value, StringComparison.Ordinal);
            var value = match.Groups["value"].Value;
            samples.Add(new Sample(match.Groups["name"].Value, match.Groups["labels"].Value, double.Parse(value.Replace("+Inf", "Infinity"), CultureInfo.InvariantCulture)));
        }
        return samples;
    }

    [GeneratedRegex(@"^# TYPE (?<name>[a-zA-Z_][a-zA-Z0-9_]*) (counter|gauge|histogram)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("""^(?<name>[a-zA-Z_][a-zA-Z0-9_]*)\{(?<labels>([a-z_]+="([^"\\\n]|\\[\\"n])*",?)*)\} (?<value>[-+0-9.eE]+|\+Inf)$""")]
    private static partial Regex SampleLine();
}
