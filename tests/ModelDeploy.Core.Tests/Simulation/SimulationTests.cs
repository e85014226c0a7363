using System.Globalization;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>
/// Many random stories, told by a seed that a failure names. <c>MODELDEPLOY_SIMULATION_RUNS</c> sets how many,
/// <c>MODELDEPLOY_SIMULATION_SEED</c> the first one.
/// </summary>
public sealed class SimulationTests
{
    private const int Moments = 400;

    [Fact]
    public void Whatever_happens_the_rules_hold_and_everything_settles()
    {
        var first = Setting("MODELDEPLOY_SIMULATION_SEED", 1);
        for (var seed = first; seed < first + Setting("MODELDEPLOY_SIMULATION_RUNS", 500); seed++)
        {
            try
            {
                new SimulatedWorld(seed).Run(Moments);
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException(
                    $"The story of seed {seed} breaks a rule; MODELDEPLOY_SIMULATION_SEED={seed} MODELDEPLOY_SIMULATION_RUNS=1 tells it again.", broken);
            }
        }
    }

    [Fact]
    public void The_same_seed_tells_the_same_story()
    {
        var first = new SimulatedWorld(5);
        first.Run(Moments);
        var second = new SimulatedWorld(5);
        second.Run(Moments);

        Assert.NotEmpty(first.Statuses);
        Assert.Equal(first.Statuses, second.Statuses);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
