using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Operations;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Gateway.Tests.Clients;

public sealed class PrivateEndpointTests
{
    private const string Path = "/deployment/iris/v2";

    private static readonly string Key = ClientKeyText.Create();
    private static readonly string Other = ClientKeyText.Create();
    private static readonly AuthenticationHeaderValue Shown = new("Bearer", Key);

    private readonly ManualTime _time = new(AChange.Start);

    [Fact]
    public async Task A_client_is_let_in_by_bearer_and_by_basic_and_the_model_is_told_who_calls()
    {
        await using var model = await AModel.ThatAsync(context => context.Response.WriteAsync(
            $"{context.Request.Headers["X-Forwarded-User"]} {context.Request.Headers.Authorization.Count}"));
        await using var gateway = await AGateway.StartAsync();
        gateway.Knowing(PrivateIris(model.Address, AClient.With("ci", Key), AClient.With("app", Other)));

        Assert.Equal("ci 0", await SayAsync(gateway, Shown));
        Assert.Equal("ci 0", await SayAsync(gateway, Basic("ci", Key)));
        Assert.Equal("app 0", await SayAsync(gateway, Basic("app", Other)));
    }

    [Fact]
    public async Task What_is_no_good_key_of_this_deployment_never_reaches_the_model()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.StartAsync(time: _time);
        var expired = AClient.Key(Other, AChange.Start);
        gateway.Knowing(
            PrivateIris(model.Address, AClient.With("ci", Key), new EndpointClient("old", [expired])),
            ADeployment.Named("rose").WithSpec(spec => spec.PrivateFor(AClient.With("rose", ClientKeyText.Create()))));

        foreach (var wrong in new[]
        {
            new AuthenticationHeaderValue("Bearer", ClientKeyText.Create()),
            new AuthenticationHeaderValue("Bearer", Key[..^1] + (Key[^1] == 'A' ? 'B' : 'A')),
            new AuthenticationHeaderValue("Bearer", Other),
            new AuthenticationHeaderValue("Bearer", ClientKeyText.HashOf(Key)),
            Basic("old", Other), Basic("app", Key), Basic("CI", Key), Basic("ci", "wrong"), new AuthenticationHeaderValue("Token", Key),
        })
        {
            using var answer = await SendAsync(gateway, wrong);
            Assert.Equal((HttpStatusCode.Unauthorized, "KeyRefused"), (answer.StatusCode, await AGateway.ErrorCodeAsync(answer)));
            Assert.Equal(["Bearer", "Basic"], answer.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
        }
        using var elsewhere = await SendAsync(gateway, Shown, "/deployment/rose/v2");
        Assert.Equal(HttpStatusCode.Unauthorized, elsewhere.StatusCode);
        using var without = await gateway.Http.GetAsync(Path);
        Assert.Equal("KeyNeeded", await AGateway.ErrorCodeAsync(without));
        Assert.Equal(0, model.Requests);
    }

    [Fact]
    public async Task A_key_ends_at_its_time_and_not_before()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.StartAsync(time: _time);
        gateway.Knowing(PrivateIris(model.Address, new EndpointClient("ci", [AClient.Key(Other), AClient.Key(Key, AChange.Start.AddDays(1))])));

