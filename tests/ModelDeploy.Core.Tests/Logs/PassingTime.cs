using ModelDeploy.TestKit;

namespace ModelDeploy.Core.Tests.Logs;

internal static class PassingTime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);

    /// <summary>Lets time pass in small steps until the condition holds.</summary>
    public static Task PassUntilAsync(this ManualTime time, Func<bool> condition) => Eventually.TrueAsync(
        () =>
        {
            for (var steps = 0; steps < 20 && !condition(); steps++)
                time.Advance(Step);
            return condition();
        },
        "the condition, while time passes");
}
