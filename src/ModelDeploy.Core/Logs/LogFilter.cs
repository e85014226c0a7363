namespace ModelDeploy.Core.Logs;

/// <summary>Which lines of a log are wanted.</summary>
/// <param name="Search">A part of the line as it is shown, colour sequences left out, whatever its case; empty for every line.</param>
/// <param name="AtLeast">Lines of this severity and above; null for all. What the platform says counts as every severity.</param>
public sealed record LogFilter(string Search = "", LogSeverity? AtLeast = null)
{
    /// <summary>The longest text that can be searched for, in characters.</summary>
    public const int LongestSearch = 200;

    /// <summary>Every line.</summary>
    public static LogFilter None { get; } = new();
}
