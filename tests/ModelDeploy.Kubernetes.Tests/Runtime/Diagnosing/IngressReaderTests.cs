using Microsoft.AspNetCore.Http;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Runtime.Observing;
using ModelDeploy.Kubernetes.Tests.Client;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Diagnosing;

/// <summary>What is asked of the API server about Ingresses: with hundreds of them, each question counts.</summary>
public sealed class IngressReaderTests
{
    private const string Missing = """{"kind":"Status","status":"Failure","reason":"NotFound","message":"secrets \"models-tls\" not found","code":404}""";
    private const string Warned = """{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"e"},"type":"Warning","reason":"Sync","message":"secret is broken","source":{"component":"glbc"},"lastTimestamp":"2026-11-21T09:01:00Z"}]}""";
    private static readonly DeploymentKey Iris = new("iris");
    private readonly ManualTime _time = new(APod.Start + IngressNotes.Patience);
    private bool _isSecretThere;
    private int _status = 200;

    [Theory]
    [InlineData("no address", "events")]
    [InlineData("no address, and a certificate", "events secrets/models-tls")]
    [InlineData("an address and a certificate", "events secrets/models-tls")]
    [InlineData("an address", "")]
    [InlineData("no address, too young", "")]
    [InlineData("no address, and no replica is ready", "")]
    [InlineData("no Ingress", "")]
    public async Task Asked_is_only_about_one_that_has_no_address_or_a_certificate_and_may_matter(string what, string questions)
    {
        await using var server = await ServerAsync();
        var ingress = what.Contains("certificate", StringComparison.Ordinal) ? AnIngress.Made.WithTls() : AnIngress.Made;
        ingress = what.StartsWith("an address", StringComparison.Ordinal) ? ingress.Served() : ingress;
        if (what.EndsWith("too young", StringComparison.Ordinal))
            ingress = ingress with { Metadata = ingress.Metadata with { CreationTimestamp = _time.GetUtcNow() } };
        var pod = what.EndsWith("no replica is ready", StringComparison.Ordinal) ? APod.Named() : APod.Named().Ready();

        using var client = server.Client();
        await new IngressReader(client, "models", _time).RefreshAsync(Iris, Objects(what == "no Ingress" ? null : ingress, pod), default);

        Assert.Equal(questions, string.Join(' ', server.Asked.Select(asked => asked.Split(['?', ' '])[1].Replace("/api/v1/namespaces/models/", "", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task What_is_in_order_is_asked_about_seldom_and_what_is_not_more_often()
    {
        _isSecretThere = true;
        var ingress = AnIngress.Made.Served().WithTls();
        await using var server = await ServerAsync("""{"metadata":{"resourceVersion":"1"},"items":[]}""");
        using var client = server.Client();
        var reader = new IngressReader(client, "models", _time);

        Assert.Equal(2, await AskedAfterAsync(TimeSpan.Zero));
        Assert.Equal(2, await AskedAfterAsync(IngressNotes.Pace));
        _isSecretThere = false;
        Assert.Equal(4, await AskedAfterAsync(IngressReader.QuietPace));
        Assert.True(reader.Of(Iris).IsSecretMissing);
        Assert.Equal(4, await AskedAfterAsync(IngressNotes.Pace / 2));
        _isSecretThere = true;
        Assert.Equal(6, await AskedAfterAsync(IngressNotes.Pace / 2));
        Assert.False(reader.Of(Iris).IsSecretMissing);

        async Task<int> AskedAfterAsync(TimeSpan time)
        {
            _time.Advance(time);
            await reader.RefreshAsync(Iris, Objects(ingress, APod.Named().Ready()), default);
            return server.Asked.Count;
        }
    }

    [Fact]
    public async Task While_the_server_is_in_trouble_what_was_known_holds_and_it_goes_with_the_Ingress()
    {
        var ingress = AnIngress.Made.Served().WithTls();
        await using var server = await ServerAsync(Warned);
        using var client = server.Client();
        var reader = new IngressReader(client, "models", _time);
        await reader.RefreshAsync(Iris, Objects(ingress, APod.Named().Ready()), default);
        var known = reader.Of(Iris);
        Assert.Equal(("secret is broken", "glbc", true), (Assert.Single(known.Events).Message, known.Events[0].Teller, known.IsSecretMissing));

        _status = 503;
        _time.Advance(IngressReader.QuietPace);
        await reader.RefreshAsync(Iris, Objects(ingress, APod.Named().Ready()), default);
        Assert.True(reader.Of(Iris) is { IsSecretMissing: true, Events.Count: 1 });

        await reader.RefreshAsync(Iris, Objects(null, APod.Named().Ready()), default);
        Assert.Same(IngressEvidence.None, reader.Of(Iris));
    }

    private static DeploymentObjects Objects(ChildObject? ingress, PodObject pod) => new(null, [], [], [pod]) { Ingress = ingress };

    private Task<AnApiServer> ServerAsync(string events = Warned) => AnApiServer.ThatAsync(context =>
    {
        var isSecret = context.Request.Path.Value!.Contains("/secrets/", StringComparison.Ordinal);
        context.Response.StatusCode = _status != 200 ? _status : isSecret && !_isSecretThere ? 404 : 200;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(!isSecret ? events : _isSecretThere ? """{"metadata":{"name":"models-tls"}}""" : Missing);
    });
}
