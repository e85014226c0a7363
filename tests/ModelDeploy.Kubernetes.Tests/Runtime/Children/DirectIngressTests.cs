using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Runtime.Children;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Http;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Children;

/// <summary>What callers meet by <c>DirectIngress</c>, in a real nginx.</summary>
public sealed class DirectIngressTests : IAsyncLifetime
{
    private static readonly DeploymentKey Iris = new("iris");
    private static readonly string Key = ClientKeyText.Create();
    private static readonly string Older = ClientKeyText.Create();
    private static readonly string Other = ClientKeyText.Create();

    private readonly ACountingModel _model = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _model.DisposeAsync();

    [Fact]
    public async Task A_public_deployment_answers_below_its_path_and_nothing_else_reaches_it()
    {
        await using var nginx = await NginxIngress.StartAsync(Children(AccessType.Public), _model.Address);

        Assert.Equal("hi", await nginx.Http.GetStringAsync("/deployment/iris/v2/models/iris/infer?a=%2Fb"));
        foreach (var path in new[] { "/", "/deployment/iris", "/deployment/iris/", "/deployment/irises/v2", "/deployment/rose/deployment/iris/v2", "/x/deployment/iris/v2" })
            Assert.Equal(HttpStatusCode.NotFound, (await nginx.Http.GetAsync(path)).StatusCode);
        Assert.StartsWith("GET /v2/models/iris/infer?a=%2Fb HTTP/1.", Assert.Single(_model.Requests));
    }

    [Fact]
    public async Task A_private_one_lets_in_the_newest_key_of_each_client_under_its_own_name_alone()
    {
        await using var nginx = await NginxIngress.StartAsync(
            Children(AccessType.Private, new EndpointClient("ci", [WithPassword(Key), WithPassword(Older)]), new EndpointClient("app", [WithPassword(Other)])), _model.Address);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(nginx, Basic("ci", Key)));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(nginx, Basic("app", Other)));
        foreach (var wrong in new[]
        {
            null, Basic("ci", Other), Basic("app", Key), Basic("ci", Older), Basic("ci", ""), Basic("ci", PasswordFile.HashOf(Key)), Basic("nobody", Key), new AuthenticationHeaderValue("Bearer", Key),
        })
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(nginx, wrong));
        Assert.Equal(2, _model.Requests.Count);
    }

    private static IReadOnlyList<Child> Children(AccessType access, params EndpointClient[] clients) => ChildObjects.Of(
        Iris,
        new Workload
        {
            Uid = Guid.NewGuid(),
            Group = "demo",
            Template = new WorkloadTemplate { Hash = "aaaaa11111", Image = "tea/pot:1", Port = 9000, Readiness = Readiness.Tcp, Resources = new Resources(0.5m, 1L << 30, 0) },
            Replicas = 1,
            Surge = 0,
            Access = access,
            Passwords = PasswordFile.LinesOf([.. clients]),
        },
        new KubernetesOptions { Namespace = "models", Exposure = Exposure.DirectIngress });

    private static ClientKey WithPassword(string text) => AClient.Key(text) with { PasswordHash = PasswordFile.HashOf(text) };

    private static AuthenticationHeaderValue Basic(string client, string key) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client}:{key}")));

    private static async Task<HttpStatusCode> AskAsync(NginxIngress nginx, AuthenticationHeaderValue? shown)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/deployment/iris/v2") { Headers = { Authorization = shown } };
        using var answer = await nginx.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
