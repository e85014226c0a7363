using System.Text.Json;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Logs;

/// <summary>What <c>wwwroot/js/log-viewer.js</c> says, which has no words of its own.</summary>
public static class LogViewerWords
{
    /// <summary>
    /// A JSON object in the reader's language: each name with its text, or for what is counted the texts for one and for several with
    /// the number's gap; <c>states</c> by the names of the states of <c>log-stream.js</c>.
    /// </summary>
    public static string Json => JsonSerializer.Serialize(new
    {
        states = new Dictionary<string, string>
        {
            ["connecting"] = LogsTexts.Connecting,
            ["live"] = LogsTexts.Live,
            ["idle"] = LogsTexts.NoReplicaRuns,
            ["lost"] = LogsTexts.Lost,
            ["unavailable"] = LogsTexts.Unavailable,
            ["signed-out"] = LogsTexts.SignedOut,
        },
        matching = new[] { LogsTexts.OneMatches, LogsTexts.ManyMatch },
        notShown = new[] { LogsTexts.OneNotShown, LogsTexts.ManyNotShown },
        readingOlder = LogsTexts.ReadingOlder,
        begin = LogsTexts.BeginsHere,
        fresh = new[] { LogsTexts.OneNew, LogsTexts.ManyNew },
        copied = SharedTexts.Copied,
        notCopied = LogsTexts.NotCopied,
        missing = LogsTexts.LinesMissing,
        skipped = new[] { LogsTexts.OneSkipped, LogsTexts.ManySkipped },
        cut = LogsTexts.CutOff,
    });
}
