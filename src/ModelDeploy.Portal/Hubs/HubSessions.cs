using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Hubs;

/// <summary>
/// Ends hub connections whose session has ended: a connection outlives the request that opened it, and the cookie that
/// came with that.
/// </summary>
public sealed class HubSessions(SessionRules rules, TimeProvider clock) : BackgroundService, IHubFilter
{
    private readonly ConcurrentDictionary<string, HubCallerContext> _open = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var connection = context.Context;
        _open[connection.ConnectionId] = connection;
        connection.ConnectionAborted.Register(() => _open.TryRemove(connection.ConnectionId, out _));
        return next(context);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var looks = new PeriodicTimer(SessionRules.BetweenLooks, clock);
        while (await looks.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var connection in _open.Values)
            {
                if (connection.User is null || !await rules.MayStayAsync(connection.User, stoppingToken))
                    connection.Abort();
            }
        }
    }
}
