using ModelDeploy.Local.Store;

namespace ModelDeploy.Local.Tests.Store;

public sealed class FileLeadershipTests
{
    [Fact]
    public async Task Leading_begins_at_once_and_lasts_until_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var leading = new FileLeadership().RunWhileLeadingAsync(async token =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }, stop.Token);
        await begun.Task;
        Assert.False(leading.IsCompleted);

        await stop.CancelAsync();

        await leading;
    }

    [Fact]
    public async Task It_waits_for_a_leader_that_needs_time_to_finish()
    {
        using var stop = new CancellationTokenSource();
        var finish = new TaskCompletionSource();
        var leading = new FileLeadership().RunWhileLeadingAsync(_ => finish.Task, stop.Token);

        await stop.CancelAsync();
        Assert.False(leading.IsCompleted);
        finish.SetResult();

        await leading;
    }

    [Fact]
    public async Task A_failure_of_the_leader_is_not_swallowed() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => new FileLeadership().RunWhileLeadingAsync(
            _ => throw new InvalidOperationException(), CancellationToken.None));
}
