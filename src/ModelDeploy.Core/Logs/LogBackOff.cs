namespace ModelDeploy.Core.Logs;

/// <summary>How long to wait before a log that broke off is taken up again.</summary>
internal static class LogBackOff
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Half a second after the first failure in a row, doubling up to half a minute.</summary>
    public static TimeSpan After(int failures) =>
        failures > 6 ? Longest : TimeSpan.FromMilliseconds(500 << (failures - 1));
}
