using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Core.Clients;
using ModelDeploy.Gateway.Clients;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Gateway.Tests.Clients;

public sealed class ShownCredentialTests
{
    private static readonly string Key = ClientKeyText.Create();

    private readonly Connection _connection = new();

    [Fact]
    public void The_same_text_over_the_same_connection_is_read_once()
    {
        var header = $"Bearer {Key}";
        var first = ShownCredential.Of(Asking(header));
        var kept = Assert.Single(_connection.Items).Value;

        Assert.Equal(Credential.Read(header), first);
        Assert.Equal(first, ShownCredential.Of(Asking(header)));
        Assert.Same(kept, Assert.Single(_connection.Items).Value);
    }

    [Fact]
    public void Another_text_is_read_whatever_was_shown_before()
    {
        var other = ClientKeyText.Create();
        Assert.NotNull(ShownCredential.Of(Asking($"Bearer {Key}")));

        Assert.Equal(Credential.Read($"Bearer {other}"), ShownCredential.Of(Asking($"Bearer {other}")));
        Assert.Null(ShownCredential.Of(Asking("Bearer guess")));
        Assert.Null(ShownCredential.Of(Asking()));
        var header = $"Bearer {Key}";
        Assert.NotNull(ShownCredential.Of(Asking(header)));
        Assert.Null(ShownCredential.Of(Asking(header, header)));
    }

    [Fact]
    public void Over_a_connection_that_takes_several_requests_at_once_nothing_is_kept()
    {
        var context = Asking($"Bearer {Key}");
        context.Request.Protocol = HttpProtocol.Http2;

        Assert.NotNull(ShownCredential.Of(context));
        Assert.Empty(_connection.Items);
    }

    [Fact]
    public async Task The_server_hands_on_the_same_text_for_a_header_that_comes_again()
    {
        var seen = new ConcurrentQueue<string>();
        await using var server = await AModel.ThatAsync(context =>
        {
            seen.Enqueue(context.Request.Headers.Authorization[0]!);
            return Task.CompletedTask;
        });
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", Key) } };
        for (var i = 0; i < 2; i++)
            await client.GetStringAsync(server.Address);

        var texts = seen.ToArray();
        Assert.Same(texts[0], texts[1]);
    }

    [Fact]
    public async Task A_key_that_is_taken_back_opens_nothing_more_over_the_connection_that_showed_it()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.StartAsync();
        var iris = Routed.Iris(model.Address);
        gateway.Knowing(iris.WithSpec(spec => spec.PrivateFor(AClient.With("ci", Key))));
        gateway.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        Assert.Equal("hello", await gateway.Http.GetStringAsync("/deployment/iris/v2"));
        Assert.Equal("hello", await gateway.Http.GetStringAsync("/deployment/iris/v2"));

        gateway.Knowing(iris.WithSpec(spec => spec.PrivateFor(AClient.With("ci", ClientKeyText.Create()))));
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2");
        Assert.Equal((HttpStatusCode.Unauthorized, "KeyRefused"), (answer.StatusCode, await AGateway.ErrorCodeAsync(answer)));
    }

    private DefaultHttpContext Asking(params string[] authorization)
    {
        var context = new DefaultHttpContext { Request = { Protocol = HttpProtocol.Http11, Headers = { Authorization = authorization } } };
        context.Features.Set<IConnectionItemsFeature>(_connection);
        return context;
    }

    private sealed class Connection : IConnectionItemsFeature
    {
        public IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();
    }
}
