using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store;
using ModelDeploy.Kubernetes.Tests.Client;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Store;

/// <summary>Why a store cannot be opened, in words that help.</summary>
public sealed class OpeningTests
{
    private const string Empty = """{"metadata":{"resourceVersion":"1"},"items":[]}""";
    private static readonly KubernetesOptions Options = new() { Namespace = "models" };

    [Theory]
    [InlineData("phdeployments", "PhDeployment")]
    [InlineData("phdeploymentchanges", "PhDeploymentChange")]
    [InlineData("groups", "Group")]
    [InlineData("instancetypes", "InstanceType")]
    public async Task A_kind_that_is_not_installed_is_told_with_the_command_that_installs_it(string plural, string kind)
    {
        var refused = await RefusedAsync(plural, HttpStatusCode.NotFound, "404 page not found");

        Assert.Contains($"does not know {kind}", refused, StringComparison.Ordinal);
        Assert.Contains("kubectl apply -f deploy/crd/", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_as_an_older_version_had_it_is_told_with_the_command_that_installs_it_again()
    {
        await using var server = await AnApiServer.ThatAsync(context => context.Request.Query.ContainsKey("watch")
            ? Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default)
            : context.Response.WriteAsync(context.Request.Path == "/apis/primehub.io/v1alpha1" ? """{"resources":[{"name":"groups"}]}""" : Empty));
        using var client = server.Client();

        var refused = await Assert.ThrowsAsync<ClusterAccessException>(() =>
            ClusterStore.OpenAsync(client, Options, TimeProvider.System, NullLoggerFactory.Instance, default));

        Assert.Contains("knows Group only as an older version had it", refused.Message, StringComparison.Ordinal);
        Assert.Contains("kubectl apply -f deploy/crd/", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phdeployments")]
    [InlineData("secrets")]
    public async Task A_right_that_is_missing_is_told_with_verb_and_resource(string plural)
    {
        var said = $"{plural} is forbidden: User \"ada\" cannot list resource \"{plural}\" in the namespace \"models\"";

        var refused = await RefusedAsync(plural, HttpStatusCode.Forbidden, $$"""{"kind":"Status","reason":"Forbidden","code":403,"message":"{{said.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""");

        Assert.Contains($"cannot list resource \"{plural}\"", refused, StringComparison.Ordinal);
        Assert.Contains("docs/kubernetes.md", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_waited_for_and_then_told()
    {
        var clock = new ManualTime(AChange.Start);
        using var client = new ApiClient(new ClusterAccess { Server = new Uri("http://127.0.0.1:1"), Credential = Credential.None }, clock);
        var opening = ClusterStore.OpenAsync(client, Options, clock, NullLoggerFactory.Instance, default);

        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return opening.IsCompleted;
        }, "it gives up");

        var refused = await Assert.ThrowsAsync<ClusterAccessException>(() => opening);
        Assert.Contains("The cluster does not answer", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(string plural, HttpStatusCode status, string body)
    {
        await using var server = await AnApiServer.ThatAsync(context =>
        {
            var isMeant = context.Request.Path.Value!.EndsWith($"/{plural}", StringComparison.Ordinal);
            if (!isMeant && context.Request.Query.ContainsKey("watch"))
                return Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            context.Response.StatusCode = isMeant ? (int)status : 200;
            return context.Response.WriteAsync(isMeant ? body : Empty);
        });
        using var client = server.Client();
        var refused = await Assert.ThrowsAsync<ClusterAccessException>(() =>
            ClusterStore.OpenAsync(client, Options, TimeProvider.System, NullLoggerFactory.Instance, default));
        return refused.Message;
    }
}
