using System.Globalization;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Core.Logs;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Logs;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Tests.Client;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Logs;

/// <summary>On an API server of our own: a real one rotates a log too seldom, and breaks no connection when asked.</summary>
public sealed class PodLogTests
{
    private static readonly DateTimeOffset Start = APod.Start;
    private PodObject? _pod = APod.Named("pod").With(APod.Running(0));

    [Fact]
    public async Task The_last_lines_come_first_and_then_the_new_ones_each_once()
    {
        await using var server = await ServerAsync(current: [.. Lines(0, 100)], onFollowed: () => _pod = null);

        var lines = await FollowAsync(server, tail: 3);

        Assert.Equal(["line 97", "line 98", "line 99"], lines.Select(line => line.Text));
    }

    [Fact]
    public async Task It_is_taken_up_again_after_the_line_that_was_seen_last()
    {
        var all = Lines(0, 10).ToList();
        await using var server = await ServerAsync(current: all, onFollowed: () => _pod = null);

        var lines = await FollowAsync(server, after: new LogPosition(Start.AddMilliseconds(600), 0));

        Assert.Equal(["line 7", "line 8", "line 9"], lines.Select(line => line.Text));
        Assert.Contains(server.Asked, asked => asked.Contains("sinceTime=2026-11-21T09%3A00%3A00Z", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_that_were_rotated_away_leave_a_mark()
    {
        await using var server = await ServerAsync(current: [.. Lines(50, 52)], onFollowed: () => _pod = null);

        var lines = await FollowAsync(server, after: new LogPosition(Start.AddMilliseconds(600), 2));

        Assert.Equal([LogStream.Platform, LogStream.Out, LogStream.Out], lines.Select(line => line.Stream));
        Assert.Equal(new LogPosition(Start.AddMilliseconds(600), 3), lines[0].Position);
    }

    [Fact]
    public async Task What_the_run_before_wrote_comes_before_what_this_one_writes()
    {
        _pod = APod.Named("pod").With(APod.Running(2), APod.Ended(0, 0, 1), restarts: 1);
        await using var server = await ServerAsync(current: [.. Lines(20, 22)], previous: [.. Lines(0, 3)], onFollowed: () => _pod = null);

        Assert.Equal(["line 0", "line 1", "line 2", "line 20", "line 21"], (await FollowAsync(server, tail: 10)).Select(line => line.Text));
        _pod = APod.Named("pod").With(APod.Running(2), APod.Ended(0, 0, 1), restarts: 1);
        Assert.Equal(["line 2", "line 20", "line 21"], (await FollowAsync(server, after: new LogPosition(Start.AddMilliseconds(100), 0))).Select(line => line.Text));
    }

    [Fact]
    public async Task It_goes_on_when_the_container_was_started_again()
    {
        var restarted = false;
        List<string> current = [.. Lines(0, 2)];
        List<string> previous = [];
        await using var server = await ServerAsync(current, previous, onFollowed: () =>
        {
            if (restarted)
                _pod = null;
            else
            {
                // The last line of the first run was not sent before the connection ended.
                previous.AddRange([.. Lines(0, 3)]);
                current.Clear();
                current.AddRange(Lines(10, 11));
                _pod = APod.Named("pod").With(APod.Running(1), APod.Ended(0, 0, 1), restarts: 1);
            }
            restarted = true;
        });

        Assert.Equal(["line 0", "line 1", "line 2", "line 10"], (await FollowAsync(server, tail: 10)).Select(line => line.Text));
    }

    [Fact]
    public async Task While_it_waits_to_be_started_again_nothing_is_read_twice()
    {
        _pod = APod.Named("pod").With(APod.Waiting("CrashLoopBackOff"), APod.Ended(0, 0, 1));
        await using var server = await ServerAsync(current: [.. Lines(0, 2)], previous: [.. Lines(0, 2)], onFollowed: () => _pod = null);

        Assert.Equal(["line 0", "line 1"], (await FollowAsync(server, tail: 10)).Select(line => line.Text));
        _pod = APod.Named("pod").With(APod.Waiting("CrashLoopBackOff"), APod.Ended(0, 0, 1));
        Assert.Equal(["line 0", "line 1"], (await ReadAsync(server, newestFirst: false)).Select(line => line.Text));
    }

    [Fact]
    public async Task Before_there_is_a_container_there_is_nothing_and_no_error()
    {
        await using var server = await AnApiServer.ThatAsync(async context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("""{"kind":"Status","reason":"BadRequest","message":"container \"model\" is waiting to start: ContainerCreating","code":400}""");
        });

        Assert.Empty(await ReadAsync(server, newestFirst: false));
        Assert.Empty(await ReadAsync(server, newestFirst: true));
    }

    [Fact]
    public async Task A_server_that_cannot_answer_is_an_error_of_the_way()
    {
        await using var server = await AnApiServer.ThatAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<IOException>(() => FollowAsync(server, tail: 1));
    }

    [Fact]
    public async Task It_is_read_from_either_end_with_both_runs()
    {
        _pod = APod.Named("pod").With(APod.Running(600), APod.Ended(0, 0, 500), restarts: 1);
        await using var server = await ServerAsync(current: [.. Lines(6000, 9000)], previous: [.. Lines(0, 5000)]);

        var forwards = await ReadAsync(server, newestFirst: false);
        var backwards = await ReadAsync(server, newestFirst: true);
        var part = await ReadAsync(server, newestFirst: true, before: forwards[5100].Position);

        Assert.Equal(Enumerable.Range(0, 5000).Concat(Enumerable.Range(6000, 3000)).Select(number => $"line {number}"), forwards.Select(line => line.Text));
        Assert.Equal(forwards.Select(line => line.Position), backwards.Select(line => line.Position).Reverse());
        Assert.Equal(forwards.Take(5100).Select(line => line.Position), part.Select(line => line.Position).Reverse());
    }

    private static IEnumerable<string> Lines(int from, int to) => Enumerable.Range(from, to - from)
        .Select(number => $"{Start.AddMilliseconds(number * 100).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture)}00Z line {number}");

    /// <summary>Answers like kubelet: the last lines, or those from a second on.</summary>
    private static Task<AnApiServer> ServerAsync(List<string> current, List<string>? previous = null, Action? onFollowed = null) => AnApiServer.ThatAsync(async context =>
    {
        var query = context.Request.Query;
        var since = query["sinceTime"].ToString().TrimEnd('Z');
        IEnumerable<string> lines = query.ContainsKey("previous") ? previous ?? [] : current;
        lines = lines.Where(line => string.CompareOrdinal(line, since) >= 0);
        if (query.ContainsKey("tailLines"))
            lines = lines.TakeLast(int.Parse(query["tailLines"]!, CultureInfo.InvariantCulture));
        await context.Response.WriteAsync(string.Concat(lines.Select(line => line + "\n")));
        if (query.ContainsKey("follow"))
            onFollowed?.Invoke();
    });

    private async Task<List<LogLine>> FollowAsync(AnApiServer server, int tail = 0, LogPosition? after = null)
    {
        using var client = server.Client();
        return await LogOf(client).FollowAsync(tail, after, CancellationToken.None).ToListAsync();
    }

    private async Task<List<LogLine>> ReadAsync(AnApiServer server, bool newestFirst, LogPosition? before = null)
    {
        using var client = server.Client();
        return await LogOf(client).ReadAsync(new LogReading(new LogMatcher(LogFilter.None), before, newestFirst), CancellationToken.None).ToListAsync();
    }

    private PodLog LogOf(ApiClient client) => new(client, "n", "pod", () => _pod, TimeProvider.System);
}
