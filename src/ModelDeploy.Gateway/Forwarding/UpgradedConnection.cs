using Microsoft.AspNetCore.Http.Features;

namespace ModelDeploy.Gateway.Forwarding;

/// <summary>A connection that both sides have agreed to go on with as a WebSocket: bytes both ways until one side ends.</summary>
internal static class UpgradedConnection
{
    /// <summary>Returns when it has ended, however it did. The answer's status and headers must be in place.</summary>
    public static async Task RunAsync(Exchange exchange, HttpResponseMessage answer, RequestClock clock)
    {
        exchange.Context.Response.Headers.Connection = "Upgrade";
        exchange.Context.Response.Headers.Upgrade = "websocket";
        await using var client = await exchange.Context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        clock.LeaveClientToItsStream();
        await using var model = await answer.Content.ReadAsStreamAsync(clock.Token);

        var toModel = new StreamPump(client, model, clock, exchange.CountIn).RunAsync();
        var toClient = new StreamPump(model, client, clock, exchange.CountOut).RunAsync();
        await Task.WhenAny(toModel, toClient);
        clock.End();
        await Task.WhenAll(toModel, toClient).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
