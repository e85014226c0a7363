using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Tests.Lab;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Client;

/// <summary>Following a real API server.</summary>
public sealed class WatchOnTheLabTests : IAsyncLifetime
{
    private static readonly Selector Ours = new("of=the-test");
    private ATestNamespace _namespace = null!;

    public async ValueTask InitializeAsync() => _namespace = await ATestNamespace.CreateAsync();

    public ValueTask DisposeAsync() => _namespace is null ? ValueTask.CompletedTask : _namespace.DisposeAsync();

    [Fact]
    public async Task Where_nothing_happens_bookmarks_tell_how_far_it_has_come()
    {
        var from = (await _namespace.Client.ListAsync<ConfigMap>(ConfigMap.Kind, _namespace.Name, Ours, default)).Value!.Version;

        await using var events = _namespace.Client.WatchAsync<ConfigMap>(ConfigMap.Kind, _namespace.Name, Ours, from, default).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        Assert.IsType<WatchEvent<ConfigMap>.Begun>(events.Current);
        // The server sends one about every minute; it ends the watch only after four.
        Assert.True(await events.MoveNextAsync());

        var bookmark = Assert.IsType<WatchEvent<ConfigMap>.Bookmark>(events.Current);
        Assert.False(ApiVersions.IsNewer(from, bookmark.Version));
    }

    [Fact]
    public async Task A_version_that_is_too_old_is_told_as_expired()
    {
        // A kind that came with a definition: the server remembers nothing of the time before it, however young the cluster.
        await using var events = _namespace.Client.WatchAsync<ConfigMap>(Kinds.PhDeployment, null, null, "1", default).GetAsyncEnumerator();
        // It is told inside of a good answer.
        Assert.True(await events.MoveNextAsync());
        Assert.IsType<WatchEvent<ConfigMap>.Begun>(events.Current);
        Assert.True(await events.MoveNextAsync());

        Assert.Equal(ApiReason.Expired, Assert.IsType<WatchEvent<ConfigMap>.Failed>(events.Current).Error.Reason);
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task An_informer_sees_every_change_in_order_and_what_was_there_before()
    {
        await WriteAsync("a", "1");
        var told = new ConcurrentQueue<string>();
        await using var informing = new Informing(_namespace, told);
        await informing.Informer.Synced;

        for (var value = 2; value <= 20; value++)
            await WriteAsync("a", $"{value}");
        await WriteAsync("b", "1");
        await _namespace.Client.DeleteAsync(ConfigMap.Kind, _namespace.Name, "a", null, default);

        await Eventually.TrueAsync(() => told.LastOrDefault() == "-a", "everything was told");
        Assert.Equal([.. Enumerable.Range(1, 20).Select(value => $"a={value}"), "b=1", "-a"], told);
        Assert.Equal("b", informing.Informer.All.Single().Metadata.Name);
    }

    [Fact]
    public async Task What_was_written_is_read_at_once_and_told_once()
    {
        var told = new ConcurrentQueue<string>();
        await using var informing = new Informing(_namespace, told);
        await informing.Informer.Synced;

        for (var value = 1; value <= 20; value++)
        {
            informing.Informer.Accept(await WriteAsync("a", $"{value}"));
            Assert.True(informing.Informer.TryGet(new ObjectName(_namespace.Name, "a"), out var read));
            Assert.Equal($"{value}", read.Data!["value"]);
        }
        await WriteAsync("z", "1");

        await Eventually.TrueAsync(() => told.LastOrDefault() == "z=1", "the watch has come this far");
        Assert.Equal([.. Enumerable.Range(1, 20).Select(value => $"a={value}"), "z=1"], told);
    }

    private async Task<ConfigMap> WriteAsync(string name, string value) =>
        (await _namespace.Client.ApplyAsync<ConfigMap>(ConfigMap.Kind, _namespace.Name, name, ConfigMap.Json(name, ("value", value)), "tests", default)).Value!;

    private sealed class Informing : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public Informing(ATestNamespace ours, ConcurrentQueue<string> told)
        {
            Informer = new Informer<ConfigMap>(ours.Client, ConfigMap.Kind, ours.Name, Ours, TimeProvider.System, NullLogger.Instance)
            {
                OnChange = (name, item, _) => told.Enqueue(item is null ? $"-{name.Name}" : $"{name.Name}={item.Data!["value"]}"),
            };
            _running = Informer.RunAsync(_stop.Token);
        }

        public Informer<ConfigMap> Informer { get; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            _stop.Dispose();
        }
    }
}