        _time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        Assert.Equal("hello", await SayAsync(gateway, Shown));
        _time.Advance(TimeSpan.FromTicks(1));
        using var late = await SendAsync(gateway, Shown);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        Assert.Equal("hello", await SayAsync(gateway, new("Bearer", Other)));
    }

    [Fact]
    public async Task Nobody_says_for_themselves_who_they_are_and_of_two_headers_none_counts()
    {
        await using var model = await AModel.ThatAsync(context => context.Response.WriteAsync(string.Join('|',
            context.Request.Headers.Where(header => header.Key.Replace('_', '-').Contains("Forwarded-User", StringComparison.OrdinalIgnoreCase)).Select(header => $"{header.Key}={header.Value}"))));
        await using var gateway = await AGateway.StartAsync();
        gateway.Knowing(PrivateIris(model.Address, AClient.With("ci", Key)));

        var answer = await gateway.SendRawAsync(
            $"GET {Path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-User: admin\r\nX_Forwarded_User: admin\r\nx-forwarded-user: root\r\nAuthorization: Bearer {Key}\r\nConnection: close\r\n\r\n");
        Assert.Contains("X-Forwarded-User=ci", answer);
        Assert.DoesNotContain("admin", answer);
        Assert.DoesNotContain("root", answer);

        foreach (var second in new[] { $"Bearer {Key}", "Bearer other", "" })
        {
            var twice = await gateway.SendRawAsync($"GET {Path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Key}\r\nAuthorization: {second}\r\nConnection: close\r\n\r\n");
            Assert.Matches("^HTTP/1.1 (400|401) ", twice);
        }
        Assert.Equal(1, model.Requests);
    }

    [Fact]
    public async Task A_client_that_has_not_heard_that_the_endpoint_is_public_does_not_give_its_key_to_the_model()
    {
        await using var model = await AModel.ThatAsync(context => context.Response.WriteAsync($"[{context.Request.Headers.Authorization}]"));
        await using var gateway = await AGateway.BeforeAsync(model.Address);

        Assert.Equal("[]", await SayAsync(gateway, Shown));
        Assert.Equal("[]", await SayAsync(gateway, Basic("ci", Key)));
        Assert.Equal("[Bearer a-model's-own]", await SayAsync(gateway, new("Bearer", "a-model's-own")));
    }

    [Fact]
    public async Task Who_calls_too_often_is_told_when_to_come_again_and_others_are_not_kept_waiting()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.StartAsync(limits => limits.ClientRequestsPerSecond = 2, time: _time);
        gateway.Knowing(PrivateIris(model.Address, AClient.With("ci", Key), AClient.With("app", Other)));

        Assert.Equal("hello", await SayAsync(gateway, Shown));
        Assert.Equal("hello", await SayAsync(gateway, Shown));
        using var third = await SendAsync(gateway, Shown);
        Assert.Equal((HttpStatusCode.TooManyRequests, "TooManyRequests"), (third.StatusCode, await AGateway.ErrorCodeAsync(third)));
        Assert.Equal(TimeSpan.FromSeconds(1), third.Headers.RetryAfter?.Delta);
        Assert.Equal("hello", await SayAsync(gateway, new("Bearer", Other)));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("hello", await SayAsync(gateway, Shown));
        Assert.Equal(4, model.Requests);
    }

    [Fact]
    public async Task What_each_client_does_is_counted_and_outlives_changes_of_its_keys()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.StartAsync(time: _time);
        var iris = PrivateIris(model.Address, AClient.With("ci", Key), AClient.With("app", Other));
        gateway.Knowing(iris);
        await SayAsync(gateway, Shown);
        _time.Advance(TimeSpan.FromMinutes(3));
        await SayAsync(gateway, Shown);
        (await SendAsync(gateway, new("Bearer", ClientKeyText.Create()))).Dispose();

        gateway.Knowing(iris.WithSpec(spec => spec.PrivateFor(AClient.With("ci", Key, ClientKeyText.Create()), AClient.With("app", Other))));

        var uses = gateway.Counters.ClientsOf("iris");
        Assert.Equal((2, AChange.Start.AddMinutes(3)), (uses["ci"].Requests, uses["ci"].LastUsedAt));
        Assert.Equal((0, null), (uses["app"].Requests, uses["app"].LastUsedAt));
    }

    [Fact]
    public async Task Clients_that_cannot_be_read_let_nobody_in()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.StartAsync();
        gateway.Knowing(PrivateIris(model.Address, AClient.With("ci", Key), new EndpointClient("app", [AClient.Key(Other) with { Hash = "?" }])));

        foreach (var shown in new[] { Shown, new("Bearer", Other), null })
        {
            using var answer = await SendAsync(gateway, shown);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "KeysUnknown"), (answer.StatusCode, await AGateway.ErrorCodeAsync(answer)));
            Assert.NotNull(answer.Headers.RetryAfter);
        }
        Assert.Equal(0, model.Requests);
    }

    [Fact]
    public async Task A_store_that_has_been_away_for_long_may_hold_that_a_key_was_taken_back()
    {
        await using var model = await AModel.SayingAsync("hello");
        var outages = new Outages();
        await using var gateway = await AGateway.StartAsync(time: _time, services: services => services.AddSingleton(outages));
        gateway.Knowing(PrivateIris(model.Address, AClient.With("ci", Key)));

        outages.Tell(OutageOf.Controller, new Outage(OutageOf.Controller, AChange.Start.AddDays(-1), "nobody leads"));
        outages.Tell(OutageOf.Store, new Outage(OutageOf.Store, AChange.Start, "no route"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("hello", await SayAsync(gateway, Shown));
        _time.Advance(TimeSpan.FromTicks(1));
        using var answer = await SendAsync(gateway, Shown);
        Assert.Equal("KeysUnknown", await AGateway.ErrorCodeAsync(answer));

        gateway.Knowing(Routed.Iris(model.Address));
        Assert.Equal("hello", await gateway.Http.GetStringAsync(Path));
        gateway.Knowing(PrivateIris(model.Address, AClient.With("ci", Key)));
        outages.Tell(OutageOf.Store, null);
        Assert.Equal("hello", await SayAsync(gateway, Shown));
    }

    [Fact]
    public async Task From_public_to_private_and_back_no_request_with_a_key_fails()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.StartAsync();
        var open = Routed.Iris(model.Address);
        var closed = open.WithSpec(spec => spec.PrivateFor(AClient.With("ci", Key)));
        gateway.Knowing(open);
        using var enough = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            for (; !enough.IsCancellationRequested; count++)
                Assert.Equal("hello", await SayAsync(gateway, Shown));
            return count;
        })).ToList();

        for (var i = 0; i < 20; i++)
        {
            var before = model.Requests;
            gateway.Knowing(i % 2 == 0 ? closed : open);
            await Eventually.TrueAsync(() => model.Requests >= before + 8, "some requests were answered since");
        }
        await enough.CancelAsync();

        Assert.All(await Task.WhenAll(calls), count => Assert.True(count > 0));
    }

    private static Deployment PrivateIris(string address, params EndpointClient[] clients) =>
        Routed.Iris(address).WithSpec(spec => spec.PrivateFor(clients));

    private static AuthenticationHeaderValue Basic(string client, string key) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client}:{key}")));

    private static async Task<string> SayAsync(AGateway gateway, AuthenticationHeaderValue? shown)
    {
        using var answer = await SendAsync(gateway, shown);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> SendAsync(AGateway gateway, AuthenticationHeaderValue? shown, string path = Path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = shown;
        return await gateway.Http.SendAsync(request);
    }
}
