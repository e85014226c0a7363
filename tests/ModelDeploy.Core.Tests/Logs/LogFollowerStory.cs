using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Logs;
using ModelDeploy.TestKit;

namespace ModelDeploy.Core.Tests.Logs;

/// <summary>A follower over scripted logs and a clock that is moved by hand.</summary>
public abstract class LogFollowerStory : IAsyncDisposable
{
    protected static DeploymentKey Iris { get; } = new("iris");
    protected static Viewer Ada { get; } = new(new PersonKey("local", "ada"), "Ada", IsSystemAdmin: false);

    protected ManualTime Clock { get; } = new(Lines.Start);
    private protected ScriptedLogs Runtime { get; } = new();
    protected LogFollower Follower { get; }
    protected bool MaySee { get; set; } = true;

    protected LogFollowerStory()
    {
        var options = new LogFollowerOptions { Backlog = 4, ViewerLines = 5, EndedReplicas = 2 };
        Follower = new LogFollower(
            Runtime, (viewer, key) => MaySee && viewer == Ada && key == Iris, options, Clock, NullLogger<LogFollower>.Instance);
    }

    public ValueTask DisposeAsync() => Follower.DisposeAsync();

    private protected async Task<OpenLog> OpenAsync(string? replica = null, LogFilter? filter = null)
    {
        var subscription = await Follower.OpenAsync(Ada, Iris, replica, filter ?? LogFilter.None, default);
        Assert.NotNull(subscription);
        return new OpenLog(subscription, Clock);
    }

    // Taken up as soon as somebody reads that replica.
    protected void Say(string replica, params int[] seconds)
    {
        foreach (var second in seconds)
            _ = SayAsync(replica, second);
    }

    protected Task SayAsync(string replica, int second) => Runtime.SayAsync(Lines.At(second, replica));
}
