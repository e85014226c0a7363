using System.Text.RegularExpressions;
using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>Why a container could not be made or started, from the words of kubelet and the container runtime. The one table for it.</summary>
internal static partial class StartTexts
{
    /// <summary>Errors that trying again does not heal.</summary>
    private static readonly string[] Lasting =
        ["no such file or directory", "permission denied", "executable file not found", "not a directory", "is a directory", "exec format error", "no command specified"];

    /// <summary>Errors that heal when tried again, whatever state they are told in.</summary>
    private static readonly string[] Passing = ["failed to sync ", "timed out waiting for the condition", "deadline exceeded"];

    /// <summary>The failure that this text tells, and whether trying again does not help.</summary>
    /// <param name="image">The reference.</param>
    /// <param name="text">What was said.</param>
    /// <param name="isLasting">Whether the state in which it was said lasts by itself.</param>
    public static (Failure Failure, bool Lasts) Read(string image, string text, bool isLasting)
    {
        var said = ClusterText.Stable(text);
        var failure = said.Contains("exec format error", StringComparison.OrdinalIgnoreCase) ? ClusterFailures.ImageNotRunnable(image, said)
            : NotThere().IsMatch(said) ? ClusterFailures.ConfigMissing(said)
            : Failures.ContainerNotStarted(said);
        var lasts = isLasting && !Passing.Any(part => said.Contains(part, StringComparison.Ordinal));
        return (failure, lasts || Lasting.Any(part => said.Contains(part, StringComparison.Ordinal)));
    }

    /// <summary>
    /// The line by which a program shows that this processor or system cannot run it, when its log holds nothing else; or null. The runtime
    /// counts such a start as a run that ended with code 1 or 255.
    /// </summary>
    public static string? NotRunnableIn(IReadOnlyList<string> lines) => lines is [{ } only] && NoProgram().IsMatch(only) ? only : null;

    // secret "tea" not found; configmap "tea" not found; couldn't find key pot in Secret models/tea; references non-existent config key: pot
    [GeneratedRegex(@"(?:secret|configmap)s? ""[^""]*"" not found|couldn't find key|references non-existent (?:config|secret) key", RegexOptions.IgnoreCase)]
    private static partial Regex NotThere();

    // exec /serve: exec format error; standard_init_linux.go:228: exec user process caused: exec format error;
    // {"msg":"exec container process `/serve`: Exec format error", … A shell that says so of another program begins with its own name.
    [GeneratedRegex(@"^(?:standard_init_linux\.go:\d+: |\{""msg"":"")?exec .*exec format error", RegexOptions.IgnoreCase)]
    private static partial Regex NoProgram();
}
