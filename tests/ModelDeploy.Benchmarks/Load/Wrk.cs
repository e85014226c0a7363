using System.Globalization;
using System.Text.RegularExpressions;
using ModelDeploy.Benchmarks.Running;

namespace ModelDeploy.Benchmarks.Load;

/// <summary>As many requests as an address takes, over a fixed number of connections (closed loop).</summary>
internal static partial class Wrk
{
    /// <summary>How many connections it holds.</summary>
    public const int Connections = 64;

    /// <summary>Requests per second; throws when a single one was not answered with success.</summary>
    /// <param name="address">What to ask.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="headers">Further headers, each with its name.</param>
    public static async Task<double> RateAsync(string address, int seconds, CancellationToken stop, params string[] headers)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Peers", "post.lua");
        var said = await Child.RunAsync(
            Programs.Require("wrk"), AppContext.BaseDirectory, stop, ["-t1", $"-c{Connections}", $"-d{seconds}s", "-s", script, .. headers.SelectMany(header => (string[])["-H", header]), address]);
        if (said.Contains("Non-2xx", StringComparison.Ordinal) || said.Contains("Socket errors", StringComparison.Ordinal))
            throw new InvalidOperationException($"{address} did not answer every request:\n{said}");
        return double.Parse(Rate().Match(said).Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)")]
    private static partial Regex Rate();
}
