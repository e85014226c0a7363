using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Client;

public sealed class InformerTests
{
    private readonly ConcurrentQueue<string> _told = new();

    [Fact]
    public async Task It_lists_and_follows_and_tells_each_change_once()
    {
        await using var server = await AnApiServer.ThatAsync(async context =>
        {
            if (IsWatch(context, out var version) is false)
                await List(context, 5, Thing.Json("a", 1), Thing.Json("b", 2));
            else if (version == "5")
                await Events(context, ("MODIFIED", Thing.Json("a", 6)), ("ADDED", Thing.Json("c", 7)), ("DELETED", Thing.Json("b", 8)), ("MODIFIED", Thing.Json("a", 6)));
            else
                await Quiet(context);
        });

        await FollowedAsync(server, "a=1 b=2 a=6 c=7 -b");
    }

    [Fact]
    public async Task A_watch_that_ends_goes_on_where_it_was()
    {
        await using var server = await AnApiServer.ThatAsync(async context =>
        {
            if (IsWatch(context, out var version) is false)
                await List(context, 5);
            else if (version == "5")
                await Events(context, ("ADDED", Thing.Json("a", 6)), ("BOOKMARK", Thing.Json("", 9)));
            else if (version == "9")
                await Events(context, ("MODIFIED", Thing.Json("a", 10)));
            else
                await Quiet(context);
        });

        await FollowedAsync(server, "a=6 a=10");
        Assert.Equal(1, server.Asked.Count(asked => !asked.Contains("watch=1", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(410)]
    public async Task A_version_that_is_too_old_means_to_list_again_and_tell_what_is_gone(int status)
    {
        var lists = 0;
        await using var server = await AnApiServer.ThatAsync(async context =>
        {
            if (IsWatch(context, out var version) is false)
            {
                if (Interlocked.Increment(ref lists) == 1)
                    await List(context, 5, Thing.Json("a", 1), Thing.Json("b", 2));
                else
                    await List(context, 50, Thing.Json("a", 1), Thing.Json("c", 40));
            }
            else if (version == "5")
            {
                const string Expired = """{"kind":"Status","reason":"Expired","message":"too old resource version","code":410}""";
                context.Response.StatusCode = status;
                await context.Response.WriteAsync(status == 410 ? Expired : $$"""{"type":"ERROR","object":{{Expired}}}""" + "\n");
            }
            else
                await Quiet(context);
        });

        await FollowedAsync(server, "a=1 b=2 -b c=40");
    }

    [Fact]
    public async Task While_the_server_is_away_it_keeps_what_it_knows_and_says_that_there_is_trouble()
    {
        var isAway = false;
        var hold = new TaskCompletionSource();
        await using var server = await AnApiServer.ThatAsync(async context =>
        {
            if (Volatile.Read(ref isAway))
                context.Response.StatusCode = 500;
            else if (IsWatch(context, out var version) is false)
                await List(context, 5, Thing.Json("a", 1));
            else if (version == "5" && !hold.Task.IsCompleted)
            {
                await context.Response.StartAsync();
                await hold.Task;
                context.Abort(); // in the middle of the watch
            }
            else
                await Events(context, ("MODIFIED", Thing.Json("a", 6)));
        });
        using var client = server.Client();
        var informer = Watching(client);
        using var stop = new CancellationTokenSource();
        var running = informer.RunAsync(stop.Token);
        await informer.Synced;

        Volatile.Write(ref isAway, true);
        hold.SetResult();
        await Eventually.TrueAsync(() => informer.Trouble is { Error.Reason: ApiReason.Unavailable }, "the trouble is known");
        Assert.True(informer.TryGet(new ObjectName("n", "a"), out _));
        Volatile.Write(ref isAway, false);
        await Eventually.TrueAsync(() => informer.Trouble is null && _told.Contains("a=6"), "it goes on");

        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task The_trouble_is_over_when_the_server_answers_again_even_if_nothing_happens()
    {
        var watches = 0;
        await using var server = await AnApiServer.ThatAsync(async context =>
        {
            if (IsWatch(context, out _) is false)
                await List(context, 5, Thing.Json("a", 1));
            else if (Interlocked.Increment(ref watches) == 1)
                context.Response.StatusCode = 500;
            else
                await Quiet(context);
        });
        using var client = server.Client();
        var informer = Watching(client);
        var told = new ConcurrentQueue<bool>();
        informer.OnTrouble = () => told.Enqueue(informer.Trouble is not null);
        using var stop = new CancellationTokenSource();
        var running = informer.RunAsync(stop.Token);

        await Eventually.TrueAsync(() => told.SequenceEqual([true, false]), "it began and is over");

        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task Half_an_event_breaks_the_watch_and_nothing_else()
    {
        await using var server = await AnApiServer.ThatAsync(async context =>
        {
            if (IsWatch(context, out var version) is false)
                await List(context, 5, Thing.Json("a", 1));
            else if (version == "5")
                await context.Response.WriteAsync($$"""{"type":"MODIFIED","object":{{Thing.Json("a", 6)}}}""" + "\n{\"type\":\"MODI");
            else if (version == "6")
                await Events(context, ("MODIFIED", Thing.Json("a", 7)));
            else
                await Quiet(context);
        });

        await FollowedAsync(server, "a=1 a=6 a=7");
    }

    private async Task FollowedAsync(AnApiServer server, string expected)
    {
        using var client = server.Client();
        var informer = Watching(client);
        using var stop = new CancellationTokenSource();
        var running = informer.RunAsync(stop.Token);
        await Eventually.TrueAsync(() => _told.Count >= expected.Split(' ').Length, expected);
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.Equal(expected, string.Join(' ', _told));
        Assert.Null(informer.Trouble);
    }

    private Informer<Thing> Watching(ApiClient client) => new(client, Thing.Kind, "n", null, TimeProvider.System, NullLogger.Instance)
    {
        OnChange = (name, thing, _) => _told.Enqueue(thing is null ? $"-{name.Name}" : $"{name.Name}={thing.Metadata.ResourceVersion}"),
    };

    private static bool IsWatch(HttpContext context, out string version)
    {
        version = context.Request.Query["resourceVersion"].ToString();
        return context.Request.Query.ContainsKey("watch");
    }

    private static Task List(HttpContext context, int version, params string[] things) =>
        context.Response.WriteAsync($$"""{"metadata":{"resourceVersion":"{{version}}"},"items":[{{string.Join(',', things)}}]}""");

    private static async Task Events(HttpContext context, params (string Type, string Thing)[] events)
    {
        foreach (var (type, thing) in events)
            await context.Response.WriteAsync($$"""{"type":"{{type}}","object":{{thing}}}""" + "\n");
    }

    private static async Task Quiet(HttpContext context)
    {
        await context.Response.Body.FlushAsync(); // the head goes out at once, as a real one does it
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
