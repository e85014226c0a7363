using System.Globalization;

namespace ModelDeploy.Local.Tests.Faults.Kills;

/// <summary>
/// The portal is killed at random moments, on real processes and a real database file. <c>MODELDEPLOY_KILLS_SEED</c> sets the first
/// story, <c>MODELDEPLOY_KILLS_STORIES</c> how many there are, <c>MODELDEPLOY_KILLS_EACH</c> how many kills each has.
/// </summary>
public sealed class KillTests
{
    private const int AtOnce = 2;
    private const int PortsOfOne = 1000;
    private const int FirstPort = 12000;

    [Fact]
    public async Task However_often_the_portal_is_killed_nothing_accepted_is_lost_and_nothing_runs_twice_or_starts_anew()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What runs is read from /proc.");
        var first = Setting("MODELDEPLOY_KILLS_SEED", 1);
        var stories = Enumerable.Range(first, Setting("MODELDEPLOY_KILLS_STORIES", 8));

        await Parallel.ForEachAsync(stories, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
            await TellAsync(seed, FirstPort + (seed - first) % 8 * PortsOfOne, Setting("MODELDEPLOY_KILLS_EACH", 26)));
    }

    private static async Task TellAsync(int seed, int firstPort, int kills)
    {
        await using var story = new KillStory(seed, firstPort);
        try
        {
            await story.RunAsync(kills);
            Assert.True(story.ReplicasSeen > 0, "No replica was ever seen.");
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException(
                $"The story of seed {seed} breaks a promise; MODELDEPLOY_KILLS_SEED={seed} MODELDEPLOY_KILLS_STORIES=1 MODELDEPLOY_KILLS_EACH={kills} tells it again.{Environment.NewLine}{story.Events}", broken);
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
