using System.Net.WebSockets;
using System.Reflection;
using Microsoft.AspNetCore.SignalR;
using ModelDeploy.Portal.Hubs;
using ModelDeploy.Portal.Tests.Logs;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>Hub methods, over a connection with the person's cookie.</summary>
internal sealed class AskedHubs(AccessPortal portal) : IAsked
{
    /// <summary>Every method that a browser can call, by class and name.</summary>
    public static IEnumerable<string> All =>
        from hub in typeof(Program).Assembly.GetTypes()
        where hub.IsSubclassOf(typeof(Hub))
        from method in hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetBaseDefinition().DeclaringType == hub
        select $"{hub.Name}.{method.Name}";

    public async Task<Gets> AskAsync(AccessRow row, Standing standing, Place place)
    {
        using var socket = await ConnectAsync(standing);
        if (socket is null)
            return Gets.MustSignIn;
        var answer = await FirstAsync(row, socket, AccessPortal.IdOf(AccessPortal.GroupAt(place), row.Of));
        if (answer is not null && !answer.Contains("unavailable", StringComparison.Ordinal))
            return Gets.Sees;
        using var again = await ConnectAsync(standing);
        Assert.Equal(await FirstAsync(row, again!, AccessPortal.IdOf(AccessPortal.NoGroup, row.Of)), answer);
        return Gets.NotFound;
    }

    /// <summary>Connects as the person's browser does; null when that needs a sign-in.</summary>
    private async Task<ClientWebSocket?> ConnectAsync(Standing standing)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (portal.CookiesOf(standing) is { } cookies)
            socket.Options.SetRequestHeader("Cookie", cookies);
        try
        {
            await socket.ConnectAsync(new Uri($"ws{portal.Portal.Address["http".Length..]}/hubs/logs"), TestContext.Current.CancellationToken);
            return socket;
        }
        catch (WebSocketException) when (socket.HttpStatusCode is HttpStatusCode.Unauthorized)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>The first that is streamed, or null when nothing is.</summary>
    private static async Task<string?> FirstAsync(AccessRow row, WebSocket socket, string id)
    {
        var conversation = await HubConversation.BeginAsync(socket);
        await (row.Thing switch
        {
            "LogsHub.Follow" => conversation.FollowAsync(id),
            "LogsHub.Older" => conversation.AskOlderAsync(id, new OlderLinesDto(new LogViewDto(), null, null)),
            _ => throw new InvalidOperationException($"Nobody knows how to ask {row.Thing}"),
        });
        return await conversation.NextBatchAsync();
    }
}
