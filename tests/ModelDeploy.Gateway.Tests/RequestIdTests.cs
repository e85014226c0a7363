using Microsoft.AspNetCore.Http;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Gateway.Tests;

public sealed class RequestIdTests
{
    [Fact]
    public async Task A_clients_request_id_reaches_the_model_and_comes_back()
    {
        var (seen, echoed) = await SendAsync(("X-Request-Id", "order-66"));
        Assert.Equal(("order-66", ""), seen);
        Assert.Equal(("order-66", "of the model"), echoed);
    }

    [Fact]
    public async Task A_Seldon_puid_serves_as_request_id()
    {
        var (seen, echoed) = await SendAsync(("Seldon-Puid", "p1"));
        Assert.Equal(("p1", "p1"), seen);
        Assert.Equal(("p1", "p1"), echoed);
    }

    [Fact]
    public async Task Both_ids_are_kept_apart()
    {
        var (seen, echoed) = await SendAsync(("Seldon-Puid", "p1"), ("X-Request-Id", "r1"));
        Assert.Equal(("r1", "p1"), seen);
        Assert.Equal(("r1", "p1"), echoed);
    }

    [Fact]
    public async Task Without_an_id_one_is_made()
    {
        var (seen, echoed) = await SendAsync();
        Assert.Matches("^[0-9a-f]{32}$", seen.Id);
        Assert.Equal(seen.Id, echoed.Id);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("<script>")]
    [InlineData("ünicode")]
    public async Task An_id_with_strange_characters_is_replaced(string id)
    {
        var (seen, _) = await SendAsync(("X-Request-Id", id), ("Seldon-Puid", id));
        Assert.Matches("^[0-9a-f]{32}$", seen.Id);
        Assert.Equal("", seen.Puid);
    }

    [Fact]
    public async Task An_id_of_more_than_128_characters_is_replaced()
    {
        Assert.Equal(128, (await SendAsync(("X-Request-Id", new string('a', 128)))).Seen.Id.Length);
        Assert.Equal(32, (await SendAsync(("X-Request-Id", new string('a', 129)))).Seen.Id.Length);
    }

    private static async Task<((string Id, string Puid) Seen, (string Id, string Puid) Echoed)> SendAsync(params (string Name, string Value)[] headers)
    {
        var seen = ("", "");
        await using var model = await AModel.ThatAsync(context =>
        {
            seen = (context.Request.Headers["X-Request-Id"].ToString(), context.Request.Headers["Seldon-Puid"].ToString());
            context.Response.Headers["X-Request-Id"] = "of the model";
            context.Response.Headers["Seldon-Puid"] = "of the model";
            return Task.CompletedTask;
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 });
        using var request = new HttpRequestMessage(HttpMethod.Get, gateway.Address + "/deployment/iris/v2");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request);
        return (seen, (answer.Headers.GetValues("X-Request-Id").Single(), answer.Headers.GetValues("Seldon-Puid").Single()));
    }
}
