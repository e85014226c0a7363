using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway.Clients;

/// <summary>
/// Keeps when clients last called over restarts, where there is a file for it. Written once a minute if anything changed, and at the end:
/// after a crash the last minute is missing.
/// </summary>
internal sealed partial class ClientUseKeeper(GatewayRoutes routes, IOptions<GatewayOptions> options, TimeProvider time, ILogger<ClientUseKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(1);
    private static readonly IReadOnlyDictionary<string, ClientTally> NoTallies = new Dictionary<string, ClientTally>();

    private string _noted = "";

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.ClientUseFile is not { } path)
            return;
        await RememberAsync(path, stoppingToken);
        using var timer = new PeriodicTimer(BetweenNotes, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await NoteAsync(path);
        }
        finally
        {
            await NoteAsync(path);
        }
    }

    private async Task RememberAsync(string path, CancellationToken stop)
    {
        Dictionary<Guid, Dictionary<string, DateTimeOffset>> uses;
        try
        {
            uses = await ClientUseFile.ReadAsync(path, stop);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            Log.NotRead(logger, path, trouble.Message);
            uses = [];
        }
        await routes.LoadedAsync(stop);
        foreach (var (client, tally, uid) in Tallies())
        {
            if (uses.GetValueOrDefault(uid)?.TryGetValue(client, out var at) is true)
                tally.Remember(at);
        }
    }

    private async Task NoteAsync(string path)
    {
        var uses = new Dictionary<Guid, Dictionary<string, DateTimeOffset>>();
        foreach (var (client, tally, uid) in Tallies().Where(one => one.Tally.Read().LastUsedAt is not null))
        {
            if (!uses.TryGetValue(uid, out var ofThis))
                uses[uid] = ofThis = [];
            ofThis[client] = tally.Read().LastUsedAt!.Value;
        }
        var state = string.Join('\n', uses.SelectMany(one => one.Value.Select(use => $"{one.Key} {use.Key} {use.Value.UtcTicks}")));
        if (state == _noted)
            return;
        try
        {
            await ClientUseFile.WriteAsync(path, uses, CancellationToken.None);
            _noted = state;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            Log.NotWritten(logger, path, trouble.Message);
        }
    }

    private IEnumerable<(string Client, ClientTally Tally, Guid Uid)> Tallies() =>
        from route in routes.Current?.All ?? []
        from client in route.Clients?.Tallies ?? NoTallies
        select (client.Key, client.Value, route.Uid);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "When clients last called could not be read from {File}: {Trouble}")]
        public static partial void NotRead(ILogger logger, string file, string trouble);

        [LoggerMessage(2, LogLevel.Warning, "When clients last called could not be written to {File}: {Trouble}")]
        public static partial void NotWritten(ILogger logger, string file, string trouble);
    }
}
