using System.Net;
using ModelDeploy.ModelServer.Faults;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>Reads a server's options from arguments and environment.</summary>
internal static class ServerOptionsReader
{
    /// <summary>The options, or every fault in them, one per line.</summary>
    public static Outcome<ServerOptions> Read(string[] arguments, Func<string, string?> environment)
    {
        var settings = new SettingsReader(arguments, environment);
        var (model, remark) = ModelPath(settings, environment("MODEL_URI"));
        var host = settings.Text("host", variable: null) ?? "127.0.0.1";
        if (!IPAddress.TryParse(host, out _))
            settings.Fault($"--host: \"{host}\" is not an IP address.");
        var portVariable = string.IsNullOrEmpty(environment("PORT")) ? "PREDICTIVE_UNIT_SERVICE_PORT" : "PORT";
        var port = settings.Number("port", portVariable, most: ushort.MaxValue) ?? ServerOptions.DefaultPort;
        var switches = TestSwitches.Read(settings);

        if (settings.Faults() is { Count: > 0 } faults)
            return Outcome<ServerOptions>.Bad(string.Join('\n', faults));
        return Outcome<ServerOptions>.Good(new ServerOptions(
            model, host, port,
            environment("SELDON_DEPLOYMENT_ID"),
            environment("PREDICTIVE_UNIT_ID"),
            environment("PREDICTIVE_UNIT_IMAGE"),
            switches, remark));
    }

    /// <summary>The model file: <c>--model</c>, else a MODEL_URI that names a file. A relative path may also start at the program.</summary>
    private static (string Path, string? Remark) ModelPath(SettingsReader settings, string? uri)
    {
        if (settings.Text("model", variable: null) is { Length: > 0 } given)
            return (Located(given), string.IsNullOrEmpty(uri) ? null : "MODEL_URI is ignored, because --model names the model.");
        if (string.IsNullOrEmpty(uri))
            settings.Fault("There is no model: use --model <file>, or set MODEL_URI to a file.");
        else if (!uri.Contains("://", StringComparison.Ordinal))
            return (Located(uri), null);
        else if (Uri.TryCreate(uri, UriKind.Absolute, out var address) && address.IsFile)
            return (address.LocalPath, null);
        else
            settings.Fault($"MODEL_URI: \"{uri}\" is neither a file path nor a file:// address; this server fetches nothing.");
        return ("", null);
    }

    private static string Located(string path)
    {
        var besideProgram = Path.Combine(AppContext.BaseDirectory, path);
        return !File.Exists(path) && File.Exists(besideProgram) ? besideProgram : path;
    }
}
