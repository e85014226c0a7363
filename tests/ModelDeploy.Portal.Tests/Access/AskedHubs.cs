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
        using var socket = new ClientWebSocket();
        if (portal.CookiesOf(standing) is { } cookies)
            socket.Options.SetRequestHeader("Cookie", cookies);
        try
        {
            await socket.ConnectAsync(new Uri($"{portal.Portal.Address}/hubs/logs".Replace("http", "ws", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        }
        catch (WebSocketException) when (socket.HttpStatusCode is 0 or HttpStatusCode.Unauthorized)
        {
            return Gets.MustSignIn;
        }
        var answer = await FirstAsync(row, socket, AccessPortal.IdOf(AccessPortal.GroupAt(place), row.Of));
        if (answer is not null && !answer.Contains("unavailable", StringComparison.Ordinal))
            return Gets.Sees;
        using var again = new ClientWebSocket();
        again.Options.SetRequestHeader("Cookie", portal.CookiesOf(standing));
        await again.ConnectAsync(new Uri($"{portal.Portal.Address}/hubs/logs".Replace("http", "ws", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        Assert.Equal(await FirstAsync(row, again, AccessPortal.IdOf(AccessPortal.NoGroup, row.Of)), answer);
        return Gets.NotFound;
    }

    /// <summary>The first that is streamed, or null when nothing is.</summary>
    private static async Task<string?> FirstAsync(AccessRow row, ClientWebSocket socket, string id)
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
