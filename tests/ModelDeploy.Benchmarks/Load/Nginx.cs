using System.Globalization;
using ModelDeploy.Benchmarks.Running;

namespace ModelDeploy.Benchmarks.Load;

/// <summary>nginx with one of the configurations in <c>Peers/</c>.</summary>
internal static class Nginx
{
    private const int BodyBytes = 1024;

    private const string OnPort =
        "mkdir -p \"$1/$PORT\" && sed \"s/@PORT@/$PORT/\" \"$1/nginx.conf\" > \"$1/$PORT/nginx.conf\" && exec \"$0\" -e stderr -p \"$1/$PORT\" -c \"$1/$PORT/nginx.conf\"";

    /// <summary>The command that runs nginx in the foreground with a configuration made from a template.</summary>
    public static IReadOnlyList<string> Command(string template, string folder, int port, int upstream = 0)
    {
        var program = Programs.Require("nginx");
        var file = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(file, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Peers", template))
            .Replace("@PORT@", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("@UPSTREAM@", upstream.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("@BODY@", new string('y', BodyBytes), StringComparison.Ordinal));
        return [program, "-e", "stderr", "-p", folder, "-c", file];
    }

    /// <summary>The same as a replica's command: on the port that the platform gives it.</summary>
    public static IReadOnlyList<string> CommandOnPortOfReplica(string template, string folder)
    {
        var program = Programs.Require("nginx");
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Peers", template))
            .Replace("@BODY@", new string('y', BodyBytes), StringComparison.Ordinal));
        return ["/bin/sh", "-c", OnPort, program, folder];
    }
}
